"""The words of each item, for searching: FTS5 on SQLite, a tsvector with its index on PostgreSQL."""

from django.db import migrations

MAKE = {
    "sqlite": [
        "CREATE VIRTUAL TABLE evidence_words USING fts5"
        "(title, body, tokenize = 'porter unicode61 remove_diacritics 2')"
    ],
    "postgresql": [
        "CREATE TABLE evidence_words (item_id bigint PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX evidence_words_found ON evidence_words USING gin (words)",
    ],
}


def make(apps, schema_editor):
    for statement in MAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def unmake(apps, schema_editor):
    schema_editor.execute("DROP TABLE evidence_words")


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial")]
    operations = [migrations.RunPython(make, unmake, hints={"rows": False})]
