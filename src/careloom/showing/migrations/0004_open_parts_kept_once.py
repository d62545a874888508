"""Parts of open data are kept once, whichever files hold them. Releases made before are made again."""

from django.db import migrations, models


def forget_releases(apps, schema_editor):
    """Their rows cannot be told apart any more; the next run publishes everything anew."""
    apps.get_model("showing", "OpenRelease").objects.all().delete()
    apps.get_model("showing", "OpenFile").objects.all().delete()
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else the tables cannot be changed in this transaction


class Migration(migrations.Migration):

    dependencies = [("showing", "0003_open_data")]

    operations = [
        migrations.RunPython(forget_releases, migrations.RunPython.noop, hints={"rows": True}),
        migrations.DeleteModel(name="OpenPart"),
        migrations.CreateModel(
            name="OpenPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("table", models.SlugField(max_length=60)),
                ("digest", models.CharField(max_length=64)),
                ("rows", models.PositiveSmallIntegerField()),
                ("removed", models.PositiveSmallIntegerField(default=0)),
                ("checked", models.CharField(blank=True, max_length=64)),
                ("packed", models.BinaryField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("table", "digest"), name="open_part_once")],
            },
        ),
        migrations.RemoveField(model_name="openfile", name="checked"),
        migrations.AddField(model_name="openfile", name="parts", field=models.JSONField(default=list)),
    ]
