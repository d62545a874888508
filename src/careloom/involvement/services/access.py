"""Travel, interpreters and cover, booked and paid before."""

from django.db import transaction
from django.utils import timezone

from careloom.involvement import events, queries
from careloom.involvement.models import AccessBooking, AccessBudget
from careloom.involvement.services.refusing import Refused
from careloom.people.models import Person
from careloom.thread.ids import new_id
from careloom.thread.services import record

State = AccessBooking.State


@transaction.atomic
def set_access_budget(*, year: int, pence: int, by: str) -> AccessBudget:
    """What there is for a year."""
    budget, _ = AccessBudget.objects.update_or_create(year=year, defaults={"pence": pence})
    record(event=events.BUDGET_SET, subject=f"access_budget_{year}", by=by, values={"pence": pence})
    return budget


@transaction.atomic
def need_access(*, about: str, kind: str, person: Person | None, year: int, once: str, by: str) -> AccessBooking:
    """Ask for travel, an interpreter or cover for one meeting or event.

    What somebody needs is written down also where nobody set the year's budget: it is 0 then, and booking says so.
    """
    budget, _ = AccessBudget.objects.get_or_create(year=year, defaults={"pence": 0})
    values = {"public_id": new_id("access"), "budget": budget, "person": person, "about": about, "kind": kind,
              "asked_at": timezone.now()}  # fmt: skip
    booking, fresh = AccessBooking.objects.get_or_create(once=once, defaults=values)
    if fresh:
        record(event=events.ACCESS_ASKED, subject=booking.public_id, by=events.PAYEE if person else by)
    return booking


@transaction.atomic
def book_access(*, booking: AccessBooking, pence: int, by: str, prepaid: bool = True) -> None:
    """Booked and paid by us. Raises Refused where the budget does not hold it: somebody must decide, not the tool."""
    budget = AccessBudget.objects.select_for_update().get(pk=booking.budget_id)
    left = queries.access_left(budget) + (booking.pence if booking.state == State.BOOKED else 0)
    if pence > left:
        raise Refused("access_budget_spent", left=left)
    AccessBooking.objects.filter(pk=booking.pk).update(state=State.BOOKED, pence=pence, prepaid=prepaid)
    record(event=events.ACCESS_BOOKED, subject=booking.public_id, by=by, values={"prepaid": prepaid})


@transaction.atomic
def no_longer_needed(*, booking: AccessBooking, by: str) -> None:
    """The need went away; money that was not spent is free again."""
    AccessBooking.objects.filter(pk=booking.pk).update(state=State.NOT_NEEDED, pence=0)
    record(event=events.ACCESS_BOOKED, subject=booking.public_id, by=by, values={"needed": False})
