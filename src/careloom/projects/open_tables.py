"""What of this room is open data: the register, and where the work is."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from careloom.projects import queries
from careloom.thread.publishing import Column, OpenTable, Row


def projects(asked: queries.Filters | None = None, *, register_id: str = "") -> Iterable[Row]:
    """Each project on the register, or those that were asked for; codes for what has a code."""
    found = queries.projects(asked)
    for project in found.filter(register_id=register_id) if register_id else found:
        yield {
            "register_id": project.register_id, "title": project.title, "cohort": str(project.cohort or ""),
            "model": project.model.slug if project.model else "",
            "nation": project.nation.slug if project.nation else "",
            "hosts": [h.name for h in project.hosts.all()], "places": [p.written for p in project.places.all()],
            "topics": [t.slug for t in project.topics.all()], "starts": project.starts, "ends": project.ends,
            "unknown": project.unknown, "source": project.source, "confidence": project.confidence,
            "note": project.note,
        }  # fmt: skip


TABLES = [
    OpenTable(
        "projects", _("Projects"), _("Every project on the register, and what we do not know about it yet."),
        (Column("register_id", _("Number on the register")), Column("title", _("Title")),
         Column("cohort", _("Years in which it started")), Column("model", _("Way of working")),
         Column("nation", _("Nation")), Column("hosts", _("Who does the work"), many=True),
         Column("places", _("Places, as written in the source"), many=True),
         Column("topics", _("Codes of its topics"), many=True), Column("starts", _("First day, as far as known")),
         Column("ends", _("Last day, as far as known")), Column("unknown", _("What is not known yet"), many=True),
         Column("source", _("Where it comes from")), Column("confidence", _("How sure we are")),
         Column("note", _("Note"))),
        projects, ("cohort", "model", "nation", "topics"), named=True,
    ),
    OpenTable(
        "coverage", _("Where the work is"),
        _("How many projects each topic has in each nation and year. An empty name means that we do not know it."),
        (Column("topic", _("Topic")), Column("nation", _("Nation")),
         Column("cohort", _("Years in which it started")), Column("projects", _("Number of projects"), "integer")),
        queries.coverage_rows, ("topic", "nation", "cohort"),
    ),
]  # fmt: skip
