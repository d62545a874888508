"""Opening ways to take part, and giving places: first come, never more than there are."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from careloom.involvement import events
from careloom.involvement.models import Booking, EventPlace, Opportunity
from careloom.involvement.services.refusing import Refused
from careloom.people.models import Person
from careloom.thread.ids import new_id
from careloom.thread.services import record

Kind = Opportunity.Kind


@transaction.atomic
def open_opportunity(
    *, title: str, what: str, how_long: str, how_often: str, by: str, kind: str = Kind.EVENT, places: int = 0,
    begins_at: datetime | None = None, where: str = "", nation_code: str = "", task: str = "",
    expenses: list[str] | None = None, about: str = "", listed: bool = True, reason: str = "",
    minutes: int | None = None,
) -> Opportunity:  # fmt: skip
    """Put a way to take part on the board. Raises Refused: answers to a simple survey are paid only with a reason."""
    if kind == Kind.SURVEY and task and not reason.strip():
        raise Refused("survey_is_not_paid")
    values: dict[str, Any] = {"kind": kind, "title": title, "what": what, "how_long": how_long, "how_often": how_often,
                              "begins_at": begins_at, "where": where, "nation_code": nation_code, "task": task,
                              "expenses": expenses or [], "about": about, "listed": listed,
                              "reason": reason, "minutes": minutes}  # fmt: skip
    made = Opportunity.objects.create(public_id=new_id("opportunity"), **values)
    EventPlace.objects.bulk_create([EventPlace(opportunity=made, number=n) for n in range(1, places + 1)])
    record(event=events.OPPORTUNITY_OPENED, subject=made.public_id, by=by, values={"kind": kind, "places": places})
    return made


@transaction.atomic
def close_opportunity(*, opportunity: Opportunity, by: str) -> None:
    """Take no more bookings."""
    Opportunity.objects.filter(pk=opportunity.pk).update(state=Opportunity.State.CLOSED)
    record(event=events.OPPORTUNITY_CLOSED, subject=opportunity.public_id, by=by)


@transaction.atomic
def book(*, opportunity: Opportunity, person: Person, by: str) -> Booking:
    """Take a free place, or a place on the waiting list. Asking twice changes nothing. Raises Refused."""
    # The state is read again here: the page may have been open for a while.
    if not Opportunity.objects.filter(pk=opportunity.pk, state=Opportunity.State.OPEN).exists():
        raise Refused("closed")
    key = {"opportunity": opportunity, "person": person, "left_at": None}
    booking, fresh = Booking.objects.get_or_create(**key, defaults={"at": timezone.now()})
    if fresh:
        number = _take_place(booking)
        record(event=events.BOOKED, subject=opportunity.public_id, by=by, values={"waiting": number is None})
    return booking


def _take_place(booking: Booking) -> int | None:
    """The conditional update is the judge: of two who see the same free place only one changes the row."""
    free = EventPlace.objects.filter(opportunity_id=booking.opportunity_id, booking__isnull=True).order_by("number")
    while place := free.first():
        if EventPlace.objects.filter(pk=place.pk, booking__isnull=True).update(booking=booking):
            return place.number
    return None


@transaction.atomic
def leave(*, booking: Booking, by: str) -> Booking | None:
    """Give a place back; whoever waits longest gets it. Gives that booking."""
    if not Booking.objects.filter(pk=booking.pk, left_at__isnull=True).update(left_at=timezone.now()):
        return None
    record(event=events.LEFT, subject=booking.opportunity.public_id, by=by)
    if not EventPlace.objects.filter(booking=booking).update(booking=None):
        return None
    waiting = Booking.objects.filter(opportunity=booking.opportunity, left_at__isnull=True, place__isnull=True)
    following = waiting.select_for_update(of=("self",)).order_by("at", "pk").first()
    if following is not None and _take_place(following) is not None:
        record(event=events.BOOKED, subject=booking.opportunity.public_id, by="system", values={"waiting": False})
        return following
    return None
