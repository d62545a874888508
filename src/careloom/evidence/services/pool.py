"""Joining and leaving the pool, and what came of it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from careloom.evidence import events
from careloom.evidence.models import Partner, PoolMember, PoolStep
from careloom.people.models import Person
from careloom.thread.ids import new_id
from careloom.thread.services import record

OFFERS = ("reviewing", "committee", "shadowing", "career")


@transaction.atomic
def join_pool(*, values: Mapping[str, Any], by: str) -> PoolMember:
    """A person puts their own name in, or changes what they wrote. Nobody can do it for them."""
    names = ("knows", "topics", "words", *OFFERS)
    given = {n: values[n] for n in names if n in values} | {"left_at": None}
    made, fresh = PoolMember.objects.update_or_create(
        person_id=by, defaults=given,
        create_defaults={**given, "public_id": new_id("pool"), "joined_at": timezone.now()})  # fmt: skip
    record(event=events.POOL_JOINED, subject=made.public_id, by=by, values={"new": fresh})
    return made


@transaction.atomic
def leave_pool(*, member: PoolMember) -> None:
    """Out again: their words and offers go, and nobody sees them any more."""
    member.words, member.topics, member.left_at = "", [], timezone.now()
    for name in OFFERS:
        setattr(member, name, False)
    member.save()
    record(event=events.POOL_LEFT, subject=member.public_id, by=member.person_id)


@transaction.atomic
def forget_member(*, person: Person, by: str) -> None:
    """Nothing stays of somebody who is forgotten: not their words, and not what came of it."""
    for member in PoolMember.objects.filter(person_id=person.public_id):
        record(event=events.POOL_LEFT, subject=member.public_id, by=by)
        member.delete()


@transaction.atomic
def note_pool_step(
    *, member: PoolMember, what: str, scheme: str, by: str, partner: Partner | None = None
) -> PoolStep:
    """An introduction, shadowing, an application or its result; sent twice on a day it is one. Refused for somebody
    who left."""
    if member.left_at:
        raise ValueError("left")
    before = member.steps.filter(what=what, scheme=scheme, partner=partner, at__date=timezone.localdate()).first()
    if before:
        return before
    made = PoolStep.objects.create(member=member, what=what, scheme=scheme, partner=partner, by=by, at=timezone.now())
    record(event=events.POOL_STEPPED, subject=member.public_id, by=by, values={"what": what})
    return made
