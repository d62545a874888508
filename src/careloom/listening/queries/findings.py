"""Closed questions as tables: before disclosure control, and as pages show them after it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count, Max, Q, Sum

from careloom.questionnaires import queries as forms
from careloom.questionnaires.definition import Question
from careloom.questionnaires.models import Answer, Questionnaire
from careloom_methods.representation import Released, Table

NONE = "no-answer"
GROUPS = ("role_group", "nation")
MEASURES = ("returns", "people")
CLOSED = {"one", "many", "scale", "rank"}
ABOUT_GROUPS = {"role_group", "nation"}
Counted = dict[tuple[str, str, str], tuple[int, int]]  # (code, role group, nation) → returns, people


def closed_questions(questionnaire: Questionnaire) -> list[Question]:
    """The questions whose answers can be counted; never equality questions, never those that only sort people."""
    version = forms.published(questionnaire.slug)
    if version is None:
        return []
    found = forms.definition_of(version).questions.values()
    return [q for q in found if q.kind in CLOSED and not q.protected and q.means not in ABOUT_GROUPS]


def codes_of(question: Question) -> list[str]:
    """Every answer that can be chosen, in the order of the form."""
    return [str(step) for step in question.steps] if question.kind == "scale" else list(question.options)


def tables_of(questionnaire: Questionnaire) -> list[Table]:
    """Every table of the survey, before disclosure control: by answer, role group and nation; returns and people."""
    everybody = {("", row["role_group"] or NONE, row["nation"] or NONE): (row["returns"], row["people"])
                 for row in forms.counts(questionnaire, GROUPS)}  # fmt: skip
    if not everybody:
        return []
    found = _crossed({(role, nation): n for (_, role, nation), n in everybody.items()}, GROUPS, [GROUPS, *_each()])
    for question in closed_questions(questionnaire):
        counted = _counted(questionnaire, question)
        for dim, cells in _dims(question, counted, everybody):
            found += _crossed(cells, (dim, *GROUPS), [(dim,), (dim, "role_group"), (dim, "nation")])
    return found


def _each() -> list[tuple[str, ...]]:
    return [(group,) for group in GROUPS]


def _counted(questionnaire: Questionnaire, question: Question) -> Counted:
    """How many chose each answer; of a ranking, how many put it first. Only versions that can be compared."""
    since = max((number for number, ids in questionnaire.versions.values_list("number", "not_comparable")
                 if question.id in ids), default=1)  # fmt: skip
    rows = Answer.objects.filter(
        Q(question=question.id, answer_set__state="sent", version__questionnaire=questionnaire,
          version__number__gte=since))  # fmt: skip
    if question.kind == "rank":
        rows = rows.filter(row=0)
    by = ("code", "answer_set__role_group", "answer_set__nation")
    found = rows.values_list(*by).annotate(returns=Count("pk"), total=Sum("answer_set__people")).order_by(*by)
    return {(code, role or NONE, nation or NONE): (returns, total) for code, role, nation, returns, total in found}


def _dims(question: Question, counted: Counted, everybody: Counted) -> Iterable[tuple[str, Counted]]:
    """(name of the dimension, cells). A question with many choices is one yes-or-no dimension for each choice."""
    if question.kind != "many":
        whole = {(code, role, nation): counted.get((code, role, nation), (0, 0))
                 for code in codes_of(question) for _, role, nation in everybody}  # fmt: skip
        yield f"q:{question.id}", whole | _rest(NONE, whole, everybody)
        return
    for code in codes_of(question):
        yes = {("yes", role, nation): counted.get((code, role, nation), (0, 0)) for _, role, nation in everybody}
        yield f"q:{question.id}={code}", yes | _rest("no", yes, everybody)


def _rest(code: str, cells: Counted, everybody: Counted) -> Counted:
    """Everybody in a group who is in none of its cells."""
    left = {(code, role, nation): list(n) for (_, role, nation), n in everybody.items()}
    for (_, role, nation), (returns, people) in cells.items():
        left[code, role, nation][0] -= returns
        left[code, role, nation][1] -= people
    return {key: (returns, people) for key, (returns, people) in left.items()}


def _crossed(
    cells: Mapping[Any, tuple[int, int]], names: Sequence[str], wanted: Iterable[tuple[str, ...]]
) -> list[Table]:
    """A table of returns and one of people for each set of dimensions."""
    found = []
    for dims in wanted:
        places = [names.index(dim) for dim in dims]
        counts: tuple[dict[tuple[str, ...], int], dict[tuple[str, ...], int]] = ({}, {})
        for key, numbers in cells.items():
            short = tuple(key[place] for place in places)
            for sums, number in zip(counts, numbers, strict=True):
                sums[short] = sums.get(short, 0) + number
        name = "+".join(dims)
        found += [Table(name, dims, counts[0]), Table(name, dims, counts[1], people=counts[0], measure="people")]
    return found


def as_kept(tables: Sequence[Table]) -> list[dict[str, Any]]:
    """Tables as plain values, to be kept with a release."""
    def rows(counts: Mapping[tuple[str, ...], int]) -> list[Any]:
        return [[list(key), count] for key, count in counts.items()]

    return [{"dims": list(t.dims), "measure": t.measure, "counts": rows(t.counts),
             "people": rows(t.people) if t.people else None} for t in tables]  # fmt: skip


def from_kept(rows: Iterable[Mapping[str, Any]]) -> list[Table]:
    """The tables that `as_kept` kept."""
    def counts(cells: Iterable[Any]) -> dict[tuple[str, ...], int]:
        return {tuple(key): count for key, count in cells}

    return [Table("+".join(r["dims"]), tuple(r["dims"]), counts(r["counts"]),
                  people=counts(r["people"]) if r["people"] else None, measure=r["measure"]) for r in rows]  # fmt: skip


def shown_of(tables: Sequence[Table], released: Sequence[Released]) -> dict[str, Any]:
    """What pages show, as plain values: {table name: {"dims", "cells": {"a|b": {measure: number or None}}}}."""
    found: dict[str, Any] = {}
    for table, out in zip(tables, released, strict=True):
        at = found.setdefault(out.name, {"dims": list(out.dims), "cells": {}})
        for key, cell in out.cells.items():
            at["cells"].setdefault("|".join(key), {})[table.measure] = cell.value
    return found


def numbers(shown: Mapping[str, Any], question: Question, by: str = "") -> list[dict[str, Any]]:
    """Rows of one question for a page or a download: group, answer, returns, people (None: hidden)."""
    rows = []
    for code in codes_of(question):
        dim, answer = (f"q:{question.id}={code}", "yes") if question.kind == "many" else (f"q:{question.id}", code)
        table = shown.get("+".join([dim, by] if by else [dim]))
        for key, cell in (table["cells"].items() if table else ()):
            parts = key.split("|")
            if parts[0] == answer:
                rows.append({"group": parts[1] if by else "", "answer": code, **{m: cell.get(m) for m in MEASURES}})
    return rows


def newest_number(questionnaire: Questionnaire) -> int:
    """The number of the last release; 0 if there is none."""
    return int(questionnaire.releases.aggregate(last=Max("number"))["last"] or 0)
