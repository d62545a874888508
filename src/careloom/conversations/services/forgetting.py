"""Forgetting a person: votes stay counted, and nobody can say whose they are."""

from django.db import transaction

from careloom.conversations.models import Statement, Voter
from careloom.people.models import Person

NOBODY = "erased"


@transaction.atomic
def forget_voter(*, person: Person, by: str) -> None:
    """The voter is nobody's; statements that were shown stay, without their writer."""
    Voter.objects.filter(person_id=person.public_id).update(person_id="", group_name="", helped_by="", how_decided="")
    Statement.objects.filter(writer_id=person.public_id).update(writer_id=NOBODY)
