"""Is the file of the shape that the manual says? Whatever is not is named, before anything is judged."""

from collections.abc import Mapping
from typing import Any

from careloom_methods.errors import MethodError
from careloom_methods.triage.rules import KINDS

NEEDED = {"questions": ("id",), "sources": (), "searches": ("question", "kind", "nation"),
          "being_studied": ("question", "project"), "overrides": ("question", "kind", "nation")}  # fmt: skip
SINGLE = {"id", "question", "kind", "project", "led_by", "origin", "design", "fit", "state", "date", "ends",
          "confidence"}  # fmt: skip


def check_shape(given: Mapping[str, Any]) -> None:
    """Raises MethodError `shape` for a part, row or value of another shape.

    A row that names a question or a kind that is not there is refused too: it would be left out in silence.
    """
    if not isinstance(given.get("rules") or {}, Mapping):
        raise _wrong("'rules' must be an object.", part="rules")
    if not all(isinstance(nation, str) for nation in _rows(given, "nations")):
        raise _wrong("'nations' must be a list of words.", part="nations")
    for part, needed in NEEDED.items():
        for number, row in enumerate(_rows(given, part), 1):
            _check_row(part, number, row, needed)
    asked = {row["id"] for row in _rows(given, "questions")}
    for part in ("searches", "being_studied", "overrides"):
        for number, row in enumerate(_rows(given, part), 1):
            if asked and row["question"] not in asked:
                raise _wrong(f"Row {number} of '{part}' names a question that is not there.", part=part, row=number)
            if row.get("kind", KINDS[0]) not in KINDS:
                raise _wrong(f"Row {number} of '{part}' names a kind that is not there.", part=part, row=number)


def _rows(given: Mapping[str, Any], part: str) -> list[Any]:
    rows = given.get(part, [])
    if not isinstance(rows, list | tuple):
        raise _wrong(f"'{part}' must be a list.", part=part)
    return list(rows)


def _check_row(part: str, number: int, row: Any, needed: tuple[str, ...]) -> None:
    if not isinstance(row, Mapping):
        raise _wrong(f"Row {number} of '{part}' must be an object.", part=part, row=number)
    for name in needed:
        if row.get(name) in (None, ""):
            raise _wrong(f"Row {number} of '{part}' must name its {name}.", part=part, row=number, field=name)
    for name, value in row.items():
        if name in SINGLE and isinstance(value, list | tuple | Mapping):
            raise _wrong(f"Row {number} of '{part}': '{name}' must be one word.", part=part, row=number, field=name)
        if name == "tapupas" and not isinstance(value, Mapping):
            raise _wrong(f"Row {number} of '{part}': '{name}' must be an object.", part=part, row=number, field=name)
        if name == "affected" and not isinstance(value, list | tuple):
            raise _wrong(f"Row {number} of '{part}': '{name}' must be a list.", part=part, row=number, field=name)


def _wrong(message: str, **values: Any) -> MethodError:
    return MethodError("shape", message, **values, suggestion="See docs/reference/triage.md.")
