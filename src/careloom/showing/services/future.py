"""The log of the future: how the centre may go on."""

from django.db import transaction
from django.utils import timezone

from careloom.showing import events
from careloom.showing.models import FutureNote
from careloom.thread.ids import new_id
from careloom.thread.services import record


@transaction.atomic
def note_future(*, words: str, reason: str, source: str, once: str, by: str) -> FutureNote:
    """Keep one dated note; sent twice it is kept once. A note is never changed: a later one follows it."""
    there = FutureNote.objects.filter(once=once).first()
    if there:
        return there
    public_id = new_id("future")
    entry = record(event=events.FUTURE_NOTED, subject=public_id, by=by)
    return FutureNote.objects.create(
        public_id=public_id, words=words.strip(), reason=reason.strip(), source=source.strip(), once=once, by=by,
        at=timezone.now(), entry=entry,
    )  # fmt: skip
