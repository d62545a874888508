"""Finding items: words, filters, counts."""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet, Sum
from django.utils.functional import cached_property

from careloom.evidence.models import Item, Link, Tag, Use
from careloom.evidence.queries.big_index import BigFound, opened
from careloom.evidence.words import asked

PARTS = ("research__study", "lived", "practice")
# One interface, two engines: rows whose words hold all (or some) of what was asked, the best first. On SQLite the plus
# keeps the words first and the items second; the other way round each item is searched for by itself.
SQLITE = {"where": ["evidence_item.id = +evidence_words.rowid", "evidence_words MATCH %s"],
          "rank": "bm25(evidence_words, 6.0, 1.0)", "order": "rank"}  # fmt: skip
POSTGRES = {"where": ["evidence_words.item_id = evidence_item.id", "evidence_words.words @@ to_tsquery('english', %s)"],
            "rank": "ts_rank(evidence_words.words, to_tsquery('english', %s))", "order": "-rank"}  # fmt: skip

COUNTED = """WITH hits (id, kind) AS MATERIALIZED ({found})
SELECT kind, '' AS nation, COUNT(*) FROM hits GROUP BY kind UNION ALL
SELECT hits.kind, evidence_tag.code, COUNT(*) FROM hits JOIN evidence_tag ON evidence_tag.item_id = hits.id
WHERE evidence_tag.what = 'nation' GROUP BY hits.kind, evidence_tag.code"""


@dataclass(frozen=True)
class Filters:
    """What stands in the address of the library."""

    words: str = ""
    kind: str = ""
    nation: str = ""
    topic: str = ""
    sector: str = ""
    year: str = ""
    outcome: str = ""
    examples: bool = False
    staff: bool = False

    def any(self) -> bool:
        """Is there any filter?"""
        return bool(self.words or self.kind or self.nation or self.topic or self.sector or self.year
                    or self.outcome)  # fmt: skip


def found(filters: Filters, *, every_word: bool = True) -> QuerySet[Item]:
    """Items in the library that fit; the best fit first if words were asked, else the newest first."""
    rows = Item.objects.filter(state=Item.State.LISTED)
    if not filters.staff:
        rows = rows.filter(is_public=True)
    if filters.kind in Item.Kind.values:
        rows = rows.filter(kind=filters.kind)
    if filters.year.isdigit():
        rows = rows.filter(year=int(filters.year[:4]))
    if filters.outcome:
        rows = rows.filter(practice__outcome=filters.outcome)
    if filters.examples:
        rows = rows.filter(practice__example=True)
    for what, code in (("nation", filters.nation), ("topic", filters.topic), ("sector", filters.sector)):
        if code:
            rows = rows.filter(pk__in=Tag.objects.filter(what=what, code=code).values("item"))
    words = asked(filters.words)
    return _matching(rows, words, every_word) if words else rows.order_by("-added_at", "-pk")


def _matching(rows: QuerySet[Item], words: list[str], every_word: bool) -> QuerySet[Item]:
    if connection.vendor == "sqlite":
        said = (" " if every_word else " OR ").join(f'"{word}"' for word in words)
        engine, parameters = SQLITE, []
    else:
        said = (" & " if every_word else " | ").join(words)
        engine, parameters = POSTGRES, [said]
    return rows.extra(  # noqa: S610  # every text here is ours; what was asked goes as a parameter
        select={"rank": str(engine["rank"])}, select_params=parameters, tables=["evidence_words"],
        where=list(engine["where"]), params=[said], order_by=[str(engine["order"]), "-id"],
    )  # fmt: skip


class Found:
    """What a search gave: how many, any page of it, and counts by kind and nation. The words are looked up once."""

    def __init__(self, rows: QuerySet[Item], *, ranked: bool) -> None:
        self.rows, self.ranked = rows, ranked

    @cached_property
    def ids(self) -> list[int]:
        """The items, the best first; read straight from the database, as there may be thousands."""
        sql, parameters = self.rows.values_list("pk").query.sql_with_params()
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":  # all in one row: a row for each costs more than finding them
                cursor.execute(f"SELECT array_agg(pk) FROM ({sql}) AS ordered", parameters)  # noqa: S608  # our own text
                return cursor.fetchone()[0] or []
            cursor.execute(sql, parameters)
            return [row[0] for row in cursor.fetchall()]

    def count(self) -> int:
        """How many fit."""
        return len(self.ids) if self.ranked else self.rows.count()

    def __getitem__(self, part: slice) -> list[Item]:
        """A page, the best first, with all that it shows."""
        if not self.ranked:
            return list(with_parts(self.rows[part]))
        shown = with_parts(Item.objects.filter(pk__in=self.ids[part])).in_bulk()
        return [shown[pk] for pk in self.ids[part] if pk in shown]

    def counts(self) -> dict[str, dict[str, int]]:
        """As by_kind_and_nation."""
        return by_kind_and_nation(self.rows)


def looked_up(filters: Filters, *, every_word: bool = True) -> Found | BigFound:
    """The same as `found`, for a page that shows a part and the counts: by the tantivy index where there is one."""
    index = opened()
    if index:
        return BigFound(index, filters, every_word=every_word)
    return Found(found(filters, every_word=every_word), ranked=bool(asked(filters.words)))


def with_parts(rows: QuerySet[Item]) -> QuerySet[Item]:
    """The same items with all that a page or file shows of them, in a constant number of queries."""
    return rows.select_related(*PARTS).prefetch_related("tags")


def by_kind_and_nation(rows: QuerySet[Item]) -> dict[str, dict[str, int]]:
    """{kind: {nation: items, "": all items of the kind}}. An item of two nations counts in both.

    The search runs once, and both counts are made of what it found.
    """
    sql, parameters = rows.order_by().values_list("pk", "kind").query.sql_with_params()
    counts: dict[str, dict[str, int]] = {kind: {"": 0} for kind in Item.Kind.values}
    with connection.cursor() as cursor:
        cursor.execute(COUNTED.format(found=sql), parameters)
        for kind, nation, number in cursor.fetchall():
            counts[kind][nation] = number
    return counts


def item_named(public_id: str, *, staff: bool) -> Item | None:
    """One item; for the public only what it may read. A withdrawn item is there, empty, so that links can say so."""
    rows = with_parts(Item.objects.filter(public_id=public_id))
    item = rows.select_related(*PARTS, "kept_as").first()
    if item is None or (not staff and not item.is_public and item.state != Item.State.WITHDRAWN):
        return None
    return item


def usage(items: list[Item]) -> dict[int, dict[str, int]]:
    """{item: {what: times}} for uses that stand, those of items joined to it among them."""
    ids = [item.pk for item in items]
    rows = Use.objects.filter(Q(item__in=ids) | Q(item__kept_as__in=ids), ended_at=None)
    counts: dict[int, dict[str, int]] = {pk: {} for pk in ids}
    for own, kept, what, times in rows.values_list("item", "item__kept_as", "what").annotate(n=Sum("times")):
        target = counts[kept if kept in counts else own]
        target[what] = target.get(what, 0) + times
    return counts


def items_used(subject: str, *, staff: bool) -> list[Item]:
    """Items that the thing with this public id uses now; for the public only what it may read."""
    rows = Item.objects.filter(uses__subject=subject, uses__ended_at=None, state=Item.State.LISTED)
    return list((rows if staff else rows.filter(is_public=True)).distinct().order_by("title", "pk"))


def related(item: Item) -> list[dict[str, Any]]:
    """Items that stand linked to this one: other reports of its study, corrections, replies."""
    links = item.links_from.filter(state="stands").select_related("other").exclude(relation="same")
    back = item.links_to.filter(state="stands").select_related("one").exclude(relation="same")
    return [{"item": link.other, "link": link} for link in links] + [{"item": link.one, "link": link} for link in back]


def in_library(item: Item) -> bool:
    """May everybody read it now?"""
    return item.state == Item.State.LISTED and item.is_public


def reports(item: Item) -> list[Item]:
    """Other reports of the same study; together they are one source."""
    study = item.research.study_id if item.kind == Item.Kind.RESEARCH else None
    if study is None:
        return []
    rows = Item.objects.filter(research__study=study, state=Item.State.LISTED, is_public=True).exclude(pk=item.pk)
    return list(rows.order_by("year", "pk"))


def staff_facts() -> dict[str, int]:
    """What the room's own desk counts."""
    return {
        "items": Item.objects.filter(state=Item.State.LISTED).count(),
        "asked": Link.objects.filter(state=Link.State.ASKED).count(),
        "joined": Item.objects.filter(state=Item.State.JOINED).count(),
        "withdrawn": Item.objects.filter(state=Item.State.WITHDRAWN).count(),
    }
