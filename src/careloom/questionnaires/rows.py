"""Answers as table rows, and back. A closed answer is a code; free text is text; `row` counts repeats and ranks."""

from collections.abc import Iterable, Mapping
from typing import Any

from careloom.questionnaires.definition import Definition, Question

Row = tuple[str, str, int, str]  # question, code, row, text
TEXT = {"short", "long", "file"}


def rows_of(definition: Definition, values: Mapping[str, Any]) -> list[Row]:
    """The rows of one answer set; protected questions are never among them."""
    found: list[Row] = []
    for key, value in values.items():
        question = definition.questions[key]
        if not question.protected:
            found += _rows(question, key, value, 0)
    return found


def _rows(question: Question, name: str, value: Any, row: int) -> list[Row]:
    if question.kind in TEXT:
        return [(name, "", row, str(value))]
    if question.kind == "many":
        return [(name, str(code), row, "") for code in value]
    if question.kind == "rank":
        return [(name, str(code), place, "") for place, code in enumerate(value)]
    if question.kind == "repeat":
        parts = {part.id: part for part in question.questions}
        return [found for number, cells in enumerate(value) for key, cell in cells.items()
                for found in _rows(parts[key], f"{name}.{key}", cell, number)]  # fmt: skip
    return [(name, str(value), row, "")]


def values_of(definition: Definition, rows: Iterable[Row]) -> dict[str, Any]:
    """The values from which `rows_of` made these rows."""
    by_name: dict[str, list[Row]] = {}
    for row in rows:
        by_name.setdefault(row[0], []).append(row)
    found: dict[str, Any] = {}
    for question in definition.questions.values():
        if question.kind == "repeat":
            if cells := _repeated(question, by_name):
                found[question.id] = cells
        elif question.id in by_name:
            found[question.id] = _value(question, by_name[question.id])
    return found


def _value(question: Question, rows: list[Row]) -> Any:
    if question.kind == "many":
        codes = {row[1] for row in rows}
        return [code for code in question.options if code in codes]
    if question.kind == "rank":
        return [row[1] for row in sorted(rows, key=lambda row: row[2])]
    if question.kind == "scale":
        return int(rows[0][1])
    return rows[0][3] if question.kind in TEXT else rows[0][1]


def _repeated(question: Question, by_name: Mapping[str, list[Row]]) -> list[dict[str, Any]]:
    cells: dict[int, dict[str, Any]] = {}
    for part in question.questions:
        grouped: dict[int, list[Row]] = {}
        for row in by_name.get(f"{question.id}.{part.id}", ()):
            grouped.setdefault(row[2], []).append(row)
        for number, rows in grouped.items():
            cells.setdefault(number, {})[part.id] = _value(part, rows)
    return [cells[number] for number in sorted(cells)]
