"""Answers out as open data: CSV with CSV-on-the-Web metadata, and JSON. Equality answers are never among them."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from careloom.centre.reading import harmless
from careloom.questionnaires import queries
from careloom.questionnaires.definition import Definition, Question
from careloom.questionnaires.models import Version

ABOUT = ["id", "channel", "edition", "language", "people", "sent_on"]


def columns(definition: Definition) -> list[tuple[str, Question]]:
    """(column name, question) of everything that may leave; a column for each code of a many-choice."""
    found = []
    for question in definition.questions.values():
        if question.protected:
            continue
        codes = question.options if question.kind in {"many", "rank"} else [""]
        found += [(f"{question.id}.{code}" if code else question.id, question) for code in codes]
    return found


def _cell(question: Question, name: str, value: Any) -> str:
    if value is None:
        return ""
    if question.kind == "many":
        return "1" if name.partition(".")[2] in value else "0"
    if question.kind == "rank":
        code = name.partition(".")[2]
        return str(value.index(code) + 1) if code in value else ""
    if question.kind == "repeat":
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return str(value)


def as_csv(version: Version) -> Iterator[str]:
    """Lines of the CSV file; cells that a spreadsheet would run as a formula are made harmless."""
    definition = queries.definition_of(version)
    names = columns(definition)
    yield _line([*ABOUT, *(name for name, _ in names)])
    for answer_set, values in queries.returns_in(version):
        about = [answer_set.public_id, answer_set.channel, answer_set.edition, answer_set.language,
                 str(answer_set.people), answer_set.sent_at.date().isoformat()]  # fmt: skip
        yield _line([*about, *(harmless(_cell(q, name, values.get(q.id))) for name, q in names)])


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def metadata(version: Version, texts: dict[str, str], address: str) -> dict[str, Any]:
    """CSV on the Web: what each column means (W3C Metadata Vocabulary for Tabular Data, 2015)."""
    described = [{"name": name, "titles": name, "datatype": "string"} for name in ABOUT]
    for name, question in columns(queries.definition_of(version)):
        text = texts.get(f"q.{question.id}", question.id)
        code = name.partition(".")[2]
        said = f"{text} – {texts.get(f'q.{question.id}.o.{code}', code)}" if code else text
        kind = {"number": "decimal", "scale": "integer", "many": "boolean", "rank": "integer"}.get(
            question.kind, "string"
        )
        described.append({"name": name, "titles": name, "dc:description": said, "datatype": kind})
    return {"@context": "http://www.w3.org/ns/csvw", "url": address, "tableSchema": {"columns": described}}


def as_json(version: Version) -> Iterator[str]:
    """A JSON list, a line for each return."""
    yield "[\n"
    first = True
    for answer_set, values in queries.returns_in(version):
        row = {"id": answer_set.public_id, "channel": answer_set.channel, "edition": answer_set.edition,
               "language": answer_set.language, "people": answer_set.people, "group": answer_set.group,
               "sent_on": answer_set.sent_at.date().isoformat(), "answers": values}  # fmt: skip
        yield ("" if first else ",\n") + json.dumps(row, ensure_ascii=False)
        first = False
    yield "\n]\n"
