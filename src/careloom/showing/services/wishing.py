"""How somebody wants to be told, that they do not, and that two readers are one person."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from careloom.people import sealed
from careloom.people.models import Person
from careloom.people.services import change_consent
from careloom.showing import events
from careloom.showing.models import Contribution, Joined, Message, Telling, Wish
from careloom.showing.queries.readers import PURPOSE
from careloom.showing.services.stopping import OPEN, end
from careloom.thread.services import record

WORDING = "told-1"  # the words under which people say yes or no to being told


@transaction.atomic
def set_wish(*, reader: str, every: str, by: str, edition: str = "", language: str = "", email: str = "") -> Wish:
    """How often, and for a guest in which format and to which address (sealed; empty: only on their page)."""
    address = email.strip().lower()
    values = {"every": every, "edition": edition, "language": language, "stopped_at": None, "bounced_at": None,
              "sealed": sealed.seal({"email": address}) if address else b""}  # fmt: skip
    wish, _ = Wish.objects.update_or_create(reader=reader, defaults=values)
    _consent(reader, True, by)
    record(event=events.WISH_SET, subject=reader, by=by, values={"every": every, "mail": bool(address)})
    return wish


@transaction.atomic
def stop_telling(*, reader: str, by: str) -> None:
    """No more messages, from this moment; an address that a guest left is forgotten. What came of it stays to see."""
    now = timezone.now()
    Wish.objects.update_or_create(reader=reader, defaults={"stopped_at": now, "sealed": b""})
    for message in Message.objects.filter(reader=reader, state__in=OPEN):
        end(message=message, at=now)
    Telling.objects.filter(reader=reader, message=None, over_at=None).update(over_at=now)
    _consent(reader, False, by)
    record(event=events.TELLING_STOPPED, subject=reader, by=by)


def _consent(reader: str, given: bool, by: str) -> None:
    person = Person.objects.filter(public_id=reader).first()
    if person:
        change_consent(person=person, purpose=PURPOSE, given=given, wording=WORDING, channel="web", by=by)


@transaction.atomic
def join_readers(*, other: str, reader: str, by: str, now: datetime | None = None) -> None:
    """`other` is the same person as `reader`: an answer by its code, or a person known twice. Nothing is told again.

    What one of them has heard counts as heard by both; what both wait for is told once.
    """
    at = now or timezone.now()
    if other == reader or Joined.objects.filter(other=other).exists():
        return
    Joined.objects.create(other=other, reader=reader, at=at)
    Joined.objects.filter(reader=other).update(reader=reader)
    there = set(Contribution.objects.filter(reader=reader).values_list("entry_id", flat=True))
    Contribution.objects.filter(reader=other, entry__in=there).delete()
    Contribution.objects.filter(reader=other).update(reader=reader)
    for message in Message.objects.filter(reader=other, state__in=OPEN):
        Telling.objects.filter(message=message).update(message=None)
        Message.objects.filter(pk=message.pk).update(state=Message.State.STOPPED, ended_at=at)
    _move_tellings(other, reader)
    if not Wish.objects.filter(reader=reader).exists():
        Wish.objects.filter(reader=other).update(reader=reader)
    Wish.objects.filter(reader=other).delete()
    record(event=events.READERS_JOINED, subject=reader, by=by, values={"other": other})


def _move_tellings(other: str, reader: str) -> None:
    mine = {row.news_id: row for row in Telling.objects.filter(reader=reader)}
    for row in Telling.objects.filter(reader=other).select_related("message"):
        same = mine.get(row.news_id)
        if same is None:
            Telling.objects.filter(pk=row.pk).update(reader=reader)
            continue
        voices = sorted({*row.voices, *same.voices})
        if row.message_id and same.message_id is None:  # heard as the other: not told again
            Telling.objects.filter(pk=same.pk).delete()
            Telling.objects.filter(pk=row.pk).update(reader=reader, voices=voices)
        else:
            Telling.objects.filter(pk=row.pk).delete()
            Telling.objects.filter(pk=same.pk).update(voices=voices)
