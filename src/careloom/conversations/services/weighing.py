"""Weighing a conversation: what may be published, kept as one result, and on the trace for priorities to cite."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from careloom.conversations import events, queries
from careloom.conversations.models import Conversation, Result, Statement, Vote
from careloom.conversations.result import FEWEST, result_of
from careloom.thread.models import Entry
from careloom.thread.services import record, record_many


@dataclass(frozen=True)
class Weighed:
    """What may be published, worked out but not kept yet."""

    data: dict[str, Any]
    final: bool


def count(*, conversation: Conversation) -> Weighed:
    """The sums: long, and without a transaction, so that people go on voting meanwhile.

    While it is open numbers are rounded; after the close they are exact, once for good.
    """
    final = conversation.state == Conversation.State.CLOSED
    return Weighed(result_of(conversation, final=final), final)


def weigh(*, conversation: Conversation, by: str) -> Result:
    """Count and keep in one step; a job does the two apart."""
    return keep(conversation=conversation, found=count(conversation=conversation), by=by)


@transaction.atomic
def keep(*, conversation: Conversation, found: Weighed, by: str) -> Result:
    """Keep one result and put it on the trace; the final one is kept once."""
    data, final = found.data, found.final
    Conversation.objects.select_for_update().get(pk=conversation.pk)
    if final and (before := conversation.results.filter(final=True).first()):
        return before
    last = conversation.results.order_by("-number").first()
    if last and not final and _new_voices(conversation, last) < FEWEST:
        return last  # two results with a handful of votes between them would show those votes
    made = Result.objects.create(
        conversation=conversation, number=last.number + 1 if last else 1, final=final, data=data, made_at=timezone.now()
    )
    voices = Entry.objects.filter(public_id__in=queries.voices(conversation))
    entry = record(
        event=events.CONVERSATION_WEIGHED, subject=conversation.public_id, by=by, because=list(voices),
        values={"verdict": data["verdict"], "people": data["people"], "result": made.number},
    )  # fmt: skip
    made.entry_id = entry.public_id
    made.save(update_fields=["entry_id"])
    if final:
        _weigh_statements(conversation, data, entry, by)
    return made


def _new_voices(conversation: Conversation, last: Result) -> int:
    """How many people voted, changed or took back a vote since."""
    rows = Vote.objects.filter(voter__conversation=conversation, at__gt=last.made_at)
    return rows.values("voter").distinct().count()


def _weigh_statements(conversation: Conversation, data: dict[str, Any], entry: Entry, by: str) -> None:
    """One entry a statement, citing the statement (and so its theme) and all the voices together."""
    rows = Statement.objects.filter(conversation=conversation).values_list("public_id", "entry_id")
    statements = dict(rows)
    written = dict(Entry.objects.filter(public_id__in=statements.values()).values_list("public_id", "pk"))
    record_many(
        event=events.STATEMENT_WEIGHED, by=by,
        rows=[(row["id"], {k: row[k] for k in ("agree", "disagree", "pass", "sure") if k in row})
              for row in data["statements"]],
        because={row["id"]: [written[statements[row["id"]]], entry.pk] for row in data["statements"]},
    )  # fmt: skip
