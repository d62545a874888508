"""The whole area a centre works in was called 'uk' in every centre, also outside the UK."""

from typing import Any

from django.db import migrations


def name_it(apps: Any, schema_editor: Any) -> None:
    """In where somebody looked, and in what a judgement says of it."""
    apps.get_model("evidence", "Search").objects.filter(nation="uk").update(nation="everywhere")
    judged = apps.get_model("evidence", "Judgement").objects
    changed = [unit for unit in judged.exclude(looked={}).iterator() if unit.looked.get("nation") == "uk"]
    for unit in changed:
        unit.looked["nation"] = "everywhere"
    judged.bulk_update(changed, ["looked"], batch_size=200)


class Migration(migrations.Migration):
    dependencies = [("evidence", "0012_items_found_by_index")]
    operations = [migrations.RunPython(name_it, migrations.RunPython.noop, hints={"rows": True})]
