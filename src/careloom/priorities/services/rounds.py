"""Starting a round, gathering candidates with their sources, opening and closing the ballots."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Max

from careloom.priorities import events
from careloom.priorities.counting import cannot_open
from careloom.priorities.criteria import FOUR
from careloom.priorities.models import Candidate, CandidateSource, Criterion, Round
from careloom.thread.ids import new_id
from careloom.thread.models import Entry
from careloom.thread.services import record

State = Round.State


@transaction.atomic
def start(
    *, slug: str, year: int, name: str, why: str, by: str, name_cy: str = "", why_easy: str = "", why_cy: str = "",
    marks: str = Round.Marks.TEN, seats: int = 10, budget: int = 0, closes_on: date | None = None,
    seed: int | None = None,
) -> Round:  # fmt: skip
    """A new round with the centre's four criteria. The seed for ties is drawn now, before anybody votes."""
    public_id = new_id("round")
    seed = secrets.randbelow(2**31) if seed is None else seed
    values = {"year": year, "marks": marks, "seats": seats, "seed": seed}
    entry = record(event=events.ROUND_STARTED, subject=public_id, by=by, values=values)
    made = Round.objects.create(
        public_id=public_id, slug=slug, year=year, name=name, name_cy=name_cy, why=why, why_easy=why_easy,
        why_cy=why_cy, marks=marks, seats=seats, budget=budget, closes_on=closes_on, seed=seed,
        entry_id=entry.public_id,
    )  # fmt: skip
    Criterion.objects.bulk_create(Criterion(round=made, order=n, **row) for n, row in enumerate(FOUR))
    return made


@transaction.atomic
def propose(
    *, round: Round, title: str, says: str, current_way: str, raised_by: str, by: str, sources: Sequence[str] = (),
    title_easy: str = "", title_cy: str = "", says_easy: str = "", says_cy: str = "", raised_role: str = "",
    topic: str = "", cost: int = 0, cost_note: str = "", delivery_model: str = "", nations: Sequence[str] = (),
) -> Candidate:  # fmt: skip
    """A candidate topic; `sources` are public ids of trace entries that it rests on."""
    Round.objects.select_for_update().get(pk=round.pk)  # two people who propose at once must not get one number
    number = (round.candidates.aggregate(n=Max("number"))["n"] or 0) + 1
    causes, public_id = list(Entry.objects.filter(public_id__in=sources)), new_id("candidate")
    entry = record(event=events.CANDIDATE_PROPOSED, subject=public_id, by=by, because=causes,
                   values={"round": round.public_id, "raised": raised_by, "role": raised_role})  # fmt: skip
    made = Candidate.objects.create(
        public_id=public_id, round=round, number=number, title=title, title_easy=title_easy, title_cy=title_cy,
        says=says, says_easy=says_easy, says_cy=says_cy, current_way=current_way, raised_by=raised_by,
        raised_role=raised_role, topic=topic, cost=cost, cost_note=cost_note, delivery_model=delivery_model,
        nations=list(nations), entry_id=entry.public_id,
    )  # fmt: skip
    CandidateSource.objects.bulk_create(CandidateSource(candidate=made, entry_id=c.public_id, event=c.event)
                                        for c in causes)  # fmt: skip
    return made


@transaction.atomic
def add_source(*, candidate: Candidate, source: str, by: str) -> bool:
    """One more entry that a candidate rests on, until the round opens; False where it is known or unknown to us.

    After the opening the sources stand: numbers of voices that grow by a few would show those few.
    """
    entry = Entry.objects.filter(public_id=source).first()
    if entry is None or candidate.round.state != State.GATHERING:
        return False
    _, fresh = CandidateSource.objects.get_or_create(
        candidate=candidate, entry_id=source, defaults={"event": entry.event}
    )
    if fresh:
        before = Entry.objects.get(public_id=candidate.entry_id)
        made = record(event=events.CANDIDATE_SOURCED, subject=candidate.public_id, by=by, because=[before, entry])
        Candidate.objects.filter(pk=candidate.pk).update(entry_id=made.public_id)
        candidate.entry_id = made.public_id
    return fresh


@transaction.atomic
def change(*, candidate: Candidate, by: str, **words: object) -> None:
    """Other words, costs or places for a candidate, until the round opens."""
    if candidate.round.state != State.GATHERING:
        return
    for name, value in words.items():
        setattr(candidate, name, value)
    candidate.save(update_fields=list(words))
    record(event=events.CANDIDATE_CHANGED, subject=candidate.public_id, by=by, values={"what": sorted(words)})


@transaction.atomic
def set_money(
    *, round: Round, budget: int, completion: str, limits: Mapping[str, tuple[int, int | None]], by: str
) -> bool:  # fmt: skip
    """How much money there is, what happens with what is left, and how many topics each nation is due at least and may
    have at most. Stated before anybody votes: False once the round is open."""
    kept = {nation: list(pair) for nation, pair in sorted(limits.items()) if pair != (0, None)}
    stated = {"budget": budget, "completion": completion, "limits": kept}
    if not Round.objects.filter(pk=round.pk, state=State.GATHERING).update(**stated):
        return False
    record(event=events.MONEY_SET, subject=round.public_id, by=by, values=stated)
    return True


@transaction.atomic
def open_now(*, round: Round, by: str) -> bool:
    """Take scores and ballots. False where it was opened before or its ballots could not be counted."""
    if cannot_open(round):
        return False
    opened = Round.objects.filter(pk=round.pk, state=State.GATHERING).update(state=State.OPEN)
    if opened:
        record(event=events.ROUND_OPENED, subject=round.public_id, by=by)
    return bool(opened)


@transaction.atomic
def close(*, round: Round, by: str) -> bool:
    """Take no more ballots, for good: only so can the count be published once."""
    closed = Round.objects.filter(pk=round.pk, state=State.OPEN).update(state=State.CLOSED)
    if closed:
        record(event=events.ROUND_CLOSED, subject=round.public_id, by=by)
    return bool(closed)


def close_due(*, today: date, by: str) -> list[Round]:
    """Close what should have closed before `today`; gives those that were closed now."""
    return [r for r in Round.objects.filter(state=State.OPEN, closes_on__lt=today) if close(round=r, by=by)]
