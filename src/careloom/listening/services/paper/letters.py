"""Letters with the receipt code for people who asked for one on paper."""

from django.db import transaction
from django.utils import timezone

from careloom.listening import events
from careloom.listening.models import Letter
from careloom.thread.services import record


@transaction.atomic
def letter_sent(*, letter: Letter, by: str) -> None:
    """The letter is in the post: the address goes. Said twice, it was sent once."""
    if letter.sent_at:
        return
    letter.sealed, letter.sent_at = b"", timezone.now()
    letter.save(update_fields=["sealed", "sent_at"])
    record(event=events.LETTER_SENT, subject=letter.copy.public_id, by=by)
