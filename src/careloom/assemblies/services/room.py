"""While a meeting is open: what a table said. Never who said it."""

from django.db import transaction
from django.utils import timezone

from careloom.assemblies import events
from careloom.assemblies.models import Meeting, TableNote
from careloom.involvement.services import Refused
from careloom.thread.services import record


@transaction.atomic
def keep_note(*, meeting: Meeting, round_number: int, table: int, words: str, once: str) -> TableNote:
    """A note of a table in a round; the same `once` is one note, so that a poor connection may send it again."""
    meeting.refresh_from_db(fields=["state"])
    if meeting.state != Meeting.State.OPEN:
        raise Refused("meeting_is_not_open")
    if not words.strip():
        raise Refused("note_is_empty")
    values = {"meeting": meeting, "round": round_number, "table": table, "words": words.strip(), "at": timezone.now()}
    note, fresh = TableNote.objects.get_or_create(once=f"{meeting.pk}:{once}"[:80], defaults=values)
    if fresh:
        record(event=events.NOTE_KEPT, subject=meeting.public_id, by="member", values={"round": round_number})
    return note
