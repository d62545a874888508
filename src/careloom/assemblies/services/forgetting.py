"""Forgetting a person: letters, features and invitations go; the seat stays in the record as a number."""

from django.db import transaction

from careloom.assemblies.models import Application, Invitation
from careloom.people.models import Person


@transaction.atomic
def forget_member(*, person: Person, by: str) -> None:
    """A draw that was published still holds: it knows applications by their number alone."""
    Application.objects.filter(person=person).update(letter="", features={}, household="")
    Invitation.objects.filter(person=person).delete()
