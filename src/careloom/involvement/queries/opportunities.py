"""The board of ways to take part, who comes, who waits."""

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from careloom.involvement.models import Attendance, Booking, Opportunity
from careloom.people.models import Person


def board() -> QuerySet[Opportunity]:
    """What is open to everyone, soonest first."""
    rows = Opportunity.objects.filter(state=Opportunity.State.OPEN, listed=True).order_by("begins_at", "pk")
    return rows.annotate(all=Count("places"), free=Count("places", filter=Q(places__booking__isnull=True)))


def dated(since: date) -> QuerySet[Opportunity]:
    """Listed ones that begin on or after a day, or have no day; without those that were called off."""
    rows = Opportunity.objects.filter(Q(begins_at__isnull=True) | Q(begins_at__date__gte=since), listed=True)
    off = Q(state=Opportunity.State.CLOSED) & (Q(begins_at__isnull=True) | Q(begins_at__gt=timezone.now()))
    return rows.exclude(off).order_by("begins_at", "pk")


def places(opportunity: Opportunity) -> dict[str, int]:
    """How many places there are, and how many are free."""
    rows = opportunity.places
    return {"all": rows.count(), "free": rows.filter(booking__isnull=True).count()}


def booking_of(opportunity: Opportunity, person: Person) -> Booking | None:
    """A person's own booking."""
    return Booking.objects.filter(
        opportunity=opportunity, person=person, left_at__isnull=True
    ).select_related("place").first()  # fmt: skip


def coming(opportunity: Opportunity) -> QuerySet[Booking]:
    """Those who have a place."""
    rows = Booking.objects.filter(opportunity=opportunity, left_at__isnull=True, place__isnull=False)
    return rows.select_related("person", "place").order_by("place__number")


def waiting(opportunity: Opportunity) -> QuerySet[Booking]:
    """Those who wait for a place, first come first."""
    rows = Booking.objects.filter(opportunity=opportunity, left_at__isnull=True, place__isnull=True)
    return rows.select_related("person").order_by("at", "pk")


def needs_of_those_who_come(opportunity: Opportunity) -> list[dict[str, Any]]:
    """Access needs of those who have a place, for whoever books the help; nobody else's."""
    rows = coming(opportunity).prefetch_related("person__access_needs")
    return [{"name": row.person.name, "format": row.person.get_preferred_format_display(),
             "language": row.person.preferred_language,
             "needs": [need.need for need in row.person.access_needs.all()]} for row in rows]  # fmt: skip


def has_place(booking: Booking) -> bool:
    """Does this booking come with a place, or is it on the waiting list?"""
    return Booking.objects.filter(pk=booking.pk, place__isnull=False).exists()


def _over() -> Q:
    """Nobody can be given a place any more: whoever still waits was turned down."""
    return Q(opportunity__state=Opportunity.State.CLOSED) | Q(opportunity__begins_at__lt=timezone.now())


def chance_by_group(by: str = "role_group") -> list[dict[str, Any]]:
    """Over all ways to take part, for each role group (or `nation_code`): how many people asked, had a place, wait,
    were turned down, gave a place back, and came. Each person counts once in each column; '' is who did not say."""
    none = Booking.objects.filter(left_at__isnull=True, place__isnull=True)
    columns = {
        "asked": Booking.objects.all(),
        "place": Booking.objects.filter(left_at__isnull=True, place__isnull=False),
        "waiting": none.exclude(_over()),
        "turned_down": none.filter(_over()),
        "left": Booking.objects.filter(left_at__isnull=False),
        "came": Attendance.objects.all(),
    }
    found: dict[str, dict[str, Any]] = {}
    for column, rows in columns.items():
        counted = rows.values_list(f"person__{by}").annotate(n=Count("person", distinct=True))
        for group, n in counted.order_by(f"person__{by}"):
            found.setdefault(group, {"group": group} | dict.fromkeys(columns, 0))[column] = n
    return [found[group] for group in sorted(found)]


def fair_chance(opportunity: Opportunity) -> dict[str, int]:
    """How many asked for a place, have one, are still waiting, were turned down, gave it back, and came."""
    rows = Booking.objects.filter(opportunity=opportunity)
    none, over = waiting(opportunity), rows.filter(_over()).exists()
    return {"asked": rows.values("person").distinct().count(), "places": coming(opportunity).count(),
            "waiting": 0 if over else none.count(), "turned_down": none.count() if over else 0,
            "left": rows.filter(left_at__isnull=False).count(),
            "came": opportunity.attendances.values("person").distinct().count()}  # fmt: skip
