"""Published results, ready for a page or a download. Only numbers that a release let through ever come here."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from careloom.listening.models import Release
from careloom.listening.queries import findings, labels
from careloom.questionnaires import queries as forms
from careloom.questionnaires.definition import Definition, Question
from careloom.questionnaires.models import Questionnaire

Row = dict[str, Any]
COLUMNS = ("by", "group", "answer", "returns", "people")


def release(questionnaire: Questionnaire, number: int = 0) -> Release | None:
    """One release by its number, or the newest."""
    rows = Release.objects.filter(questionnaire=questionnaire).defer("counts").order_by("-number")
    return rows.filter(number=number).first() if number else rows.first()


def releases(questionnaire: Questionnaire) -> list[Release]:
    """Every release, the newest first."""
    return list(Release.objects.filter(questionnaire=questionnaire).only("number", "at").order_by("-number"))


def published() -> list[Questionnaire]:
    """Every survey that has results, the newest first."""
    return list(Questionnaire.objects.filter(releases__number=1).order_by("-releases__at", "name"))


def read(of: Release, edition: str, language: str) -> list[dict[str, Any]]:
    """Each closed question with its words, rows, charts and how much is hidden."""
    version = labels.version_of(of.questionnaire)
    if version is None:
        return []
    definition, words = forms.definition_of(version), labels.words_for(version, edition, language)
    questions = findings.closed_questions(of.questionnaire)
    return [one_question(of, definition, words, question) for question in questions]


def who_answered(of: Release, edition: str, language: str) -> list[dict[str, Any]]:
    """Published returns and people by role group and by nation: the reach of the survey."""
    version = labels.version_of(of.questionnaire)
    if version is None:
        return []
    definition, words = forms.definition_of(version), labels.words_for(version, edition, language)
    found = []
    for by in findings.GROUPS:
        cells = of.shown.get(by, {"cells": {}})["cells"]
        rows = [{"label": name, "returns": cells[code].get("returns"), "people": cells[code].get("people")}
                for code, name in labels.group_names(definition, words, by).items() if code in cells]  # fmt: skip
        found.append({"by": by, "rows": rows,
                      "charts": [{"measure": m, "rows": _bars(rows, m)} for m in findings.MEASURES]})  # fmt: skip
    return found


def crossed_table(of: Release, edition: str, language: str) -> Row:
    """The same as a table: {"heads": nations, "rows": [{"name", "cells"}]}, called as the survey itself calls them."""
    version = labels.version_of(of.questionnaire)
    cells = {(row["role_group"], row["nation"]): row["returns"] for row in crossed(of)}
    if version is None or not cells:
        return {"heads": [], "rows": []}
    definition, words = forms.definition_of(version), labels.words_for(version, edition, language)
    roles, nations = ({code: name for code, name in labels.group_names(definition, words, by).items()
                       if any(key[at] == code for key in cells)} for at, by in enumerate(findings.GROUPS))  # fmt: skip
    return {"heads": list(nations.values()),
            "rows": [{"name": name, "cells": [cells.get((role, nation), 0) for nation in nations]}
                     for role, name in roles.items()]}  # fmt: skip


def crossed(of: Release) -> list[Row]:
    """Returns and people by role group and nation together, as released; None is hidden."""
    cells = of.shown.get("+".join(findings.GROUPS), {"cells": {}})["cells"]
    rows = [(*key.split("|"), cell) for key, cell in cells.items()]
    return [{"role_group": role, "nation": nation, **{m: cell.get(m) for m in findings.MEASURES}}
            for role, nation, cell in sorted(rows, key=lambda row: row[:2])]  # fmt: skip


def one_question(of: Release, definition: Definition, words: labels.Words, question: Question) -> dict[str, Any]:
    """The rows and charts of one question, overall and by group."""
    found: dict[str, Any] = {
        "id": question.id, "title": words.get(f"q.{question.id}", question.id), "kind": question.kind,
        "rows": _named(findings.numbers(of.shown, question), words, question, {}), "by": [],
    }  # fmt: skip
    found["finding"] = _finding(found["rows"], question)
    found["charts"] = [{"measure": m, "rows": _bars(found["rows"], m)} for m in findings.MEASURES]
    for by in findings.GROUPS:
        names = labels.group_names(definition, words, by)
        rows = _named(findings.numbers(of.shown, question, by), words, question, names)
        found["by"].append({"by": by, "rows": rows, "groups": _by_group(rows, names),
                            "mean": _means(rows, names, question)})  # fmt: skip
    mix = ((of.mix or {}).get("questions") or {}).get(question.id, {})
    found["mix"] = [{"label": labels.answer_name(words, question, code), **share} for code, share in mix.items()]
    return found


def _named(rows: Sequence[Row], words: labels.Words, question: Question, names: Mapping[str, str]) -> list[Row]:
    return [{**row, "label": labels.answer_name(words, question, row["answer"]),
             "group_name": names.get(row["group"], row["group"])} for row in rows]  # fmt: skip


def _bars(rows: Sequence[Row], measure: str) -> list[Row]:
    return [{"label": row["label"], "value": row[measure] or 0, "hidden": row[measure] is None,
             "text": row[measure]} for row in rows]  # fmt: skip


def _finding(rows: Sequence[Row], question: Question) -> str:
    shown = [row for row in rows if row["returns"] is not None]
    if not shown:
        return _("Too few people answered to show numbers")
    most = max(shown, key=lambda row: row["returns"])
    if question.kind == "rank":
        return _("Most often put first: %(answer)s") % {"answer": most["label"]}
    return _("Most often: %(answer)s") % {"answer": most["label"]}


def _by_group(rows: Sequence[Row], names: Mapping[str, str]) -> list[Row]:
    found = []
    for code, name in names.items():
        of = [row for row in rows if row["group"] == code]
        if of:
            found.append({"group": code, "name": name, "rows": of, "all_hidden": all(r["returns"] is None for r in of)})
    return found


def _means(rows: Sequence[Row], names: Mapping[str, str], question: Question) -> list[Row]:
    """Means of a scale, from the published numbers only: a mean that leans on a hidden number would tell it."""
    if question.kind != "scale":
        return []
    found = []
    for group in _by_group(rows, names):
        counts = [row["returns"] for row in group["rows"]]
        total = sum(count or 0 for count in counts)
        known = total > 0 and None not in counts
        mean = sum(int(row["answer"]) * (row["returns"] or 0) for row in group["rows"]) / total if known else None
        found.append({"label": group["name"], "value": round(mean, 1) if mean is not None else 0,
                      "hidden": mean is None})  # fmt: skip
    return found


def download(of: Release, question: Question) -> list[Row]:
    """Every published number of one question; an empty cell is hidden."""
    rows = [{"by": "all", **row} for row in findings.numbers(of.shown, question)]
    for by in findings.GROUPS:
        rows += [{"by": by, **row} for row in findings.numbers(of.shown, question, by)]
    return [{column: row[column] for column in COLUMNS} for row in rows]
