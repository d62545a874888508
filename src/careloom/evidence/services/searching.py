"""Keeping the index of words. A query reads it together with the item, so a stale row shows nothing."""

from collections.abc import Iterable, Sequence

from django.db import connection, transaction

from careloom.evidence.models import Item
from careloom.evidence.services import big_index
from careloom.evidence.words import plain

COLUMN = {"sqlite": "rowid", "postgresql": "item_id"}
PUT = {
    "sqlite": "INSERT INTO evidence_words (rowid, title, body) VALUES (%s, %s, %s)",
    "postgresql": "INSERT INTO evidence_words (item_id, words) VALUES (%s,"
                  " setweight(to_tsvector('english', %s), 'A') || setweight(to_tsvector('english', %s), 'B'))",
}  # fmt: skip
LONGEST = 100_000  # characters of one item; PostgreSQL refuses a longer list of words


def body(item: Item) -> str:
    """All words of an item but its title. History that is sensitive is not searched."""
    parts = [item.summary, item.summary_welsh, item.key]
    if item.kind == Item.Kind.RESEARCH and (record := getattr(item, "research", None)):
        parts += [*record.authors, record.journal, *record.populations, *record.doi]
    elif item.kind == Item.Kind.LIVED and (lived := getattr(item, "lived", None)):
        parts += [lived.voice, lived.named_as, "" if lived.sensitive else lived.history]
    elif note := getattr(item, "practice", None):
        parts += [note.organisation, note.setting, note.role, note.tried, note.happened]
    return " ".join(filter(None, parts))


@transaction.atomic
def index(ids: Sequence[int]) -> int:
    """Write the words of these items; items that are not in the library any more lose theirs."""
    if not ids:
        return 0
    items = Item.objects.filter(pk__in=ids, state=Item.State.LISTED).select_related("research", "lived", "practice")
    rows = [(item.pk, plain(item.title), plain(body(item))[:LONGEST]) for item in items]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"DELETE FROM evidence_words WHERE {COLUMN[connection.vendor]} = %s", [(pk,) for pk in ids]  # noqa: S608
        )  # fmt: skip
        cursor.executemany(PUT[connection.vendor], rows)
    big_index.note(ids)
    return len(rows)


def index_missing(*, most: int = 5_000) -> int:
    """Words for items that have none yet, as after a restore; and stale words out."""
    column = COLUMN[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM evidence_item WHERE state = 'listed' AND id NOT IN (SELECT {column} FROM evidence_words)"  # noqa: S608
            " ORDER BY id LIMIT %s", [most],
        )  # fmt: skip
        missing = [row[0] for row in cursor.fetchall()]
    return sum(index(chunk) for chunk in _chunks(missing))


def _chunks(ids: Sequence[int], size: int = 500) -> Iterable[Sequence[int]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))
