"""Showing what was paid, by role group: once for each quarter that has ended, and protected."""

from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.utils import timezone

from careloom.involvement.queries import first_paid_on, paid_by_role
from careloom.showing.events import PAID_SHOWN
from careloom.showing.models import PaidQuarter
from careloom.showing.queries.closure import UNSAID
from careloom.showing.queries.giving import after
from careloom.thread.services import record


@transaction.atomic
def show_paid(*, by: str, today: date | None = None) -> list[PaidQuarter]:
    """Keep what was paid in each quarter that has ended and is not kept yet. Gives the new ones."""
    known = set(PaidQuarter.objects.values_list("first_on", flat=True))
    ended = [first for first in _ended(today or timezone.localdate()) if first not in known]
    return [_keep(first, sums, by) for first in ended if (sums := paid_by_role(first, after(first)))]


def _keep(first: date, sums: dict[str, tuple[int, int]], by: str) -> PaidQuarter:
    from careloom_methods.representation import protect_table

    keys = {role: (role or UNSAID,) for role in sums}
    released = protect_table(
        {keys[role]: pence // 100 for role, (_, pence) in sums.items()},
        people={keys[role]: people for role, (people, _) in sums.items()},
    )
    shown = [[*key, cell.value] for key, cell in sorted(released.cells.items())]
    made = PaidQuarter.objects.create(first_on=first, shown=shown, at=timezone.now())
    record(event=PAID_SHOWN, subject=f"paid_{first.isoformat()}", by=by)
    return made


def _ended(today: date) -> Iterator[date]:
    """The first days of all quarters that have ended, from the one in which somebody was paid first."""
    begin = first_paid_on()
    first = date(begin.year, begin.month - (begin.month - 1) % 3, 1) if begin else today
    while after(first) <= today:
        yield first
        first = after(first)
