"""What came of suggestions is counted when a reading is saved; what was read before is counted once here."""

from typing import Any

from django.db import migrations, models


def count_once(apps: Any, schema_editor: Any) -> None:
    """As `Reading.weigh` does."""
    reading, coding = apps.get_model("listening", "Reading"), apps.get_model("listening", "Coding")
    changed = []
    for row in reading.objects.exclude(suggested=[]).iterator(chunk_size=500):
        mine = set(coding.objects.filter(text=row.text_id, coder=row.coder).values_list("theme__public_id", flat=True))
        offered = set(row.suggested)
        row.offered, row.taken = len(offered), len(mine & offered)
        row.instead = bool(offered and mine) and not mine & offered
        changed.append(row)
    reading.objects.bulk_update(changed, ["offered", "taken", "instead"], batch_size=200)


class Migration(migrations.Migration):
    dependencies = [
        ("listening", "0008_a_memo_goes_with_its_text"),
    ]

    operations = [
        migrations.AddField("reading", "offered", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("reading", "taken", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("reading", "instead", models.BooleanField(default=False)),
        migrations.RunPython(count_once, migrations.RunPython.noop, hints={"rows": True}),
    ]
