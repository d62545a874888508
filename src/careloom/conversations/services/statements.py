"""Statements: from themes, from members, shown or not, with a reason."""

import hashlib

from django.db import transaction
from django.db.models import Max

from careloom.conversations import events
from careloom.conversations.models import Conversation, Statement, Voter
from careloom.thread.ids import new_id
from careloom.thread.models import Entry
from careloom.thread.services import record

State = Statement.State


def _source(source_id: str) -> list[Entry]:
    return list(Entry.objects.filter(public_id=source_id)) if source_id else []


@transaction.atomic
def seed(
    *, conversation: Conversation, text: str, by: str, text_easy: str = "", text_cy: str = "", source_id: str = ""
) -> Statement:
    """A statement by staff, with the trace entry of the theme it came from; shown at once."""
    return _add(conversation, text, by, State.SHOWN, _source(source_id), text_easy=text_easy, text_cy=text_cy)


@transaction.atomic
def write(*, voter: Voter, text: str, once: str) -> Statement:
    """A statement by a member; somebody reads it before it is shown. The same `once` key is one statement."""
    digest = hashlib.sha256(f"{voter.public_id} {once}".encode()).hexdigest()
    public_id = f"statement_{digest[:16]}"
    known = Statement.objects.filter(public_id=public_id).first()
    if known:
        return known
    causes = _source(voter.entry_id)
    return _add(voter.conversation, text, voter.public_id, State.WAITING, causes, public_id=public_id, by_member=True,
                writer_role=voter.role_group)  # fmt: skip


def _add(
    conversation: Conversation, text: str, by: str, state: str, causes: list[Entry], *, public_id: str = "",
    **more: str | bool,
) -> Statement:  # fmt: skip
    # Two people who write at the same moment must not get one number.
    Conversation.objects.select_for_update().get(pk=conversation.pk)
    last = Statement.objects.filter(conversation=conversation).aggregate(n=Max("number"))["n"] or 0
    public_id = public_id or new_id("statement")
    entry = record(event=events.STATEMENT_WRITTEN, subject=public_id, by=by, because=causes,
                   values={"by_member": bool(more.get("by_member"))})  # fmt: skip
    return Statement.objects.create(
        public_id=public_id, conversation=conversation, number=last + 1, text=text.strip(), writer_id=by, state=state,
        entry_id=entry.public_id, source_id=causes[0].public_id if causes else "", **more,
    )  # fmt: skip


@transaction.atomic
def show(*, statement: Statement, by: str, text_easy: str = "", text_cy: str = "") -> None:
    """Let people vote on it."""
    statement.state, statement.reason = State.SHOWN, ""
    statement.text_easy, statement.text_cy = text_easy or statement.text_easy, text_cy or statement.text_cy
    statement.save(update_fields=["state", "reason", "text_easy", "text_cy"])
    record(event=events.STATEMENT_SHOWN, subject=statement.public_id, by=by, because=_source(statement.entry_id))


@transaction.atomic
def refuse(*, statement: Statement, reason: str, keep_private: bool, by: str) -> None:
    """Do not show it; the writer sees the reason. `keep_private`: its words harm somebody, so nobody else sees them."""
    _take_out(statement, State.REFUSED, reason, keep_private, events.STATEMENT_REFUSED, by)


@transaction.atomic
def withdraw(*, statement: Statement, reason: str, by: str, keep_private: bool = False) -> None:
    """Take out a statement that was shown; its votes stay but count no more."""
    _take_out(statement, State.WITHDRAWN, reason, keep_private, events.STATEMENT_WITHDRAWN, by)


def _take_out(statement: Statement, state: str, reason: str, private: bool, event: str, by: str) -> None:
    statement.state, statement.reason, statement.keep_private = state, reason.strip(), private
    statement.save(update_fields=["state", "reason", "keep_private"])
    record(event=event, subject=statement.public_id, by=by, because=_source(statement.entry_id))
