"""What the W3C's "Metadata Vocabulary for Tabular Data" and "Model for Tabular Data" (2015) say a table MUST keep."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

# The name of a column is a variable of a URI template (RFC 6570, 2.3) and does not begin with a low line.
NAME = re.compile(r"(?!_)(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})(?:\.?(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2}))*")
READ: dict[str, Callable[[str], object]] = {
    "string": str, "anyURI": str, "integer": int, "decimal": Decimal, "number": float, "double": float,
    "boolean": {"true": True, "false": False, "1": True, "0": False}.__getitem__, "date": date.fromisoformat,
    "datetime": datetime.fromisoformat, "json": json.loads,
}  # fmt: skip


def faults(table: dict[str, Any], text: str) -> list[str]:
    """Each rule that a table's metadata, or its CSV text beside it, breaks."""
    context = table.get("@context")
    first = context[0] if isinstance(context, list) else context
    columns = table["tableSchema"]["columns"]
    names = [column["name"] for column in columns]
    header, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    found = [] if first == "http://www.w3.org/ns/csvw" else ["@context"]
    found += [] if isinstance(table.get("url"), str) and table["url"] else ["url"]
    found += [f"name {name}" for name in names if not NAME.fullmatch(name)]
    found += [] if len(set(names)) == len(names) else ["names are there twice"]
    found += [] if [column["titles"] for column in columns] == header else ["titles are not the header"]
    key = table["tableSchema"].get("primaryKey", [])
    found += [f"key {name}" for name in ([key] if isinstance(key, str) else key) if name not in names]
    for line, row in enumerate(rows, 2):
        found += [] if len(row) == len(columns) else [f"line {line} has {len(row)} cells"]
        for column, cell in zip(columns, row, strict=False):
            found += [f"line {line}, {column['name']}: {part}" for part in _cells(column, cell) if not _fits(column, part)]
    return found


def _cells(column: dict[str, Any], cell: str) -> list[str]:
    return [part for part in (cell.split(column["separator"]) if "separator" in column else [cell]) if part]


def _fits(column: dict[str, Any], cell: str) -> bool:
    kind = column.get("datatype", "string")
    base, pattern = (kind.get("base", "string"), kind.get("format")) if isinstance(kind, dict) else (kind, None)
    try:
        READ[base](cell)
    except (ValueError, KeyError, ArithmeticError):
        return False
    return pattern is None or base != "string" or re.fullmatch(pattern, cell) is not None
