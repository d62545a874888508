"""Ballots: given, changed, taken back, read from paper, counted once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from careloom.priorities import events
from careloom.priorities.models import Ballot, Candidate, Count, Round
from careloom.priorities.models.round import MOST
from careloom.questionnaires import receipts
from careloom.questionnaires.events import VOICE_RECEIVED
from careloom.thread.ids import new_id
from careloom.thread.models import Entry
from careloom.thread.services import record


class Closed(Exception):
    """The round takes no ballots or scores now."""

    code = "closed"


class NotOnTheList(Exception):
    """A mark names no candidate of this round, or one twice, or there are too many marks."""

    code = "not_on_the_list"


@dataclass(frozen=True)
class Voice:
    """What a voter says about themselves; all of it is voluntary. `people` above 1 is a group with one voice."""

    role_group: str = ""
    nation: str = ""
    people: int = 1
    group_name: str = ""
    channel: str = Ballot.Channel.WEB
    helped_by: str = ""
    serial: str = ""
    person_id: str = ""


NOBODY_SPECIAL = Voice()


@transaction.atomic
def cast(
    *, round: Round, marks: Sequence[Any], once: str, by: str, voice: Voice = NOBODY_SPECIAL
) -> tuple[Ballot, str]:  # fmt: skip
    """Give a ballot, or change it: the same `once` key, person or serial is the same ballot. Gives (ballot, code).

    Raises Closed and NotOnTheList.
    """
    if Round.objects.get(pk=round.pk).state != Round.State.OPEN:
        raise Closed
    _check(round, marks)
    code = receipts.code_for(f"priorities {round.public_id} {once}")
    known = _known(round, receipts.hashed(code), voice)
    if known is None:
        public_id = new_id("ballot")
        values = {"role": voice.role_group, "nation": voice.nation, "people": voice.people, "channel": voice.channel}
        entry = record(event=VOICE_RECEIVED, subject=public_id, by=public_id if by == "guest" else by, values=values)
        known = Ballot(public_id=public_id, round=round, code_hash=receipts.hashed(code), entry_id=entry.public_id,
                       **voice.__dict__)  # fmt: skip
    known.marks, known.at = list(marks), timezone.now()
    known.save()
    cause = Entry.objects.filter(public_id=known.entry_id)
    record(event=events.BALLOT_CAST, subject=known.public_id, by=known.public_id if by == "guest" else by,
           because=list(cause))  # fmt: skip
    return known, code


@transaction.atomic
def change_marks(*, ballot: Ballot, marks: Sequence[Any], by: str) -> None:
    """Other marks on a ballot that is there. Raises Closed and NotOnTheList."""
    of = Round.objects.get(pk=ballot.round_id)
    if of.state != Round.State.OPEN:
        raise Closed
    _check(of, marks)
    ballot.marks, ballot.at = list(marks), timezone.now()
    ballot.save(update_fields=["marks", "at"])
    record(event=events.BALLOT_CAST, subject=ballot.public_id, by=ballot.public_id if by == "guest" else by)


def _known(round: Round, code_hash: str, voice: Voice) -> Ballot | None:
    same = Q(code_hash=code_hash)
    if voice.person_id:
        same |= Q(person_id=voice.person_id)
    if voice.serial:
        same |= Q(serial=voice.serial)
    return Ballot.objects.select_for_update().filter(same, round=round).first()


def _check(round: Round, marks: Sequence[Any]) -> None:
    known = set(Candidate.objects.filter(round=round).values_list("public_id", flat=True))
    if round.marks in Round.ON_SCREENS:
        for shown, best, worst in marks:
            if not known.issuperset(shown) or best == worst or best not in shown or worst not in shown:
                raise NotOnTheList
        return
    most = MOST if round.marks == Round.Marks.TEN else len(known)
    if not known.issuperset(marks) or len(set(marks)) < len(marks) or len(marks) > most:
        raise NotOnTheList


def read_paper(*, round: Round, serial: str, marks: Sequence[Any], by: str, voice: Voice = NOBODY_SPECIAL) -> Ballot:
    """A ballot on paper, typed in or scanned; the same number again, with gaps or without, changes the same ballot."""
    serial = "".join(serial.split()).upper()
    about = Voice(**{**voice.__dict__, "serial": serial, "channel": Ballot.Channel.PAPER})
    return cast(round=round, marks=marks, once=f"paper {serial}", by=by, voice=about)[0]


@transaction.atomic
def withdraw(*, ballot: Ballot, by: str) -> None:
    """Take a ballot back, as if it had not been given. Raises Closed."""
    if Round.objects.get(pk=ballot.round_id).state != Round.State.OPEN:
        raise Closed
    ballot.marks = []
    ballot.save(update_fields=["marks"])
    record(event=events.BALLOT_WITHDRAWN, subject=ballot.public_id, by=by)


@transaction.atomic
def keep_count(*, round: Round, data: dict[str, Any], by: str) -> Count:
    """Keep what was counted, once. It cites every voice that counted.

    Not the candidates: a decision about one topic would rest on the voices behind all the others.
    """
    Round.objects.select_for_update().get(pk=round.pk)
    before = Count.objects.filter(round=round).first()
    if before:
        return before
    rests_on = [entry for entry, marks in round.ballots.values_list("entry_id", "marks") if marks]
    causes: list[Entry] = []
    for start in range(0, len(rests_on), 5000):
        causes += Entry.objects.filter(public_id__in=rests_on[start : start + 5000])
    entry = record(event=events.COUNTED, subject=round.public_id, by=by, because=causes,
                   values={"ballots": data["ballots"], "rule": data["rule"]})  # fmt: skip
    return Count.objects.create(round=round, data=data, entry_id=entry.public_id, made_at=timezone.now())
