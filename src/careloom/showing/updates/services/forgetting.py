"""Forgetting a person in updates: their address, and their name under what they wrote."""

from django.db import transaction
from django.db.models import Q

from careloom.people.models import Person
from careloom.showing.updates.models import Post, Subscriber
from careloom.showing.updates.services.subscribing import stop_mails


@transaction.atomic
def forget_in_updates(*, person: Person, by: str) -> None:
    """No more mails to them; what they wrote stays without their name."""
    theirs = Q(person_id=person.public_id) | (Q(email__iexact=person.email) if person.email else Q())
    for row in Subscriber.objects.filter(theirs, stopped_at=None):
        stop_mails(subscriber=row, by=by)
    Post.objects.filter(author_id=person.public_id).update(credit={}, author_id="")
