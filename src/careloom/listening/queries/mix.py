"""What if the mix matched: answers weighted to the targets, beside the answers as they are. Only after the close."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from careloom.listening.models import Target
from careloom.listening.queries import findings
from careloom.questionnaires import queries as forms
from careloom.questionnaires.models import Answer, Questionnaire
from careloom_methods.errors import MethodError
from careloom_methods.representation import LEAST, rake, rounded

CROSSED = ("role_group", "nation")
# Weighted shares are rounded to so many in 100 from so many returns on: about five returns, as every count is.
STEPS = ((500, 1), (250, 2), (100, 5))


def mix_of(questionnaire: Questionnaire, shown: Mapping[str, Any]) -> dict[str, Any] | None:
    """{"summary", "questions": {id: {answer: {"share", "weighted"}}}}, in whole percent; None without targets.

    A group of fewer than 10 returns, or none, gets no weight: a few people never stand for a whole group, and a
    weight would say what they answered. Such groups are named together, never put together with others. Shares are of
    the answers whose numbers are shown, so that they say nothing about hidden ones. Everything is rounded: the exact
    number of weighted returns, taken from the number of all, would be that of the few.
    """
    wanted = {
        (t.role_group, t.nation): float(t.number)
        for t in Target.objects.filter(questionnaire=questionnaire, field="")
    }
    rows = list(forms.sent(questionnaire).values_list("pk", *CROSSED))
    sizes = Counter((role, nation) for _, role, nation in rows)
    kept = [row for row in rows if sizes[row[1], row[2]] >= LEAST and wanted.get((row[1], row[2]), 0) > 0]
    few = sorted(group for group, number in wanted.items() if number > 0 and sizes[group] < LEAST)
    columns = {"role_group": [row[1] for row in kept], "nation": [row[2] for row in kept]}
    try:
        weights = rake(columns, {CROSSED: {g: n for g, n in wanted.items() if g not in set(few)}})
    except MethodError:
        return None
    of = {row[0]: float(w) for row, w in zip(kept, weights.values, strict=True)}
    step = next((step for least, step in STEPS if len(kept) >= least), 0)
    summary = {"n": rounded(len(kept)), "effective_n": rounded(round(weights.effective_n)),
               "max": max(1, round(float(weights.values.max()))), "step": step,
               "too_few": [dict(zip(CROSSED, group, strict=True)) for group in few]}  # fmt: skip
    return {"summary": summary, "questions": _shares(questionnaire, shown, of, step) if step else {}}


def _shares(
    questionnaire: Questionnaire, shown: Mapping[str, Any], weight: Mapping[int, float], step: int
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for question in findings.closed_questions(questionnaire):
        rows = [row for row in findings.numbers(shown, question) if row["returns"] is not None]
        answers = Answer.objects.filter(question=question.id, answer_set__in=forms.sent(questionnaire))
        if question.kind == "rank":
            answers = answers.filter(row=0)
        heavy: Counter[str] = Counter()
        for code, answer_set in answers.values_list("code", "answer_set_id"):
            heavy[code] += weight.get(answer_set, 0.0)  # type: ignore[assignment]  # weights are not whole
        total, weighted = sum(row["returns"] for row in rows), sum(heavy[row["answer"]] for row in rows)
        if total and weighted:
            found[question.id] = {
                row["answer"]: {"share": round(100 * row["returns"] / total),
                                "weighted": step * round(100 * heavy[row["answer"]] / weighted / step)} for row in rows
            }  # fmt: skip
    return found
