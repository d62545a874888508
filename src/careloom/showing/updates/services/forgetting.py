"""Forgetting a person in updates: their address, and their name under what they wrote."""

from django.db import transaction
from django.db.models import Q

from careloom.people.models import Person
from careloom.showing.updates.models import Appearance, Post, Subscriber
from careloom.showing.updates.services.showing_media import answer_appearance
from careloom.showing.updates.services.subscribing import stop_mails


@transaction.atomic
def forget_in_updates(*, person: Person, by: str) -> None:
    """No more mails to them; what they wrote stays without their name, what they are in is taken down."""
    theirs = Q(person_id=person.public_id) | (Q(email__iexact=person.email) if person.email else Q())
    for row in Subscriber.objects.filter(theirs, stopped_at=None):
        stop_mails(subscriber=row, by=by)
    for appearance in Appearance.objects.filter(person_id=person.public_id):
        answer_appearance(appearance=appearance, yes=False, by=by)
    Appearance.objects.filter(person_id=person.public_id).update(name="")
    Post.objects.filter(author_id=person.public_id).update(credit={}, author_id="")
