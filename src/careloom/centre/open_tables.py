"""What of this room is open data: topics, figures and places."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from careloom.centre import queries
from careloom.thread.publishing import Column, OpenTable, Row

SOURCE, NOTE = Column("source", _("Where it comes from")), Column("note", _("Note"))
YEAR = Column("year", _("Year"))


def topics() -> Iterable[Row]:
    """Topics, each with what it is called in addresses."""
    for row in queries.topics():
        yield {"topic": row.slug, "name": row.name, "year": row.year, "process": row.process, "level": row.level,
               "count": row.count, "unit": row.unit, "source": row.source, "note": row.note}  # fmt: skip


def figures() -> Iterable[Row]:
    """Figures as published."""
    names = ("group", "measure", "value", "unit", "role_or_nation", "year", "source", "note")
    yield from queries.figures().values(*names)


def places() -> Iterable[Row]:
    """The tree of places in reading order."""
    for row in queries.places().select_related("parent"):
        yield {"place": row.slug, "name": row.name, "kind": row.kind, "official_code": row.official_code or "",
               "inside": row.parent.slug if row.parent else "", "source": row.source,
               "confidence": row.confidence}  # fmt: skip


TABLES = [
    OpenTable(
        "topics", _("Topics"), _("What has been named as a priority, by whom and when."),
        (Column("topic", _("Code of the topic")), Column("name", _("Name")), YEAR,
         Column("process", _("Who named it, and how")), Column("level", _("Theme, topic or question")),
         Column("count", _("How often it was named, as published")), Column("unit", _("What was counted")),
         SOURCE, NOTE),
        topics, ("year", "process", "level"),
    ),
    OpenTable(
        "figures", _("Figures about people"), _("Who took part, as published, with the source of each figure."),
        (Column("group", _("Group or event")), Column("measure", _("What was measured")),
         Column("value", _("Number or text, as published")), Column("unit", _("What was counted")),
         Column("role_or_nation", _("Role group or nation")), YEAR, SOURCE, NOTE),
        figures, ("group", "measure", "year"),
    ),
    OpenTable(
        "places", _("Places"), _("Nations, regions and smaller places, each inside a larger one."),
        (Column("place", _("Code of the place")), Column("name", _("Name")), Column("kind", _("Kind of place")),
         Column("official_code", _("Official code")), Column("inside", _("The place that it lies in")), SOURCE,
         Column("confidence", _("How sure we are"))),
        places, ("kind", "inside"), named=True,
    ),
]  # fmt: skip
