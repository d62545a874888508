"""What of this room is open data: what we pay. Who was paid is nobody else's business and stands nowhere."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from careloom.involvement import queries
from careloom.thread.publishing import Column, OpenTable, Row


def rates() -> Iterable[Row]:
    """Each rate with its first day; the newest that has begun counts."""
    for rate in queries.rates_known():
        yield {"task": rate.task, "name": rate.name, "unit": rate.unit, "pence": rate.pence,
               "valid_from": rate.valid_from.isoformat(), "source": rate.source}  # fmt: skip


TABLES = [
    OpenTable(
        "rates", _("What we pay"), _("What this centre pays people for their time, from which day on."),
        (Column("task", _("Code of the task")), Column("name", _("Name")),
         Column("unit", _("For an hour, a session or a day")), Column("pence", _("Pence"), "integer"),
         Column("valid_from", _("First day"), "date"), Column("source", _("Where it comes from"))),
        rates, ("task",),
    )
]  # fmt: skip
