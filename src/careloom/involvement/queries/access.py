"""The access budget."""

from django.db.models import QuerySet, Sum

from careloom.involvement.models import AccessBooking, AccessBudget

State = AccessBooking.State


def access_left(budget: AccessBudget) -> int:
    """Pence that are not booked."""
    used = budget.bookings.filter(state=State.BOOKED).aggregate(sum=Sum("pence"))["sum"] or 0
    return int(budget.pence - used)


def bookings_about(about: str) -> QuerySet[AccessBooking]:
    """Everything asked for or booked for one meeting or event."""
    return AccessBooking.objects.filter(about=about).select_related("person", "budget").order_by("state", "pk")


def access_of(person_id: str) -> QuerySet[AccessBooking]:
    """What one person asked for."""
    return AccessBooking.objects.filter(person__public_id=person_id).order_by("-asked_at")
