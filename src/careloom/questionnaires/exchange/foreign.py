"""Answers exported by other survey tools (Qualtrics, LimeSurvey, or any CSV): read, guess, match, take.

A matching is data: `{"columns": {heading: target}, "values": {heading: {value: code}}}`. A target is a question id,
`question.code` for a column that stands for one choice or for a rank, `language`, `key` (what makes a return count
once), `finished`, or '' for a column that is left out. A value of a choice that nobody matched refuses its row.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from careloom.centre.cells import as_written
from careloom.questionnaires import kinds
from careloom.questionnaires.definition import Definition, Question
from careloom.questionnaires.exchange.columns import faults_of
from careloom.questionnaires.exchange.files import Read
from careloom.questionnaires.given import Given

CHOICES = {"one", "many", "scale", "consent"}
LEAVE_OUT = "-"
KEYS = {"responseid", "response id", "id", "id. response id", "token"}
FINISHED = {"finished", "submitdate", "submitdate. date submitted", "date submitted"}
LANGUAGE = {"userlanguage", "user language", "startlanguage", "startlanguage. start language", "start language"}
YES = {"1", "y", "yes", "true", "checked", "selected"}
MOST_VALUES = 60  # different values of one column that are shown to be matched


@dataclass(frozen=True)
class Table:
    """A file as it came: which tool made it, its headings with the words of each question, its rows."""

    source: str
    headings: list[str]
    words: dict[str, str]
    rows: list[tuple[int, dict[str, str]]]


def read_table(text: str) -> Table:
    """The rows of a CSV export; the tool is known by how its first lines look."""
    text = text.removeprefix("\ufeff")
    head = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    lines = [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    if not lines:
        return Table("other", [], {}, [])
    headings = [name.strip() or f"column {n}" for n, name in enumerate(lines[0][1], 1)]
    source, first, words = "other", 1, dict(zip(headings, headings, strict=True))
    if len(lines) > 2 and any(cell.startswith('{"ImportId"') for cell in lines[2][1]):
        source, first, words = "qualtrics", 3, dict(zip(headings, lines[1][1], strict=False))
    elif any(name.lower() in FINISHED - {"finished"} for name in headings):
        source = "limesurvey"
        words = {name: name.partition(". ")[2] or name for name in headings}
    rows = [(line, dict(zip(headings, (as_written(c.strip()) for c in cells), strict=False)))
            for line, cells in lines[first:]]  # fmt: skip
    return Table(source, headings, words, rows)


def _plain(text: str) -> str:
    return re.sub(r"[^\w]+", " ", text.lower()).strip()


def targets(definition: Definition) -> list[tuple[str, Question, str]]:
    """(target, question, code): what a column can be matched with. Files and repeats cannot be brought in this way."""
    found = []
    for question in definition.questions.values():
        if question.kind not in {"file", "repeat"}:
            found.append((question.id, question, ""))
            if question.kind in {"many", "rank"}:
                found += [(f"{question.id}.{code}", question, code) for code in question.options]
    return found


def guess(table: Table, definition: Definition, texts: Mapping[str, str]) -> dict[str, Any]:
    """A first matching by the headings, the words of the questions and the words of the choices."""
    known: dict[str, str] = {}
    for target, question, code in targets(definition):
        said = texts.get(f"q.{question.id}", question.id)
        choice = texts.get(f"q.{question.id}.o.{code}", code)
        both = [f"{said} {choice}", f"{question.id} {code}", f"{question.id} {choice}"]
        for name in [target, *(both if code else [said])]:
            known.setdefault(_plain(name), target)
    found = {}
    for heading in table.headings:
        low = heading.lower()
        special = "key" if low in KEYS else "finished" if low in FINISHED else "language" if low in LANGUAGE else ""
        own = [heading, heading.partition(". ")[0], table.words.get(heading, "")]
        found[heading] = special or next((known[_plain(n)] for n in own if _plain(n) in known), "")
    once: set[str] = set()
    for heading, target in found.items():
        if target in once:
            found[heading] = ""
        once.add(target)
    return {"columns": found, "values": {}}


def codes(question: Question) -> tuple[str, ...]:
    """The codes of a choice."""
    if question.kind == "scale":
        return tuple(str(step) for step in question.steps)
    return ("yes", "no") if question.kind == "consent" else question.options


def values_to_match(
    table: Table, definition: Definition, columns: Mapping[str, str], texts: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    """For each matched column of a choice, its different values with the code that we guess, or ''."""
    found: dict[str, dict[str, str]] = {}
    for heading, target in columns.items():
        question = definition.questions.get(target)
        if question is None or question.kind not in CHOICES:
            continue
        said = _said(question, texts)
        seen: dict[str, str] = {}
        for _, row in table.rows:
            for value in _split(question, row.get(heading, ""), said):
                if value not in seen and len(seen) < MOST_VALUES:
                    seen[value] = said.get(_plain(value), "")
        found[heading] = seen
    return found


def _said(question: Question, texts: Mapping[str, str]) -> dict[str, str]:
    """Words and codes of a question's choices → code."""
    name = f"q.{question.id}"
    found = {_plain(texts.get(f"{name}.o.{code}", code)): code for code in codes(question)}
    if question.kind == "scale":
        found |= {_plain(texts.get(f"{name}.low", "")): str(question.steps[0]),
                  _plain(texts.get(f"{name}.high", "")): str(question.steps[-1])}  # fmt: skip
    return {**found, **{_plain(code): code for code in codes(question)}}


def _split(question: Question, text: str, said: Mapping[str, str]) -> list[str]:
    """The values in a cell. Several choices stand with commas or semicolons, and a choice may hold a comma itself."""
    if question.kind != "many" or not text:
        return [text] if text else []
    parts, found, at = re.split(r"\s*[,;|]\s*", text), [], 0
    while at < len(parts):
        ends = range(len(parts), at, -1)
        end = next((e for e in ends if _plain(" ".join(parts[at:e])) in said), at + 1)
        found.append(", ".join(parts[at:end]))
        at = end
    return [value for value in found if value]


def take(
    table: Table, definition: Definition, matching: Mapping[str, Any], texts: Mapping[str, str], slug: str
) -> Read:
    """The returns that can be taken with this matching, and why each other row cannot."""
    found = Read()
    by_target = {target: heading for heading, target in matching["columns"].items() if target}
    alike: Counter[str] = Counter()  # two people may say the same, and without a number of their own they are still two
    for line, row in table.rows:
        if (heading := by_target.get("finished")) and row.get(heading, "").lower() in {"", "0", "false", "n/a"}:
            found.refused.append((line, "", "not_finished"))
            continue
        raw, unknown = _raw(definition, row, matching, texts)
        values, faults = faults_of(definition, raw)
        wrong = [(line, question, "not_matched") for question in unknown] + [(line, q, code) for q, code in faults]
        if wrong or not values:
            found.refused += wrong or [(line, "", "empty")]
            continue
        key = row.get(by_target.get("key", ""), "")
        if not key:
            key = "|".join(row.values())
            alike[key] += 1
            key += f" {alike[key]}" if alike[key] > 1 else ""
        language = re.split(r"[-_]", row.get(by_target.get("language", ""), "").lower() or "en")[0]
        given = Given(channel="import", language=language[:10])
        found.returns.append((f"{table.source} {slug} {key}", values, given))
    return found


def _raw(
    definition: Definition, row: Mapping[str, str], matching: Mapping[str, Any], texts: Mapping[str, str]
) -> tuple[dict[str, list[str]], set[str]]:
    """(form fields, questions with a value that nobody matched) of one row."""
    raw: dict[str, list[str]] = {}
    unknown: set[str] = set()
    for heading, target in matching["columns"].items():
        text = row.get(heading, "")
        name, _, code = target.partition(".")
        question = definition.questions.get(name)
        if not text or question is None:
            continue
        if code:
            raw |= dict(_one_of_many(question, code, text, raw))
        elif question.kind in CHOICES:
            given = _matched(question, text, matching["values"].get(heading, {}), texts)
            unknown |= {name} if None in given else set()
            raw[kinds.name_of(question)] = [code for code in given if code and code != LEAVE_OUT]
        elif question.kind == "date":
            raw[kinds.name_of(question)] = [re.split(r"[ T]", text)[0]]
        else:
            raw[kinds.name_of(question)] = [text]
    return raw, unknown


def _one_of_many(
    question: Question, code: str, text: str, raw: Mapping[str, list[str]]
) -> Iterator[tuple[str, list[str]]]:
    name = kinds.name_of(question)
    if question.kind == "rank":
        yield f"{name}.{code}", [text]
    elif text.lower() not in {"0", "n", "no", "false", "n/a"}:  # another tool writes 1, Y, or the words of the choice
        yield name, [*raw.get(name, []), code]


def _matched(
    question: Question, text: str, chosen: Mapping[str, str], texts: Mapping[str, str]
) -> list[str | None]:  # fmt: skip
    said = _said(question, texts)
    return [chosen.get(value) or said.get(_plain(value)) for value in _split(question, text, said)]
