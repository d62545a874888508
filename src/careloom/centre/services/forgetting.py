"""Forgetting somebody who sat in a body: the seat and its term stay, the name goes."""

from typing import Any

from django.db import transaction

from careloom.centre import events
from careloom.centre.models import Seat
from careloom.thread.services import record


@transaction.atomic
def forget_seats(*, person: Any, by: str) -> None:
    """Called when a person is forgotten; `person` has a public id."""
    mine = Seat.objects.filter(person_id=person.public_id)
    number = mine.update(name="", person_id="", may_be_shown=False)
    if number:
        record(event=events.SEATS_FORGOTTEN, subject="seats", by=by, values={"number": number})
