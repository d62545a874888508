"""Decisions: signed by named people, with reasons for and against, and whoever sees it otherwise beside them."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from careloom.priorities import events
from careloom.priorities.models import Candidate, Choice, Count, MinorityReport
from careloom.thread import services as thread
from careloom.thread.ids import new_id
from careloom.thread.models import Entry
from careloom.thread.services import record

EVENT = {Choice.Kind.ADOPTED: events.DECIDED, Choice.Kind.DECLINED: events.DECLINED, Choice.Kind.PARKED: events.PARKED}


class AlreadyDecided(Exception):
    """This candidate has its decision."""

    code = "already_decided"


@transaction.atomic
def decide(
    *, candidate: Candidate, kind: str, outcome: str, reasons_for: str, by: str, reasons_against: str = "",
    reason_easy: str = "", reason_cy: str = "", review_on: date | None = None, because: Sequence[Entry] = (),
) -> Choice:  # fmt: skip
    """Sign what is done about a candidate. `because`: more entries it rests on, for example judgements of evidence.

    It cites the candidate (and so its sources and their voices) and the count. Raises AlreadyDecided.
    """
    if Choice.objects.filter(candidate=candidate).exists():
        raise AlreadyDecided
    rests_on = [candidate.entry_id, *Count.objects.filter(round=candidate.round_id).values_list("entry_id", flat=True)]
    causes = [*Entry.objects.filter(public_id__in=rests_on), *because]
    decision = thread.decide(
        question=candidate.title, outcome=outcome, reasons_for=reasons_for, reasons_against=reasons_against, by=by,
        because=causes,
    )  # fmt: skip
    values = {"kind": kind, "round": candidate.round.public_id, "review": review_on.isoformat() if review_on else ""}
    entry = record(event=EVENT[Choice.Kind(kind)], subject=candidate.public_id, by=by, values=values,
                   because=[decision.entry, *causes])  # fmt: skip
    return Choice.objects.create(
        candidate=candidate, kind=kind, decision=decision, reason_easy=reason_easy, reason_cy=reason_cy,
        review_on=review_on, entry_id=entry.public_id, at=timezone.now(),
    )  # fmt: skip


@transaction.atomic
def sign(*, choice: Choice, by: str) -> bool:
    """One more name under a decision; False where it stands there already."""
    if choice.decision.signatures.filter(person_id=by).exists():
        return False
    thread.sign(decision=choice.decision, by=by)
    record(event=events.SIGNED, subject=choice.candidate.public_id, by=by,
           because=list(Entry.objects.filter(public_id=choice.entry_id)))  # fmt: skip
    return True


@transaction.atomic
def report_minority(
    *, choice: Choice, title: str, words: str, by: str, words_easy: str = "", role_group: str = "", people: int = 1
) -> MinorityReport:
    """Why somebody sees the decision otherwise; kept and printed beside it for good."""
    dissent = thread.dissent(decision=choice.decision, words=words, by=by)
    public_id = new_id("report")
    entry = record(event=events.MINORITY_REPORTED, subject=public_id, by=by, values={"people": people},
                   because=list(Entry.objects.filter(public_id=choice.entry_id)))  # fmt: skip
    return MinorityReport.objects.create(
        public_id=public_id, choice=choice, dissent=dissent, title=title, words_easy=words_easy, role_group=role_group,
        people=people, entry_id=entry.public_id,
    )  # fmt: skip


@transaction.atomic
def review(*, choice: Choice, review_on: date, by: str) -> None:
    """A parked topic was looked at again and waits on, until another day."""
    choice.review_on = review_on
    choice.save(update_fields=["review_on"])
    record(event=events.REVIEWED, subject=choice.candidate.public_id, by=by, values={"review": review_on.isoformat()},
           because=list(Entry.objects.filter(public_id=choice.entry_id)))  # fmt: skip
