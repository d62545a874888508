"""One topic as everybody reads it: questions, verdicts for each nation, the items of each kind side by side."""

from typing import Any

from careloom.centre.queries import nations
from careloom.evidence.models import Appraisal, Finding, Item, Judgement, Question
from careloom.evidence.queries.easy_verdict import easy_words
from careloom.evidence.queries.triage import questions, source, topic_names, verdict
from careloom.evidence.queries.verdict_words import explained, flag_words, state_word
from careloom_methods.triage import KINDS

Row = dict[str, Any]
SHOWN = 30  # items of one kind on a topic's page; the library has them all


def topic_page(topic: str) -> Row | None:
    """Everything the page shows, in a constant number of queries. None for a topic the centre does not know."""
    names = topic_names()
    if topic not in names:
        return None
    rows, known = list(questions(topic)), dict(nations())
    units = list(Judgement.objects.filter(question__in=rows).order_by("pk"))
    read = _read(rows)
    titles = _titles(read)
    return {
        "topic": topic, "name": names[topic], "made_up": any(q.made_up for q in rows),
        "verdicts": _verdicts(units, known),
        "questions": [question_rows(q, units, titles, known) for q in rows], "kinds": _items(topic),
        "findings": list(Finding.objects.filter(question__in=rows).order_by("pk")),
    }  # fmt: skip


def _read(rows: list[Question]) -> list[Appraisal]:
    found = Appraisal.objects.filter(question__in=rows).select_related(
        "item__research__study", "item__lived", "item__practice")  # fmt: skip
    return list(found.prefetch_related("item__tags").order_by("pk"))


def _titles(read: list[Appraisal]) -> dict[str, str]:
    """{origin: a title} for what everybody may read; the rest stays without a name."""
    return {
        source(a)["origin"]: a.item.title
        for a in reversed(read)
        if a.item.is_public and a.item.state == Item.State.LISTED
    }


def _verdicts(units: list[Judgement], known: dict[str, str]) -> list[Row]:
    found = []
    for code, name in known.items():
        here = [u for u in units if u.nation == code]
        if here:
            said = verdict(here)
            found.append({"nation": name, **said, "word": state_word(said["weakest"]),
                          "legs": [str(Item.Kind(kind).label) for kind in said["legs"]]})  # fmt: skip
    return found


def question_rows(question: Question, units: list[Judgement], titles: dict[str, str], known: dict[str, str]) -> Row:
    """A question with a row for each kind, and in it a judgement for each nation, explained."""
    own = {(u.kind, u.nation): u for u in units if u.question_id == question.pk}
    kinds = []
    for kind in KINDS:
        cells = [
            {"unit": unit, "nation": name, "state": unit.stands, "word": state_word(unit.stands),
             "why": explained(unit), "flags": flag_words(unit, titles, known), "linked": _linked(unit, titles),
             "easy": easy_words(unit)}
            for code, name in known.items() if (unit := own.get((kind, code)))
        ]  # fmt: skip
        kinds.append({"kind": kind, "name": str(Item.Kind(kind).label), "cells": cells})
    return {"question": question, "kinds": kinds}


def _linked(unit: Judgement, titles: dict[str, str]) -> list[Row]:
    """Sources with several reports: shown together, counted once."""
    return [{"title": titles.get(origin, ""), "reports": len(ids)} for origin, ids in unit.linked.items()]


def _items(topic: str) -> list[Row]:
    """Public items of the topic, three kinds side by side; what did not work stands among what did."""
    rows = Item.objects.filter(state=Item.State.LISTED, is_public=True, tags__what="topic", tags__code=topic)
    found: dict[str, list[Item]] = {kind: [] for kind in KINDS}
    more = dict.fromkeys(KINDS, 0)
    for item in rows.select_related("practice", "lived", "research").order_by("-year", "-pk"):
        if len(found[item.kind]) < SHOWN:
            found[item.kind].append(item)
        else:
            more[item.kind] += 1
    return [{"kind": kind, "items": found[kind], "more": more[kind]} for kind in KINDS]
