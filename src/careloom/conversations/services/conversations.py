"""Starting, opening and closing a conversation."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from careloom.conversations import events
from careloom.conversations.models import Conversation, Proposal
from careloom.thread.ids import new_id
from careloom.thread.models import Entry
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


@transaction.atomic
def propose(
    *, conversation: Conversation, text: str, by: str, what_changed: str = "", text_easy: str = "", text_cy: str = ""
) -> Proposal:
    """A version of what is proposed. It cites the version before and the last result: that is what it answers."""
    Conversation.objects.select_for_update().get(pk=conversation.pk)
    last = conversation.proposals.order_by("-number").first()
    result = conversation.results.order_by("-number").first()
    rests_on = [row.entry_id for row in (last, result) if row is not None]
    number, public_id = (last.number if last else 0) + 1, new_id("proposal")
    entry = record(event=events.PROPOSAL_VERSIONED, subject=public_id, by=by, values={"version": number},
                   because=list(Entry.objects.filter(public_id__in=rests_on)))  # fmt: skip
    return Proposal.objects.create(
        public_id=public_id, conversation=conversation, number=number, text=text, text_easy=text_easy, text_cy=text_cy,
        what_changed=what_changed.strip(), entry_id=entry.public_id, at=timezone.now(),
    )  # fmt: skip
