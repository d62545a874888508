"""Forgetting a person: nothing more is told to them, and their words to us go."""

from django.db import transaction

from careloom.people.models import Person
from careloom.showing.models import Joined, Mark
from careloom.showing.services.wishing import stop_telling
from careloom.showing.updates.services.forgetting import forget_in_updates


@transaction.atomic
def forget_reader(*, person: Person, by: str) -> None:
    """No more messages; what was told stays on the trace as a number."""
    stop_telling(reader=person.public_id, by=by)
    forget_in_updates(person=person, by=by)
    Mark.objects.filter(reader=person.public_id).update(sealed=b"")
    Joined.objects.filter(reader=person.public_id).delete()
