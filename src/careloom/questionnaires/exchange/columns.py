"""Answers as columns of a table: one for each question, and one for each code where several can be chosen or ranked."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from careloom.questionnaires import group, kinds
from careloom.questionnaires.definition import Definition, Question
from careloom.questionnaires.given import Given
from careloom.questionnaires.models import AnswerSet

EDITIONS = ("standard", "easy")
ABOUT = ["id", "channel", "edition", "language", "people", "group", "sent_on"]


@dataclass(frozen=True)
class Column:
    """One column of answers."""

    name: str
    question: Question
    code: str = ""


def columns(definition: Definition) -> list[Column]:
    """Everything that may leave, in the order of asking."""
    found = []
    for question in definition.questions.values():
        if question.protected:
            continue
        base = f"q.{question.id}" if question.id in ABOUT else question.id
        codes = question.options if question.kind in {"many", "rank"} else ("",)
        found += [Column(f"{base}.{code}" if code else base, question, code) for code in codes]
    return found


def cell(column: Column, value: Any) -> str:
    """One answer as the text of a cell; empty for no answer."""
    if value is None:
        return ""
    if column.question.kind == "many":
        return "1" if column.code in value else "0"
    if column.question.kind == "rank":
        return str(value.index(column.code) + 1) if column.code in value else ""
    if column.question.kind == "repeat":
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return str(value)


def raw_of(definition: Definition, cells: Mapping[str, str]) -> dict[str, list[str]]:
    """The form fields of one row of cells, to be read and checked as a form is."""
    raw: dict[str, list[str]] = {}
    for column in columns(definition):
        text, name = cells.get(column.name, ""), kinds.name_of(column.question)
        if not text:
            continue
        if column.question.kind == "many":
            raw.setdefault(name, []).extend([column.code] if text == "1" else [])
        elif column.question.kind == "rank":
            raw[f"{name}.{column.code}"] = [text]
        elif column.question.kind == "repeat":
            raw |= kinds.as_raw(column.question, json.loads(text))
        else:
            raw[name] = [text]
    return raw


def about(answer_set: AnswerSet) -> list[str]:
    """What stands before the answers of a return."""
    group = json.dumps(answer_set.group, ensure_ascii=False, sort_keys=True) if answer_set.group else ""
    return [answer_set.public_id, answer_set.channel, answer_set.edition, answer_set.language, str(answer_set.people),
            group, sent_on(answer_set)]  # fmt: skip


def sent_on(answer_set: AnswerSet) -> str:
    """The day on which it was sent, as people had it on their calendars."""
    return timezone.localdate(answer_set.sent_at).isoformat()


def given_of(cells: Mapping[str, Any]) -> Given:
    """How a return came, from the cells before its answers; what is not there came by import.

    Raises ValueError for a group that the form itself would not take.
    """
    said = cells.get("group") or None
    channel, edition = cells.get("channel"), cells.get("edition")
    return Given(
        channel=channel if channel in AnswerSet.Channel.values else AnswerSet.Channel.IMPORT,
        edition=edition if edition in EDITIONS else EDITIONS[0], language=str(cells.get("language") or "en")[:10],
        group=_group_of(json.loads(said) if isinstance(said, str) else said) if said else None,
    )  # fmt: skip


def _group_of(said: Any) -> dict[str, Any]:
    """What was said about a group, read as the form reads it; on paper and by phone only its size is needed."""
    raw: dict[str, list[str]] = {}
    for question in group.page().questions:
        raw |= kinds.as_raw(question, said.get(question.id.removeprefix("group-")))
    values, faults = kinds.read_all(group.page().questions, raw)
    wrong = [key for key, fault in faults.items() if fault.code != "required" or key == "group-size"]
    if wrong:
        raise ValueError(wrong[0])
    return {key.removeprefix("group-"): value for key, value in values.items()}


def faults_of(definition: Definition, raw: Mapping[str, list[str]]) -> tuple[dict[str, Any], Iterator[tuple[str, str]]]:
    """(values, (question, code) of each answer that cannot be used). A question that has no answer is no fault here."""
    values, faults = kinds.read_all(list(definition.questions.values()), raw)
    return values, ((key, fault.code) for key, fault in faults.items() if fault.code != "required")
