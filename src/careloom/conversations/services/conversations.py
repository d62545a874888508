"""Starting, opening and closing a conversation."""

from datetime import date

from django.db import transaction

from careloom.conversations import events
from careloom.conversations.models import Conversation
from careloom.thread.ids import new_id
from careloom.thread.services import record

State = Conversation.State


@transaction.atomic
def start(
    *, slug: str, name: str, why: str, by: str, name_cy: str = "", why_easy: str = "", why_cy: str = "",
    members_write: bool = True, closes_on: date | None = None,
) -> Conversation:  # fmt: skip
    """Prepare a conversation; nobody sees it yet."""
    made = Conversation.objects.create(
        public_id=new_id("conversation"), slug=slug, name=name, name_cy=name_cy, why=why, why_easy=why_easy,
        why_cy=why_cy, members_write=members_write, closes_on=closes_on,
    )  # fmt: skip
    record(event=events.CONVERSATION_STARTED, subject=made.public_id, by=by)
    return made


@transaction.atomic
def change(*, conversation: Conversation, closes_on: date | None, members_write: bool, by: str) -> None:
    """Move the close, or let members write statements or not."""
    conversation.closes_on, conversation.members_write = closes_on, members_write
    conversation.save(update_fields=["closes_on", "members_write"])
    record(event=events.CONVERSATION_CHANGED, subject=conversation.public_id, by=by)


@transaction.atomic
def open_now(*, conversation: Conversation, by: str) -> bool:
    """Let people vote; False where it was opened before."""
    opened = Conversation.objects.filter(pk=conversation.pk, state=State.DRAFT).update(state=State.OPEN)
    if opened:
        record(event=events.CONVERSATION_OPENED, subject=conversation.public_id, by=by)
    return bool(opened)


def close_due(*, today: date, by: str) -> list[Conversation]:
    """Close what should have closed before `today`; gives those that were closed now."""
    due = Conversation.objects.filter(state=State.OPEN, closes_on__lt=today)
    return [conversation for conversation in due if close(conversation=conversation, by=by)]


@transaction.atomic
def close(*, conversation: Conversation, by: str) -> bool:
    """End the voting for good: only so can exact numbers be shown once and nobody subtract two of them."""
    closed = Conversation.objects.filter(pk=conversation.pk, state=State.OPEN).update(state=State.CLOSED)
    if closed:
        record(event=events.CONVERSATION_CLOSED, subject=conversation.public_id, by=by)
    return bool(closed)
