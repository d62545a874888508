"""Rows of a CSV file as people save them: any common encoding, comma, semicolon or tab."""

import csv
import io
from pathlib import Path

from careloom_methods.errors import MethodError

LARGEST = 500_000_000  # bytes


def rows_of(file: Path) -> list[dict[str, str]]:
    """One dict a line; headings keep their spelling. Raises MethodError (no_file, too_large, no_rows, too_many)."""
    if not file.is_file():
        raise MethodError("no_file", f"There is no file {file.name}.", file=file.name, suggestion="Check the name.")
    if file.stat().st_size > LARGEST:
        raise MethodError("too_large", f"{file.name} is larger than we read.", file=file.name,
                          suggestion="Keep only the columns that are needed.")  # fmt: skip
    raw = file.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("utf-16" if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else "cp1252", errors="replace")
    heading = text.split("\n", 1)[0]
    mark = max(",;\t", key=heading.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=mark)
    found = []
    for row in reader:
        if None in row:
            raise MethodError("too_many", f"{file.name}, line {reader.line_num}: more cells than headings.",
                              file=file.name, line=reader.line_num,
                              suggestion="Put text that holds the separator in quotation marks.")  # fmt: skip
        found.append({key: value or "" for key, value in row.items() if key is not None})
    if not found:
        raise MethodError("no_rows", f"{file.name} has no rows below its heading.", file=file.name,
                          suggestion="Add rows, or check that this is the right file.")  # fmt: skip
    return found
