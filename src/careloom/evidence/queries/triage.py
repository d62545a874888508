"""What the method needs of a question, what was judged, and the map of it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet

from careloom.centre.models import Place, Topic
from careloom.centre.queries import everywhere, nations
from careloom.evidence.models import Appraisal, Finding, Item, Judgement, Question, RuleVersion
from careloom.evidence.models.triage import EVERYWHERE
from careloom_methods.triage import DEFAULT, KINDS, STATES

LED = {"people-who-draw-on-care": "user", "carers": "carer"}
ELSEWHERE = "elsewhere"  # an item without a nation: never taken for the nation that is judged
Row = dict[str, Any]


def topic_names() -> dict[str, str]:
    """{code: name}; a topic of several years has its newest name."""
    return dict(Topic.objects.order_by("year", "pk").values_list("slug", "name"))


def place_names() -> dict[str, str]:
    """{code: name} of the nations, of the whole area, and of 'nowhere in particular'."""
    return {"": everywhere(), EVERYWHERE: everywhere(), **dict(nations())}


def rules_in_force() -> Row:
    """The newest signed version as the method takes it; the defaults while nobody has signed one."""
    signed = RuleVersion.objects.exclude(signed_at=None).order_by("-signed_at", "-pk").first()
    return {**signed.rules, "version": signed.version} if signed else {"version": DEFAULT["version"]}


def given(questions: Sequence[Question], *, year: int) -> Row:
    """The method's input for these questions, in a constant number of database queries."""
    from careloom.evidence.queries.pipeline import being_studied

    ids = [q.pk for q in questions]
    named = {q.pk: q.public_id for q in questions}
    read = Appraisal.objects.filter(question__in=ids).select_related(
        "item__research__study", "item__lived", "item__practice")  # fmt: skip
    high = set(Finding.objects.filter(question__in=ids, confidence="high").values_list("question", "items"))
    here = [code for code, _ in nations()]
    whole = set(Place.objects.filter(parent=None).exclude(kind="nation").values_list("slug", flat=True))
    rows = [source(a, sure=(a.question_id, a.item_id) in high) | {"question": named[a.question_id]}
            for a in read.prefetch_related("item__tags").order_by("pk")]  # fmt: skip
    for row in rows:
        row["nation"] = [EVERYWHERE if code in whole else code for code in row["nation"]]
    return {
        "year": year, "questions": [{"id": q.public_id, "affected": q.affected} for q in questions],
        "nations": here, "sources": rows,
        "rules": {**rules_in_force(), "home": [*here, EVERYWHERE], "everywhere": EVERYWHERE},
        "searches": _searches(questions), "being_studied": being_studied(questions),
    }  # fmt: skip


def _searches(questions: Sequence[Question]) -> list[Row]:
    from careloom.evidence.models import Search

    rows = Search.objects.filter(question__in=questions).select_related("question").order_by("on", "pk")
    return [{"question": s.question.public_id, "kind": s.kind, "nation": s.nation, "date": s.on.isoformat(),
             **({"found": s.found, "read": s.read} if s.found and s.read is not None else {})}
            for s in rows]  # fmt: skip


def source(appraisal: Appraisal, *, sure: bool = False) -> Row:
    """One item as a source: its origin is the study, the gathering or the organisation it comes from."""
    item = appraisal.item
    where = [tag.code for tag in item.tags.all() if tag.what == "nation"] or [ELSEWHERE]
    row: Row = {"id": item.public_id, "kind": item.kind, "nation": where, "year": item.year, "fit": appraisal.fit,
                "says": appraisal.says, "tapupas": appraisal.standards, "voices": appraisal.voices,
                "made_together": appraisal.made_together,
                "withdrawn": item.state == Item.State.WITHDRAWN}  # fmt: skip
    return row | _own(item, appraisal) | ({"confidence": "high"} if sure else {})


def _own(item: Item, appraisal: Appraisal) -> Row:
    if item.kind == Item.Kind.RESEARCH:
        kept = item.kept_as or item  # a record joined to another is the same source as that one
        record = kept.research
        gone = {"withdrawn": True} if record.retracted or item.research.retracted else {}
        return {"origin": record.study.public_id if record.study else kept.public_id,
                "design": "review" if record.study_type == "review" else "study", **gone}  # fmt: skip
    if item.kind == Item.Kind.LIVED:
        lived = item.lived
        return {"origin": lived.collection or item.public_id, "people": lived.people,
                "led_by": LED.get(lived.led_by, "")}  # fmt: skip
    note = item.practice
    return {"origin": note.organisation or item.public_id, "sort": appraisal.sort, "role": note.role,
            "what_was_done": note.tried, "what_happened": note.happened,
            "failure": note.outcome in ("did-not-work", "did-harm")}  # fmt: skip


def questions(topic: str = "") -> QuerySet[Question]:
    """Questions, by topic."""
    rows = Question.objects.order_by("topic", "pk")
    return rows.filter(topic=topic) if topic else rows


def weakest(states: Iterable[str]) -> str:
    """The weakest of some states; without any, nobody looked."""
    return min(states, key=STATES.index, default=STATES[0])


def verdict(units: Sequence[Judgement]) -> Row:
    """Ready when two kinds have enough and none is below thin; the weakest leg says why. Overrules count."""
    level = {kind: weakest([u.stands for u in units if u.kind == kind]) for kind in KINDS}
    at = [STATES.index(state) for state in level.values()]
    low = weakest(level.values())
    ready = sum(n >= STATES.index("enough to start") for n in at) >= 2 and min(at) >= STATES.index("thin")
    return {"ready": ready, "weakest": low, "legs": [kind for kind in KINDS if level[kind] == low], "by_kind": level}


def the_map(topic: str = "") -> list[Row]:
    """One row for each topic with a question: cells of kind x nation, the weakest of its questions. Four queries."""
    rows = list(questions(topic))
    judged: dict[tuple[str, str, str], list[Judgement]] = {}
    for unit in Judgement.objects.filter(question__in=rows).select_related("question").order_by("pk"):
        judged.setdefault((unit.question.topic, unit.kind, unit.nation), []).append(unit)
    names, known = topic_names(), nations()
    return [
        {"topic": code, "name": names.get(code, code), "made_up": any(q.made_up for q in rows if q.topic == code),
         "cells": [_cell(kind, nation, name, judged.get((code, kind, nation), []))
                   for kind in KINDS for nation, name in known]}
        for code in dict.fromkeys(q.topic for q in rows)
    ]  # fmt: skip


def _cell(kind: str, nation: str, name: str, units: list[Judgement]) -> Row:
    state = weakest([u.stands for u in units])
    return {
        "kind": kind, "nation": nation, "nation_name": name, "state": state,
        "sources": sum(u.counts.get("independent", 0) for u in units if u.stands == state),
        "absolute": state == "gap", "synthesis": any("synthesis gap" in u.flags for u in units),
        "studied": any("being studied" in u.flags for u in units),
        "overruled": any(u.over_state for u in units),
    }  # fmt: skip


def by_outcome() -> list[Row]:
    """Topic x how it went: practice items that everybody may read. What did harm stands beside what worked."""
    from django.db.models import Count

    from careloom.evidence.models import PracticeNote, Tag

    rows = Tag.objects.filter(what="topic", item__kind="practice", item__state="listed", item__is_public=True)
    counted = rows.values_list("code", "item__practice__outcome").annotate(n=Count("item", distinct=True))
    table: dict[str, dict[str, int]] = {}
    for code, outcome, number in counted:
        table.setdefault(code, {})[outcome] = number
    names = topic_names()
    return [{"topic": code, "name": names.get(code, code),
             "counts": [(value, label, table[code].get(value, 0)) for value, label in PracticeNote.Outcome.choices]}
            for code in sorted(table, key=lambda c: names.get(c, c))]  # fmt: skip
