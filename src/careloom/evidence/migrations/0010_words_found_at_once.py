"""PostgreSQL puts new words into the index at once: a list of those not yet put in is read through by every search."""

from django.db import migrations


def at_once(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER INDEX evidence_words_found SET (fastupdate = off)")
        schema_editor.execute("SELECT gin_clean_pending_list('evidence_words_found')")


class Migration(migrations.Migration):
    dependencies = [("evidence", "0009_file_fingerprint")]
    operations = [migrations.RunPython(at_once, migrations.RunPython.noop, hints={"rows": False})]
