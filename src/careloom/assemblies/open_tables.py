"""What of this room is open data: seats, what was decided, and lotteries. Who sits on a seat stands nowhere."""

from collections.abc import Iterable

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from careloom.assemblies.models import Draw, Meeting, Membership, Outcome, SeatTarget
from careloom.assemblies.queries.members import SITTING
from careloom.thread.publishing import Column, OpenTable, Row

ASSEMBLY, NATION = Column("assembly", _("Code of the Assembly")), Column("nation", _("Nation"))


def seats() -> Iterable[Row]:
    """Seats of each role group, and how many are taken: as each Assembly's own page shows."""
    sitting = Membership.objects.filter(state__in=SITTING).values_list("assembly", "role_group")
    taken = {(a, role): n for a, role, n in sitting.annotate(n=Count("pk")).order_by()}
    for target in SeatTarget.objects.select_related("assembly").order_by("assembly__slug", "pk"):
        of = target.assembly
        yield {"assembly": of.slug, "name": of.name, "nation": of.nation_code, "role_group": target.role_group,
               "seats": target.number, "taken": taken.get((of.pk, target.role_group), 0)}  # fmt: skip


def outcomes() -> Iterable[Row]:
    """What closed meetings decided or recommend, and whether it was told."""
    rows = Outcome.objects.filter(meeting__state=Meeting.State.CLOSED).select_related("meeting")
    for row in rows.prefetch_related("meeting__assemblies").order_by("pk"):
        yield {
            "outcome": row.public_id, "assemblies": [a.slug for a in row.meeting.assemblies.all()],
            "meeting": row.meeting.title, "day": row.meeting.begins_at.date().isoformat(), "kind": row.kind,
            "words": row.words, "told_whom": row.told_whom, "told_by": row.told_by.isoformat(),
            "told_on": row.told_at.date().isoformat() if row.told_at else None,
        }  # fmt: skip


def lotteries() -> Iterable[Row]:
    """Confirmed draws; the record of each holds all that is needed to check it."""
    rows = Draw.objects.filter(state=Draw.State.CONFIRMED).select_related("recruitment__assembly").order_by("pk")
    for row in rows.defer("result"):
        chances = list(row.record.get("probabilities", {}).values())
        yield {
            "draw": row.public_id, "assembly": row.recruitment.assembly.slug, "day": row.made_at.date().isoformat(),
            "rule": row.record.get("rule", ""), "replacement": row.replacement, "places": row.record.get("number"),
            "people": len(chances), "lowest_chance": _four(min(chances, default=None)),
            "highest_chance": _four(max(chances, default=None)), "seed": row.begins_with,
            "record": reverse("assemblies:record", args=[row.public_id]),
        }  # fmt: skip


def _four(chance: float | None) -> float | None:
    return None if chance is None else round(chance, 4)


TABLES = [
    OpenTable(
        "assembly-seats", _("Seats of the Assemblies"),
        _("How many seats each role group has, and how many are taken."),
        (ASSEMBLY, Column("name", _("Name")), NATION, Column("role_group", _("Role group")),
         Column("seats", _("Seats"), "integer"), Column("taken", _("Seats taken"), "integer")),
        seats, ("assembly", "nation", "role_group"),
    ),
    OpenTable(
        "assembly-outcomes", _("What Assemblies decided"),
        _("Decisions and recommendations of closed meetings, who was to be told by when, and when it was done."),
        (Column("outcome", _("Number of the outcome")), Column("assemblies", _("Codes of the Assemblies"), many=True),
         Column("meeting", _("Meeting")), Column("day", _("Day"), "date"),
         Column("kind", _("Decision or recommendation")), Column("words", _("What was decided")),
         Column("told_whom", _("Who is told")), Column("told_by", _("To be told by"), "date"),
         Column("told_on", _("Told on"), "date")),
        outcomes, ("assemblies", "kind"), named=True,
    ),
    OpenTable(
        "lotteries", _("Lotteries"), _("Every confirmed draw: how many people, their chances, and where to check it."),
        (Column("draw", _("Number of the draw")), ASSEMBLY, Column("day", _("Day"), "date"),
         Column("rule", _("Rule of the lottery")),
         Column("replacement", _("Drawn for seats that became empty"), "boolean"),
         Column("places", _("Seats drawn"), "integer"), Column("people", _("People in the draw"), "integer"),
         Column("lowest_chance", _("Lowest chance of a person, between 0 and 1"), "decimal"),
         Column("highest_chance", _("Highest chance of a person, between 0 and 1"), "decimal"),
         Column("seed", _("Seed, stated before the draw")), Column("record", _("Address of its record"))),
        lotteries, ("assembly",), named=True,
    ),
]  # fmt: skip
