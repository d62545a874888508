"""CSV with CSV-on-the-Web metadata, and JSON: out, and back exactly."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from careloom.centre.cells import as_written, harmless
from careloom.questionnaires import queries
from careloom.questionnaires.definition import Definition
from careloom.questionnaires.exchange.columns import (
    ABOUT,
    about,
    cell,
    columns,
    faults_of,
    given_of,
    raw_of,
    sent_on,
)
from careloom.questionnaires.given import Given
from careloom.questionnaires.kinds import as_raw
from careloom.questionnaires.models import Version

Return = tuple[str, dict[str, Any], Given]  # key that makes it count once, values, how it came
DATATYPES = {"number": "decimal", "scale": "integer", "many": "boolean", "rank": "integer", "repeat": "json"}


@dataclass
class Read:
    """What a file held: returns that can be taken, and (line, question, code) of rows that cannot."""

    returns: list[Return] = field(default_factory=list)
    refused: list[tuple[int, str, str]] = field(default_factory=list)


def as_csv(version: Version) -> Iterator[str]:
    """Lines of the CSV file; cells that a spreadsheet would run as a formula are made harmless."""
    wanted = columns(queries.definition_of(version))
    yield _line([*ABOUT, *(column.name for column in wanted)])
    for answer_set, values in queries.returns_in(version):
        told = [cell(column, values.get(column.question.id)) for column in wanted]
        yield _line(harmless(text, exactly=True) for text in [*about(answer_set), *told])


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def read_csv(definition: Definition, text: str) -> Read:
    """The returns of a CSV file that `as_csv` wrote."""
    return whole(Read(), each_csv, definition, text)


def whole(found: Read, each: Callable[..., Iterator[tuple[int, int]]], definition: Definition, content: Any) -> Read:
    """A file read to its end at once."""
    for _ in each(found, definition, content):
        pass
    return found


def each_csv(found: Read, definition: Definition, text: str) -> Iterator[tuple[int, int]]:
    """Row after row of a CSV file of ours into `found`; after each (lines read, lines in all)."""
    rows, lines = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")), text.count("\n")
    for row in rows:
        if None in row or None in row.values():  # more or fewer cells than columns: no row of ours
            found.refused.append((rows.line_num, "", "unreadable"))
            yield rows.line_num, max(lines, rows.line_num)
            continue
        cells = {key: as_written(value) for key, value in row.items()}
        take(found, definition, rows.line_num, cells.get("id", ""), cells, partial(raw_of, definition, cells))
        yield rows.line_num, max(lines, rows.line_num)


def take(
    found: Read, definition: Definition, line: int, key: str, cells: Mapping[str, Any],
    raw: Callable[[], Mapping[str, list[str]]],
) -> None:  # fmt: skip
    """One row: taken whole, or refused with each reason. A cell that no file of ours has refuses its row only."""
    try:
        values, faults = faults_of(definition, raw())
        given = given_of(cells)
    except (ValueError, TypeError, KeyError, AttributeError):
        found.refused.append((line, "", "unreadable"))
        return
    if wrong := [(line, question, code) for question, code in faults]:
        found.refused += wrong
    else:
        found.returns.append((f"import {key or line}", values, given))


def metadata(version: Version, texts: Mapping[str, str], address: str) -> dict[str, Any]:
    """CSV on the Web: what each column means (W3C Metadata Vocabulary for Tabular Data, 2015)."""
    described: list[dict[str, Any]] = [{"name": _name(name), "titles": name, "datatype": "string"} for name in ABOUT]
    for column in columns(queries.definition_of(version)):
        name = f"q.{column.question.id}"
        said = texts.get(name, column.question.id)
        if column.code:
            said = f"{said} – {texts.get(f'{name}.o.{column.code}', column.code)}"
        kind: Any = DATATYPES.get(column.question.kind, "string")
        if column.question.kind in {"one", "consent"}:
            codes = column.question.options or ("yes", "no")
            kind = {"base": "string", "format": "|".join(codes)}
        described.append({"name": _name(column.name), "titles": column.name, "dc:description": said, "datatype": kind})
    return {"@context": "http://www.w3.org/ns/csvw", "url": address, "tableSchema": {"columns": described},
            "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"]}}  # fmt: skip


def _name(column: str) -> str:
    """A column's name as the standard wants it: a variable of a URI template, where a hyphen is written out."""
    return column.replace("-", "%2D")


def as_json(version: Version) -> Iterator[str]:
    """A JSON list, a line for each return."""
    yield "[\n"
    first = True
    for answer_set, values in queries.returns_in(version):
        row = {"id": answer_set.public_id, "channel": answer_set.channel, "edition": answer_set.edition,
               "language": answer_set.language, "people": answer_set.people, "group": answer_set.group,
               "sent_on": sent_on(answer_set), "answers": values}  # fmt: skip
        yield ("" if first else ",\n") + json.dumps(row, ensure_ascii=False)
        first = False
    yield "\n]\n"


def read_json(definition: Definition, text: str) -> Read:
    """The returns of a JSON file that `as_json` wrote."""
    return whole(Read(), each_json, definition, text)


def each_json(found: Read, definition: Definition, text: str) -> Iterator[tuple[int, int]]:
    """Row after row of a JSON file of ours into `found`; after each (rows read, rows in all)."""
    rows = json.loads(text)
    for number, row in enumerate(rows, 1):
        cells = row if isinstance(row, dict) else {}
        take(found, definition, number, str(cells.get("id", "")), cells, partial(_raw_of, definition, cells))
        yield number, len(rows)


def _raw_of(definition: Definition, row: Mapping[str, Any]) -> dict[str, list[str]]:
    raw: dict[str, list[str]] = {}
    for key, value in row["answers"].items():
        raw |= as_raw(definition.questions[key], value)
    return raw
