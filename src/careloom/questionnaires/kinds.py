"""Reading what a person sent for one question, kind by kind. Nothing that was typed is lost."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from careloom.questionnaires.definition import Question

Raw = Mapping[str, Sequence[str]]  # field name → what was sent, as a form sends it
SHORT, LONG, ROWS = 300, 100_000, 200
NAME = 80  # of a place; it stands where codes stand
FILE = 300  # the id and the name of a file
THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")


@dataclass(frozen=True)
class Fault:
    """What is wrong with one answer: a code that has words in every language, and values for those words."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """A value (None: not answered) or a fault."""

    value: Any = None
    fault: Fault | None = None


def name_of(question: Question) -> str:
    """The form field of a question."""
    return f"q.{question.id}"


def _texts(raw: Raw, name: str) -> list[str]:
    return [unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\x00", "")).strip()
            for text in raw.get(name, ()) if text.strip()]  # fmt: skip


def _first(raw: Raw, name: str) -> str:
    return next(iter(_texts(raw, name)), "")


def _one(question: Question, raw: Raw, name: str) -> Reading:
    code = _first(raw, name)
    if code and code not in question.options:
        return Reading(fault=Fault("not_an_option", {"wrote": code[:60]}))
    return Reading(code or None)


def _many(question: Question, raw: Raw, name: str) -> Reading:
    sent = set(_texts(raw, name))
    if wrong := sorted(sent - set(question.options)):
        return Reading(fault=Fault("not_an_option", {"wrote": wrong[0][:60]}))
    if sent & question.exclusive and len(sent) > 1:
        return Reading(fault=Fault("exclusive", {"option": min(sent & question.exclusive)}))
    if question.most and len(sent) > question.most:
        return Reading(fault=Fault("too_many", {"most": question.most, "wrote": len(sent)}))
    return Reading([code for code in question.options if code in sent] or None)


def _scale(question: Question, raw: Raw, name: str) -> Reading:
    text = _first(raw, name)
    if text and text not in {str(step) for step in question.steps}:
        return Reading(fault=Fault("not_an_option", {"wrote": text[:60]}))
    return Reading(int(text) if text else None)


def _number(question: Question, raw: Raw, name: str) -> Reading:
    text = "".join(_first(raw, name).split())
    if THOUSANDS.fullmatch(text):  # "1,5" is one and a half to many people, and never fifteen
        text = text.replace(",", "")
    if not text:
        return Reading()
    try:
        number = Decimal(text)
    except InvalidOperation:
        return Reading(fault=Fault("number", {"wrote": text[:60]}))
    if not number.is_finite() or abs(number) >= Decimal("1e15"):
        return Reading(fault=Fault("number", {"wrote": text[:60]}))
    if question.low is not None and number < question.low:
        return Reading(fault=Fault("too_low", {"low": question.low, "wrote": text}))
    if question.high is not None and number > question.high:
        return Reading(fault=Fault("too_high", {"high": question.high, "wrote": text}))
    return Reading(str(int(number)) if number == number.to_integral_value() else str(number.normalize()))


def _date(question: Question, raw: Raw, name: str) -> Reading:
    day, month, year = (_first(raw, f"{name}.{part}") for part in ("day", "month", "year"))
    if not (day or month or year):
        whole = _first(raw, name)
        if not whole:
            return Reading()
        year, month, day = [*whole.split("-"), "", ""][:3]
    wrote = " ".join(part for part in (day, month, year) if part)
    wrong = Reading(fault=Fault("date", {"wrote": wrote[:60]}))
    if not all(part.isdecimal() for part in (day, month, year) if part) or len(year) != 4:
        return wrong
    if (day and not month) or (not question.partial and not (day and month)):
        return wrong
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return wrong
    # People write digits in their own script; we keep one.
    return Reading("-".join([f"{int(year):04}", *(f"{int(part):02}" for part in (month, day) if part)]))


def _text(limit: int) -> Callable[[Question, Raw, str], Reading]:
    def read_text(question: Question, raw: Raw, name: str) -> Reading:
        text, most = _first(raw, name), question.most or limit
        if question.kind not in {"short", "long"}:
            most = limit
        if len(text) > most:
            return Reading(fault=Fault("too_long", {"most": most, "wrote": len(text)}))
        return Reading(text or None)

    return read_text


def _rank(question: Question, raw: Raw, name: str) -> Reading:
    if listed := _first(raw, name):  # the stored form: codes in order
        codes = listed.split(",")
        known = set(codes) <= set(question.options) and len(set(codes)) == len(codes)
        return Reading(codes) if known else Reading(fault=Fault("rank_twice"))
    places = {code: _first(raw, f"{name}.{code}") for code in question.options}
    given = {code: place for code, place in places.items() if place}
    if any(not p.isdecimal() or not 1 <= int(p) <= len(question.options) for p in given.values()):
        return Reading(fault=Fault("rank_number", {"most": len(question.options)}))
    if len({int(p) for p in given.values()}) != len(given):
        return Reading(fault=Fault("rank_twice"))
    return Reading(sorted(given, key=lambda code: int(given[code])) or None)


def _consent(question: Question, raw: Raw, name: str) -> Reading:
    text = _first(raw, name)
    if text not in {"", "yes", "no"}:
        return Reading(fault=Fault("not_an_option", {"wrote": text[:60]}))
    return Reading(text or None)


def _repeat(question: Question, raw: Raw, name: str) -> Reading:
    # A number that somebody typed never decides how long we work.
    numbers = {part.split(".")[2] for part in raw if part.startswith(f"{name}.")}
    rows = sorted(int(n) for n in numbers if n.isdecimal() and len(n) <= 3)
    if len(rows) > ROWS:
        return Reading(fault=Fault("too_many", {"most": ROWS, "wrote": len(rows)}))
    values = []
    for row in rows:
        readings = {part.id: read(part, raw, f"{name}.{row}.{part.id}") for part in question.questions}
        filled = {key: reading.value for key, reading in readings.items() if reading.value is not None}
        if fault := next(
            (r.fault for r in readings.values() if r.fault and (filled or r.fault.code != "required")), None
        ):
            return Reading(fault=Fault("in_row", {"row": row + 1, "fault": fault}))
        if filled:
            values.append(filled)
    return Reading(values or None)


READERS: dict[str, Callable[[Question, Raw, str], Reading]] = {
    "one": _one, "many": _many, "scale": _scale, "number": _number, "date": _date, "short": _text(SHORT),
    "long": _text(LONG), "rank": _rank, "place": _text(NAME), "consent": _consent, "repeat": _repeat,
    "file": _text(FILE),
}  # fmt: skip


def read(question: Question, raw: Raw, name: str = "") -> Reading:
    """The value of one question from what a form sent; a fault if it cannot be used or is missing."""
    reading = READERS[question.kind](question, raw, name or name_of(question))
    if reading.value is None and reading.fault is None and question.required:
        return Reading(fault=Fault("required"))
    return reading


def as_raw(question: Question, value: Any, name: str = "") -> dict[str, list[str]]:
    """The form fields that `read` turns back into `value`."""
    name = name or name_of(question)
    if value is None:
        return {}
    if question.kind == "many":
        return {name: list(value)}
    if question.kind == "rank":
        return {name: [",".join(value)]}
    if question.kind == "repeat":
        parts = {part.id: part for part in question.questions}
        found: dict[str, list[str]] = {}
        for row, cells in enumerate(value):
            for key, cell in cells.items():
                found |= as_raw(parts[key], cell, f"{name}.{row}.{key}")
        return found
    return {name: [str(value)]}


def read_all(questions: Sequence[Question], raw: Raw) -> tuple[dict[str, Any], dict[str, Fault]]:
    """(values, faults) of many questions."""
    values, faults = {}, {}
    for question in questions:
        reading = read(question, raw)
        if reading.fault:
            faults[question.id] = reading.fault
        elif reading.value is not None:
            values[question.id] = reading.value
    return values, faults
