"""Forgetting a person: nothing more is told to them or written in their name, and their words to us go."""

from django.db import transaction

from careloom.people.models import Person
from careloom.showing.models import Joined, Mark
from careloom.showing.services.tools import withdraw_tokens_of
from careloom.showing.services.wishing import stop_telling
from careloom.showing.updates.services.forgetting import forget_in_updates


@transaction.atomic
def forget_reader(*, person: Person, by: str) -> None:
    """No more messages; what was told stays on the trace as a number."""
    withdraw_tokens_of(person_id=person.public_id, by=by)
    stop_telling(reader=person.public_id, by=by)
    forget_in_updates(person=person, by=by)
    Mark.objects.filter(reader=person.public_id).update(sealed=b"")
    Joined.objects.filter(reader=person.public_id).delete()
