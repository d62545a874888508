"""Joining, voting, changing one's mind, and ballots on paper."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, F, Q
from django.utils import timezone

from careloom.conversations import events
from careloom.conversations.models import Conversation, Statement, Vote, Voter
from careloom.questionnaires import receipts
from careloom.questionnaires.events import VOICE_RECEIVED
from careloom.thread.ids import new_id
from careloom.thread.models import Entry
from careloom.thread.services import record

FEWEST_FOR_A_TICK = 10  # a live screen moves only when so many people's votes are new in it


class Closed(Exception):
    """The conversation takes no votes now."""

    code = "closed"


class NotShown(Exception):
    """The statement was taken out, or is not shown yet."""

    code = "withdrawn_statement"


@dataclass(frozen=True)
class About:
    """What a voter says about themselves; all of it is voluntary. `people` above 1 is a group with one voice."""

    role_group: str = ""
    nation: str = ""
    people: int = 1
    group_name: str = ""
    how_decided: str = ""
    channel: str = Voter.Channel.WEB
    helped_by: str = ""
    serial: str = ""


NOBODY_SPECIAL = About()


@transaction.atomic
def join(
    *, conversation: Conversation, once: str, by: str, person_id: str = "", about: About = NOBODY_SPECIAL
) -> tuple[Voter, str]:
    """Take part; gives (voter, private code). The same `once` key, or the same person, is the same voter."""
    code = receipts.code_for(f"vote {once}")
    known = Voter.objects.filter(conversation=conversation).filter(
        Q(code_hash=receipts.hashed(code)) | (Q(person_id=person_id) & ~Q(person_id=""))).first()  # fmt: skip
    if known:
        return known, code
    if conversation.state != Conversation.State.OPEN:
        raise Closed
    public_id = new_id("voter")
    values = {"role": about.role_group, "nation": about.nation, "people": about.people, "channel": about.channel}
    entry = record(event=VOICE_RECEIVED, subject=public_id, by=public_id if by == "guest" else by, values=values)
    voter = Voter.objects.create(
        public_id=public_id, conversation=conversation, code_hash=receipts.hashed(code), person_id=person_id,
        role_group=about.role_group, nation=about.nation, people=about.people, group_name=about.group_name,
        how_decided=about.how_decided, channel=about.channel, helped_by=about.helped_by, serial=about.serial,
        entry_id=entry.public_id, joined_at=timezone.now(),
    )  # fmt: skip
    return voter, code


@transaction.atomic
def cast(*, voter: Voter, statement: Statement, value: int, important: bool = False) -> None:
    """Vote, or change one's vote, until the close. Raises Closed or NotShown."""
    tick_at = _may_vote(voter, statement, [Statement.State.SHOWN])
    _set(voter, statement, value, important, tick_at)
    # The direction of a vote is nobody's business but the voter's: the trace says only that it was given.
    record(event=events.VOTE_CAST, subject=statement.public_id, by=voter.public_id)


@transaction.atomic
def take_back(*, voter: Voter, statement: Statement) -> None:
    """Take a vote back, as if it had not been given. Raises Closed."""
    tick_at = _may_vote(voter, statement, [Statement.State.SHOWN, Statement.State.WITHDRAWN])
    if Vote.objects.filter(voter=voter, statement=statement, value__isnull=False).exists():
        _set(voter, statement, None, False, tick_at)
        record(event=events.VOTE_WITHDRAWN, subject=statement.public_id, by=voter.public_id)


def _may_vote(voter: Voter, statement: Statement, states: list[str]) -> datetime | None:
    """When the live screen last moved for this statement. Raises Closed or NotShown, as things stand at this moment."""
    rows = Statement.objects.filter(pk=statement.pk, conversation_id=voter.conversation_id)
    now = rows.values_list("state", "conversation__state", "tick_at").first()
    if now is None:
        raise NotShown
    if now[1] != Conversation.State.OPEN:
        raise Closed
    if now[0] not in states:
        raise NotShown
    return now[2]


def _set(voter: Voter, statement: Statement, value: int | None, important: bool, tick_at: datetime | None) -> None:
    """One row for a voter and a statement. Few queries: five hundred phones press at once."""
    at = timezone.now()
    before = Vote.objects.filter(voter=voter, statement=statement).values_list("pk", "value").first()
    if before:
        Vote.objects.filter(pk=before[0]).update(value=value, important=important, at=at)
    else:
        Vote.objects.create(voter=voter, statement=statement, value=value, important=important, at=at)
    step = (value is not None) - (before is not None and before[1] is not None)
    if step:
        Statement.objects.filter(pk=statement.pk).update(seen=F("seen") + step)
    _tick(statement, tick_at)


def _tick(statement: Statement, tick_at: datetime | None) -> None:
    """Let the live screen move on, but only when at least ten people's votes are new since it last did."""
    rows = Vote.objects.filter(statement=statement)
    fresh = rows.filter(at__gt=tick_at) if tick_at else rows
    if fresh[:FEWEST_FOR_A_TICK].count() < FEWEST_FOR_A_TICK:
        return
    found = rows.aggregate(a=Count("pk", Q(value=1)), d=Count("pk", Q(value=-1)), p=Count("pk", Q(value=0)))
    Statement.objects.filter(pk=statement.pk).update(
        tick_agree=found["a"], tick_disagree=found["d"], tick_pass=found["p"], tick_at=timezone.now()
    )


@dataclass
class Read:
    """What came of one paper ballot: how many votes counted, and what somebody must look at."""

    voter: Voter
    code: str
    counted: int = 0
    asks: list[dict[str, Any]] = field(default_factory=list)


def read_ballot(
    *, conversation: Conversation, serial: str, marks: Mapping[int, int | None], by: str,
    important: frozenset[int] = frozenset(), about: About = NOBODY_SPECIAL,
) -> Read:  # fmt: skip
    """Count a paper ballot: {statement number: 1, -1, 0, or None where two boxes are marked}. Reading the same serial
    again, with gaps or without, changes the same votes. The paper engine and the form for typing in both end here."""
    serial = "".join(serial.split()).upper()
    about = About(**{**about.__dict__, "channel": Voter.Channel.PAPER, "serial": serial})
    try:
        with transaction.atomic():
            known = Voter.objects.filter(conversation=conversation, serial=serial).first()
            voter, code = (known, "") if known else join(
                conversation=conversation, once=f"paper {conversation.public_id} {serial}", by=by, about=about
            )  # fmt: skip
            return _count(Read(voter, code), conversation, marks, important, by)
    except IntegrityError:  # the same page came from two scanners at once
        voter = Voter.objects.get(conversation=conversation, serial=serial)
        with transaction.atomic():
            return _count(Read(voter, ""), conversation, marks, important, by)


def _count(
    read: Read, conversation: Conversation, marks: Mapping[int, int | None], important: frozenset[int], by: str
) -> Read:
    if conversation.state != Conversation.State.OPEN:
        raise Closed
    shown = {s.number: s for s in Statement.objects.filter(conversation=conversation)}
    for number, value in marks.items():
        statement = shown.get(number)
        why = ("unknown" if statement is None else "taken out" if statement.state != Statement.State.SHOWN
               else "two marks" if value is None else "not a vote" if value not in (-1, 0, 1) else "")  # fmt: skip
        if why or statement is None or value is None:
            read.asks.append({"number": number, "why": why})
            continue
        _set(read.voter, statement, value, number in important, statement.tick_at)
        read.counted += 1
    entry = Entry.objects.filter(public_id=read.voter.entry_id)
    record(event=events.BALLOT_READ, subject=read.voter.public_id, by=by, because=list(entry),
           values={"votes": read.counted, "asks": len(read.asks)})  # fmt: skip
    return read
