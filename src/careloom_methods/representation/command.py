"""`./careloom represent --answers CSV --targets CSV [--by FIELD,FIELD …] [--json]`.

answers: one row a return, a column for each field. targets: either the columns field, category, target; or a column
for each field of one crossing, and target. `share` or `population` in place of `target` is scaled to the answers.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from careloom_methods.asking import Asking
from careloom_methods.csv_rows import reader_of, text_of
from careloom_methods.errors import MethodError
from careloom_methods.representation.missing import Gap, gaps
from careloom_methods.representation.protecting import protect
from careloom_methods.representation.raking import LABEL, Fields, rake
from careloom_methods.representation.tables import Key, Released, Table

NUMBERS = ("target", "share", "population")
ABOUT = {"source", "definition", "note", "status", "period", "unit"}
BLANK = "no answer"
Row = dict[str, str]


def main(argv: list[str]) -> int:
    """Print who is missing, the gaps, what weights would do, and tables that may be published."""
    parser = Asking(prog="careloom represent")
    parser.add_argument("--answers", required=True, type=Path)
    parser.add_argument("--targets", required=True, type=Path)
    parser.add_argument("--by", action="append", default=[], metavar="FIELD,FIELD", help="one more table")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(argv)
    said = represent(_rows(asked.answers), _rows(asked.targets), [tuple(by.split(",")) for by in asked.by])
    print(json.dumps(said, ensure_ascii=False) if asked.json else _in_words(said))
    return 0


def represent(answers: Sequence[Row], targets: Sequence[Row], by: Sequence[Fields] = ()) -> dict[str, Any]:
    """The same from rows. Raises MethodError."""
    wanted, scale = read_targets(targets)
    columns = _columns(answers, [*wanted, *by])
    rows: list[Gap] = []
    for fields, numbers in wanted.items():
        rows += gaps(_counted(columns, fields), numbers, fields, scale=scale)
    rows.sort(key=lambda gap: not gap.nobody)
    weights = rake(columns, wanted)
    dims = {tuple(sorted(fields)): fields for fields in [*wanted, *by]}
    tables = protect(_table(columns, fields, wanted) for fields in dims.values())
    return {
        "missing": [gap.group for gap in rows if gap.nobody and gap.target > 0],
        "gaps": [gap.as_dict() for gap in rows], "weights_summary": weights.summary(),
        "tables": [_published(table) for table in tables],
    }  # fmt: skip


def read_targets(rows: Sequence[Row]) -> tuple[dict[Fields, dict[Key, float]], bool]:
    """({fields: {group: number}}, is it a population to be scaled?)."""
    if not rows:
        raise MethodError("no_targets", "The file of targets has no rows.")
    column = next((name for name in NUMBERS if name in rows[0]), None)
    if column is None:
        raise MethodError("no_column", "The targets need a column target, share or population.", field="target")
    long = {"field", "category"} <= rows[0].keys()
    crossed = tuple(name for name in rows[0] if name not in {*NUMBERS, *ABOUT})
    found: dict[Fields, dict[Key, float]] = {}
    for line, row in enumerate(rows, 2):
        fields, key = ((row["field"],), (row["category"],)) if long else (crossed, tuple(row[f] for f in crossed))
        if key in found.setdefault(fields, {}):
            raise MethodError("target_twice", f"{key!r} has two targets.", line=line, group=list(key))
        found[fields][key] = _number(row[column], line)
    return found, column != "target"


def _number(text: str, line: int) -> float:
    try:
        number = float(text.replace(",", "").rstrip("% "))
    except ValueError:
        number = -1.0
    if not 0 <= number < 1e15:
        raise MethodError("bad_target", f"Line {line}: {text!r} is not a number from 0.", line=line, wrote=text[:60])
    return number


def _rows(file: Path) -> list[Row]:
    reader = reader_of(text_of(file))
    names = reader.fieldnames or []
    if len(set(names)) < len(names) or not all(names):
        raise MethodError("column_names", f"{file.name} needs a different name for each column.", file=file.name)
    found = []
    for line, row in enumerate(reader, 2):
        if None in row or None in row.values():
            raise MethodError("row_length", f"{file.name}, line {line} has more or fewer cells than columns.",
                              file=file.name, line=line)  # fmt: skip
        found.append({name: cell.strip() for name, cell in row.items()})
    return found


def _columns(answers: Sequence[Row], wanted: Sequence[Fields]) -> dict[str, list[str]]:
    if not answers:
        raise MethodError("no_answers", "The file of answers has no rows.")
    names = dict.fromkeys(field for fields in wanted for field in fields)
    for name in names:
        if name not in answers[0]:
            raise MethodError("no_column", f"The answers have no column {name!r}.", field=name)
    return {name: [row[name] or BLANK for row in answers] for name in names}


def _counted(columns: Mapping[str, Sequence[str]], fields: Fields) -> dict[Key, int]:
    found: dict[Key, int] = {}
    for key in zip(*(columns[field] for field in fields), strict=True):
        found[key] = found.get(key, 0) + 1
    return found


def _table(columns: Mapping[str, Sequence[str]], fields: Fields, wanted: Mapping[Fields, Mapping[Key, float]]) -> Table:
    counts = dict.fromkeys(wanted.get(fields, {}), 0)
    return Table(" x ".join(fields), fields, {**counts, **_counted(columns, fields)})


def _published(table: Released) -> dict[str, Any]:
    def cells(of: Mapping[Key, Any]) -> list[dict[str, Any]]:
        return [{"key": list(key), "value": cell.value, "hidden": cell.hidden, "partial": cell.partial}
                for key, cell in of.items()]  # fmt: skip

    return {"name": table.name, "dims": list(table.dims), "sentence": table.sentence,
            "cells": cells(table.cells), "totals": cells(table.totals)}  # fmt: skip


def _in_words(said: Mapping[str, Any]) -> str:
    lines = [f"Nobody has answered from: {', '.join(' / '.join(g.values()) for g in said['missing']) or 'no group'}"]
    lines += [f"  {' / '.join(gap['group'].values())}: {gap['have']} of {gap['target']:g}, {gap['short']:g} missing"
              for gap in said["gaps"] if gap["short"]]  # fmt: skip
    weights = said["weights_summary"]
    lines.append(f"Weights ({LABEL}): {weights['n']} answers would be worth {weights['effective_n']:g};"
                 f" the largest weight is {weights['max']:g}.")  # fmt: skip
    for table in said["tables"]:
        lines.append(f"{table['name']}. {table['sentence']}")
        lines += [f"  {' / '.join(c['key'])}: {'hidden' if c['hidden'] else c['value']}" for c in table["cells"]]
    return "\n".join(lines)
