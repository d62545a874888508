"""Bringing in a conversation that was held elsewhere: its statements and everybody's votes, in a few large steps."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone

from careloom.conversations import events
from careloom.conversations.models import Conversation, Statement, Vote, Voter
from careloom.conversations.services.votes import Closed
from careloom.questionnaires import receipts
from careloom.questionnaires.events import VOICE_RECEIVED
from careloom.thread.ids import new_id
from careloom.thread.models import Entry
from careloom.thread.services import record, record_many

State = Statement.State
STEP = 2_000


@dataclass(frozen=True)
class Said:
    """A statement of the other tool: its key there, its words, why it was taken out if it was, its source."""

    key: str
    text: str
    out_because: str = ""
    source: str = ""


@dataclass(frozen=True)
class Brought:
    """What came in."""

    statements: int
    voters: int
    votes: int


@transaction.atomic
def bring_in(
    *, conversation: Conversation, statements: Sequence[Said], votes: Iterable[tuple[str, str, int]], by: str
) -> Brought:
    """Take statements and votes (voter, statement, 1 or -1 or 0) by their keys elsewhere; all of them or none.

    Nothing comes in twice: a voter who is here already, by the same key, keeps the votes that are here. A statement
    that was taken out elsewhere is taken out here too, with its votes. Raises Closed, and KeyError for a vote on a
    statement that is not among them. The directions of votes are on no trace.
    """
    Conversation.objects.select_for_update().get(pk=conversation.pk)
    if conversation.state != Conversation.State.OPEN:
        raise Closed
    known = _statements(conversation, statements, by)
    rows = list(votes)
    fresh = _voters(conversation, list(dict.fromkeys(voter for voter, _, _ in rows)), by)
    at = timezone.now()
    keys = {key: voter.pk for key, voter in fresh.items()}
    made = [Vote(voter_id=keys[voter], statement_id=known[statement], value=value, at=at)
            for voter, statement, value in rows if voter in keys]  # fmt: skip
    for start in range(0, len(made), STEP):
        Vote.objects.bulk_create(made[start : start + STEP])
    _counted(conversation)
    brought = Brought(len(statements), len(fresh), len(made))
    record(event=events.VOTES_BROUGHT_IN, subject=conversation.public_id, by=by, values=dict(brought.__dict__))
    return brought


def _statements(conversation: Conversation, said: Sequence[Said], by: str) -> dict[str, int]:
    """{key elsewhere: pk here}."""
    last = Statement.objects.filter(conversation=conversation).aggregate(n=Max("number"))["n"] or 0
    sources = dict(Entry.objects.filter(public_id__in={one.source for one in said}).values_list("public_id", "pk"))
    ids = [new_id("statement") for _ in said]
    entries = record_many(
        event=events.STATEMENT_WRITTEN, by=by, rows=[(public_id, {"by_member": False}) for public_id in ids],
        because={i: [sources[one.source]] for i, one in zip(ids, said, strict=True) if one.source in sources},
    )  # fmt: skip
    rows = [Statement(
        public_id=entry.subject, conversation=conversation, number=last + n, text=one.text.strip(), writer_id=by,
        state=State.WITHDRAWN if one.out_because else State.SHOWN, reason=one.out_because, entry_id=entry.public_id,
        source_id=one.source if one.source in sources else "",
    ) for n, (one, entry) in enumerate(zip(said, entries, strict=True), 1)]  # fmt: skip
    Statement.objects.bulk_create(rows, batch_size=500)
    out = {row.public_id: [entry.pk] for row, entry in zip(rows, entries, strict=True) if row.reason}
    record_many(event=events.STATEMENT_WITHDRAWN, by=by, rows=[(i, {}) for i in out], because=out)
    return {one.key: row.pk for one, row in zip(said, rows, strict=True)}


def _voters(conversation: Conversation, keys: Sequence[str], by: str) -> Mapping[str, Voter]:
    """A voter for each key that is not here yet. Whoever holds the key elsewhere can be given the code made from it."""
    hashes = {key: receipts.hashed(code_of(conversation, key)) for key in keys}
    there = set(Voter.objects.filter(conversation=conversation).values_list("code_hash", flat=True))
    fresh = [key for key in keys if hashes[key] not in there]
    ids = {key: new_id("voter") for key in fresh}
    values = {"role": "", "nation": "", "people": 1, "channel": Voter.Channel.WEB}
    entries = record_many(event=VOICE_RECEIVED, by=by, rows=[(ids[key], values) for key in fresh])
    at = timezone.now()
    made = [Voter(public_id=ids[key], conversation=conversation, code_hash=hashes[key], entry_id=entry.public_id,
                  joined_at=at) for key, entry in zip(fresh, entries, strict=True)]  # fmt: skip
    Voter.objects.bulk_create(made, batch_size=500)
    return dict(zip(fresh, made, strict=True))


def code_of(conversation: Conversation, key: str) -> str:
    """The private code of a voter who was brought in."""
    return receipts.code_for(f"vote elsewhere {conversation.slug} {key}")


def _counted(conversation: Conversation) -> None:
    """How often each statement was voted on, and what a live screen may show: many people's votes at once."""
    value = {name: Count("votes", Q(votes__value=v)) for name, v in (("a", 1), ("d", -1), ("p", 0))}
    rows = list(conversation.statements.annotate(**value))
    for row in rows:
        row.tick_agree, row.tick_disagree, row.tick_pass = row.a, row.d, row.p  # type: ignore[attr-defined]
        row.seen, row.tick_at = row.a + row.d + row.p, timezone.now()  # type: ignore[attr-defined]
    names = ["seen", "tick_agree", "tick_disagree", "tick_pass", "tick_at"]
    Statement.objects.bulk_update(rows, names, batch_size=100)
