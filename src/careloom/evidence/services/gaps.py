"""A gap from the voice that raised it to an answer that is used. Each step has its date and its entry on the thread."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from careloom.evidence import events
from careloom.evidence.models import Brief, Gap, GapStep, Item, Judgement, Partner, Search
from careloom.evidence.models.triage import EVERYWHERE
from careloom.evidence.services.uses import use
from careloom.evidence.tongues import tongue_of
from careloom.thread.ids import new_id
from careloom.thread.models import Entry
from careloom.thread.queries import voices_behind
from careloom.thread.services import record

State = Gap.State
NEXT: dict[str, tuple[str, ...]] = {
    State.RAISED: (State.CHECKED,), State.CHECKED: (State.WRITTEN, State.FOUND),
    State.WRITTEN: (State.SENT, State.FOUND), State.SENT: (State.ANSWERED, State.FOUND),
    # A partner that declined leaves the gap free for another one.
    State.ANSWERED: (State.BRIEF, State.SENT, State.FOUND), State.BRIEF: (State.FUNDED, State.SENT, State.FOUND),
    State.FUNDED: (State.FOUND,), State.FOUND: (State.USED,), State.USED: (),
}  # fmt: skip
EVENT = {State.RAISED: events.GAP_RAISED, State.CHECKED: events.GAP_CHECKED, State.WRITTEN: events.GAP_WRITTEN,
         State.SENT: events.GAP_SENT, State.ANSWERED: events.GAP_ANSWERED, State.BRIEF: events.GAP_BRIEF,
         State.FUNDED: events.GAP_FUNDED, State.FOUND: events.GAP_FOUND, State.USED: events.GAP_USED}  # fmt: skip
EPICOT = ("evidence", "population", "intervention", "comparison", "outcome", "time", "burden", "timeliness",
          "study_type", "plain", "easy", "plain_welsh")  # fmt: skip


class GapRefused(ValueError):
    """A step that cannot be taken; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def raise_gap(
    *, unit: Judgement, values: Mapping[str, Any], because: Sequence[Entry], once: str, by: str, public_id: str = ""
) -> Gap:
    """Something is not known, for one kind and nation. Who asked is read from the entries it rests on.

    Refused while nobody has looked: that is not a gap.
    """
    known = Gap.objects.filter(once=once).first()
    if known:
        return known
    if unit.stands not in ("gap", "thin"):
        raise GapRefused("not_a_gap")
    name = public_id or new_id("gap")
    judged = Entry.objects.filter(public_id=unit.entry_id)
    entry = record(event=events.GAP_RAISED, subject=name, by=by, because=[*judged, *because],
                   values={"kind": unit.kind, "nation": unit.nation, "question": unit.question.public_id})  # fmt: skip
    voices = voices_behind(entry).values()
    gap = Gap.objects.create(
        public_id=name, once=once, question=unit.question, kind=unit.kind, nation=unit.nation,
        entry_id=entry.public_id, last_entry_id=entry.public_id, raised_at=entry.at,
        returns=sum(v["returns"] for v in voices), people=sum(v["people"] for v in voices),
        language=tongue_of(values["plain"]), made_up=unit.question.made_up,
        **{n: values[n] for n in EPICOT if n in values})  # fmt: skip
    GapStep.objects.create(gap=gap, state=State.RAISED, entry_id=entry.public_id, by=by, at=entry.at)
    return gap


def _step(gap: Gap, to: str, *, by: str, note: str = "", values: Mapping[str, Any] | None = None) -> GapStep:
    if to not in NEXT[gap.state]:
        raise GapRefused("not_next")
    before = list(Entry.objects.filter(public_id=gap.last_entry_id))
    entry = record(event=EVENT[State(to)], subject=gap.public_id, by=by, because=before, values=dict(values or {}))
    gap.state, gap.last_entry_id, gap.next_action, gap.next_on = to, entry.public_id, "", None
    gap.save()
    return GapStep.objects.create(gap=gap, state=to, note=note, entry_id=entry.public_id, by=by, at=entry.at)


def searches_for(gap: Gap) -> Any:
    """The log that verifies a gap: where, when and by whom somebody looked for this kind in this nation."""
    there = Q(nation=gap.nation) | Q(nation=EVERYWHERE)
    return Search.objects.filter(there, question=gap.question, kind=gap.kind)


@transaction.atomic
def check_gap(*, gap: Gap, by: str, note: str = "") -> GapStep:
    """The gap is real: a search or an outreach stands behind it. Refused without one."""
    if not searches_for(gap).exists():
        raise GapRefused("not_looked")
    return _step(gap, State.CHECKED, by=by, note=note)


@transaction.atomic
def write_gap(*, gap: Gap, values: Mapping[str, Any], by: str) -> GapStep:
    """The full record. Population and outcome are needed: a bare wish is not answered."""
    if not (values.get("population") and values.get("outcome")):
        raise GapRefused("not_whole")
    for name in EPICOT:
        if name in values:
            setattr(gap, name, values[name])
    gap.language = tongue_of(gap.plain)
    return _step(gap, State.WRITTEN, by=by)


@transaction.atomic
def send_gap(*, gap: Gap, partner: Partner, by: str, note: str = "") -> GapStep:
    """To a partner that can bring this kind for this nation; others are refused."""
    if not fits(partner, gap):
        raise GapRefused("wrong_partner")
    gap.partner, gap.answer = partner, ""
    return _step(gap, State.SENT, by=by, note=note, values={"partner": partner.public_id})


def fits(partner: Partner, gap: Gap) -> bool:
    """Can this partner bring what is missing, there?"""
    everywhere = not partner.nations or gap.nation == EVERYWHERE
    return gap.kind in partner.kinds and (everywhere or gap.nation in partner.nations)


@transaction.atomic
def answer_gap(*, gap: Gap, answer: str, by: str, note: str = "") -> GapStep:
    """What the partner said: they take it up, later, or not."""
    gap.answer = Gap.Answer(answer)
    return _step(gap, State.ANSWERED, by=by, note=note, values={"answer": answer})


@transaction.atomic
def make_brief(
    *, gap: Gap, partner: Partner, values: Mapping[str, str], by: str, public_id: str = ""
) -> Brief:  # fmt: skip
    """A text that a partner can act on; sent twice it is one. A gap that was answered moves on with it."""
    words = {n: values[n] for n in ("why", "so_far", "must", "plain", "easy")}
    if before := Brief.objects.filter(gap=gap, partner=partner, **words).first():
        return before
    made = Brief.objects.create(
        public_id=public_id or new_id("brief"), gap=gap, partner=partner, at=timezone.now(), by=by, **words
    )
    for item in Item.objects.filter(kind=gap.kind, state=Item.State.LISTED, appraisals__question=gap.question):
        use(item=item, what="brief", subject=made.public_id, by=by)  # "what is known so far" rests on them
    if State.BRIEF in NEXT[gap.state]:
        _step(gap, State.BRIEF, by=by, values={"brief": made.public_id})
    return made


@transaction.atomic
def move_gap(*, gap: Gap, to: str, by: str, note: str = "") -> GapStep:
    """Funded, an answer was found, it is used: each with a note that says what and where."""
    if to not in (State.FUNDED, State.FOUND, State.USED):
        raise GapRefused("not_next")
    if not note.strip():
        raise GapRefused("needs_note")
    return _step(gap, to, by=by, note=note.strip())


@transaction.atomic
def plan_gap(*, gap: Gap, action: str, on: date, by: str) -> None:
    """What happens next, and when."""
    gap.next_action, gap.next_on = action, on
    gap.save(update_fields=["next_action", "next_on"])
    record(event=events.GAP_PLANNED, subject=gap.public_id, by=by, values={"on": on.isoformat()})


@transaction.atomic
def know_partner(*, values: Mapping[str, Any], by: str, public_id: str = "") -> Partner:
    """A funder, a partner organisation or an Assembly. A research funder brings research only."""
    given = dict(values)
    if given["sort"] == Partner.Sort.FUNDER:
        given["kinds"] = ["research"]
    made = Partner.objects.create(public_id=public_id or new_id("partner"), at=timezone.now(), **given)
    record(event=events.PARTNER_KNOWN, subject=made.public_id, by=by, values={"sort": made.sort})
    return made


@transaction.atomic
def clone_partner(*, partner: Partner, name: str, by: str) -> Partner:
    """The same set-up for another partner: sort, kinds, nations, format of a brief, limits; no gaps, no studies."""
    names = ("sort", "kinds", "nations", "sector", "parts", "most_study_led")
    values = {n: getattr(partner, n) for n in names} | {"name": name, "copied_from": partner}
    return know_partner(values=values, by=by)
