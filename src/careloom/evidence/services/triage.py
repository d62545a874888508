"""Questions, where somebody looked, how sources were read, and the judgement that follows from it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from careloom.evidence import events
from careloom.evidence.models import Appraisal, Finding, Item, Judgement, Question, RuleVersion, Search, Summary
from careloom.evidence.queries.triage import given, source
from careloom.evidence.services.uses import use
from careloom.evidence.tongues import tongue_of
from careloom.thread import services as thread
from careloom.thread.ids import new_id
from careloom.thread.models import Entry
from careloom.thread.services import record
from careloom_methods.triage import STATES, checked, triage

COMPARED = ("state", "flags", "counts", "linked", "missing", "looked", "rule_version")
Refused = ValueError


@transaction.atomic
def ask_question(
    *, topic: str, words: str, plain: str, affected: Sequence[str], once: str, by: str,
    because: Sequence[Entry] = (), made_up: bool = False, public_id: str = "",
) -> Question:  # fmt: skip
    """A new question within a topic; sent twice it is one. It is judged at once: not looked yet."""
    made, fresh = Question.objects.get_or_create(once=once, defaults={
        "public_id": public_id or new_id("question"), "topic": topic, "words": words, "plain": plain,
        "language": tongue_of(words),
        "affected": list(affected), "made_up": made_up, "by": by, "at": timezone.now()})  # fmt: skip
    if fresh:
        record(event=events.ASKED, subject=made.public_id, by=by, because=because, values={"topic": topic})
        judge(questions=[made], by=by)
    return made


@transaction.atomic
def note_search(
    *, question: Question, kind: str, nation: str, what: str, where: str, on: date, by: str,
    found: int | None = None, read: int | None = None,
) -> Search:  # fmt: skip
    """Somebody looked, or went out and asked: where, when, and how much of it was read. Sent twice it is one."""
    said = {"kind": kind, "nation": nation, "what": what, "where": where, "on": on, "found": found, "read": read}
    if before := question.searches.filter(**said).first():
        return before
    made = Search.objects.create(
        public_id=new_id("search"), question=question, **said, by=by, at=timezone.now())  # fmt: skip
    values = {"kind": kind, "nation": nation, "search": made.public_id}
    record(event=events.LOOKED, subject=question.public_id, by=by, values=values)
    judge(questions=[question], by=by)
    return made


@transaction.atomic
def appraise(*, item: Item, question: Question, values: Mapping[str, Any], by: str) -> Appraisal:
    """Read an item for a question by the seven standards; read again, the new reading stands."""
    names = ("standards", "fit", "says", "voices", "sort", "made_together")
    made, _ = Appraisal.objects.update_or_create(
        item=item, question=question,
        defaults={n: values[n] for n in names if n in values} | {"by": by, "at": timezone.now()})  # fmt: skip
    use(item=item, what="verdict", subject=question.public_id, by=by)
    record(event=events.APPRAISED, subject=question.public_id, by=by, values={"item": item.public_id})
    judge(questions=[question], by=by)
    return made


@transaction.atomic
def note_finding(
    *, question: Question, words: str, confidence: str, reason: str, items: Sequence[Item], by: str
) -> Finding:
    """What several sources say together. A word of confidence on a single study is refused."""
    read = Appraisal.objects.filter(question=question, item__in=items).select_related(
        "item__research__study", "item__lived", "item__practice")  # fmt: skip
    if len({source(a)["origin"] for a in read.prefetch_related("item__tags")}) < 2:
        raise Refused("one_source")
    for before in Finding.objects.filter(question=question, words=words, confidence=confidence, reason=reason):
        if set(before.items.all()) == set(items):
            return before  # sent twice
    made = Finding.objects.create(
        public_id=new_id("finding"), question=question, words=words, confidence=confidence, reason=reason, by=by,
        at=timezone.now())  # fmt: skip
    made.items.set(items)
    for item in items:
        use(item=item, what="finding", subject=made.public_id, by=by)
    record(event=events.FOUND, subject=made.public_id, by=by, values={"confidence": confidence})
    judge(questions=[question], by=by)
    return made


@transaction.atomic
def propose_rules(*, version: str, rules: Mapping[str, Any], reason: str, by: str) -> RuleVersion:
    """A new version of the thresholds, checked by the method; nothing changes until it is signed."""
    checked(rules)
    return RuleVersion.objects.create(
        version=version, rules=dict(rules), reason=reason, by=by, at=timezone.now())  # fmt: skip


@transaction.atomic
def sign_rules(*, rules: RuleVersion, by: str) -> None:
    """Somebody signs for the board; every question is judged again by the new version."""
    decision = thread.decide(
        question=f"Which rules say when there is enough evidence? {rules.version}", outcome=rules.version,
        reasons_for=rules.reason, by=by)  # fmt: skip
    rules.signed_by, rules.signed_at = by, timezone.now()
    rules.save(update_fields=["signed_by", "signed_at"])
    values = {"version": rules.version, "numbers": rules.rules}
    record(event=events.RULES_SIGNED, subject=rules.version, by=by, because=[decision.entry], values=values)
    judge(questions=list(Question.objects.all()), by=by)


@transaction.atomic
def judge(*, questions: Sequence[Question], by: str, reopened: str = "", because: Sequence[Entry] = ()) -> int:
    """Judge again. What changed is written, put on the thread, and waits for a signature. Gives how many changed.

    With `reopened` (withdrawn, retracted) every judgement of these questions waits again, changed or not.
    """
    if not questions:
        return 0
    at, named = timezone.now(), {q.public_id: q for q in questions}
    before = {(u.question_id, u.kind, u.nation): u for u in Judgement.objects.filter(question__in=questions)}
    changed = 0
    for unit in triage(given(questions, year=timezone.localdate().year))["units"]:
        question = named[unit["question"]]
        old = before.get((question.pk, unit["kind"], unit["nation"]))
        values = {name: unit[name] for name in COMPARED}
        if old and all(getattr(old, name) == value for name, value in values.items()) and not reopened:
            continue
        _write(old, question, unit, values, at=at, by=by, reopened=reopened, because=because)
        changed += 1
    return changed


def _write(
    old: Judgement | None, question: Question, unit: Mapping[str, Any], values: Mapping[str, Any], *, at: Any,
    by: str, reopened: str, because: Sequence[Entry],
) -> None:  # fmt: skip
    row = old or Judgement(public_id=new_id("judgement"), question=question, kind=unit["kind"], nation=unit["nation"])
    moved = old is None or old.state != values["state"]
    for name, value in values.items():
        setattr(row, name, value)
    row.at = at
    if moved or reopened:
        row.signed_by, row.signed_at = "", None
        row.reopened = reopened or ""
        event = events.REOPENED if reopened else events.JUDGED
        causes = list(because) + list(Entry.objects.filter(public_id=row.entry_id))
        said = {"state": row.state, "kind": row.kind, "nation": row.nation, "question": question.public_id}
        row.entry_id = record(event=event, subject=row.public_id, by=by, because=causes, values=said).public_id
    row.save()


@transaction.atomic
def sign_judgements(*, units: Iterable[Judgement], by: str) -> int:
    """A named person stands for these judgements, with what lies behind them."""
    count = 0
    for unit in units:
        if unit.signed_at is None:
            unit.signed_by, unit.signed_at, unit.reopened = by, timezone.now(), ""
            unit.save(update_fields=["signed_by", "signed_at", "reopened"])
            because = Entry.objects.filter(public_id=unit.entry_id)
            record(event=events.JUDGEMENT_SIGNED, subject=unit.public_id, by=by, because=list(because))
            count += 1
    return count


@transaction.atomic
def overrule(*, unit: Judgement, state: str, reason: str, by: str) -> None:
    """A person says otherwise and why; an empty state takes that back. What the rules said stays visible."""
    if state and (state not in STATES or not reason.strip()):
        raise Refused("override_needs_reason")
    unit.over_state, unit.over_reason = state, reason.strip() if state else ""
    unit.over_by, unit.over_at = (by, timezone.now()) if state else ("", None)
    unit.save(update_fields=["over_state", "over_reason", "over_by", "over_at"])
    because = Entry.objects.filter(public_id=unit.entry_id)
    values = {"state": state or unit.state, "instead_of": unit.state}
    record(event=events.OVERRULED, subject=unit.public_id, by=by, because=list(because), values=values)


@transaction.atomic
def reopen(*, item: Item, why: str, by: str, because: Sequence[Entry] = ()) -> int:
    """An item was withdrawn or retracted: every judgement and summary that used it waits to be looked at again."""
    joined = [item, *Item.objects.filter(kept_as=item)]  # a record joined to it stands for the same thing
    for summary in Summary.objects.filter(sentences__items__in=joined).distinct():
        summary.reopened = why
        summary.save(update_fields=["reopened"])
        record(event=events.SUMMARY_REOPENED, subject=summary.public_id, by=by, because=because, values={"why": why})
    questions = list(Question.objects.filter(appraisals__item__in=joined).distinct())
    return judge(questions=questions, by=by, reopened=why, because=because)
