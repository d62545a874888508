"""Reading a table that somebody made elsewhere: take what is right, name what is wrong by file and line."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from careloom.centre.cells import runs

LIMIT = 50_000_000  # bytes
CELL = 20_000  # characters


@dataclass(frozen=True)
class Row:
    """One row: the line it ends on and its cells by column."""

    line: int
    cells: dict[str, str]


class ReadingError(Exception):
    """What was wrong, where, what we expected and what we found. `code` is stable; the sentence is for people."""

    def __init__(self, code: str, *, file: str, line: int, expected: str, found: str) -> None:
        self.code, self.file, self.line, self.expected, self.found = code, file, line, expected, found
        super().__init__(f"{file}, line {line}: we expected {expected}; we found {found}")


def decode(raw: bytes, file: str) -> str:
    """UTF-8 with or without a mark, or UTF-16 with its mark. Other encodings are refused, never guessed."""
    if len(raw) > LIMIT:
        raise ReadingError("too_large", file=file, line=0, expected="at most 50 megabytes", found=f"{len(raw)} bytes")
    name = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = raw.decode(name)
    except UnicodeDecodeError as wrong:
        line = raw[: wrong.start].count(b"\n") + 1
        found = f"the byte {raw[wrong.start]:#04x}, which is not UTF-8"
        raise ReadingError("encoding", file=file, line=line, expected="a file saved as UTF-8", found=found) from None
    if "\x00" in text:
        line = text[: text.index("\x00")].count("\n") + 1
        raise ReadingError("nul", file=file, line=line, expected="text", found="a NUL character")
    return text


def read_rows(raw: bytes, *, file: str, columns: Sequence[str], key: str = "") -> list[Row]:
    """Rows of a CSV file with exactly `columns` in any order; commas, semicolons or tabs; `key` values once only."""
    text = decode(raw, file)
    head = text.split("\n", 1)[0]
    comma = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=comma, strict=True)
    try:
        names = [name.strip() for name in next(reader, [])]
        _check_columns(names, columns, file)
        rows = [_row(cells, names, reader.line_num, file) for cells in reader if any(c.strip() for c in cells)]
    except csv.Error as wrong:
        raise ReadingError("csv", file=file, line=reader.line_num, expected="a CSV table", found=str(wrong)) from None
    if key:
        _check_once(rows, key, file)
    return rows


def _check_columns(names: list[str], columns: Sequence[str], file: str) -> None:
    missing = [c for c in columns if c not in names]
    extra = [n for n in names if n not in columns]
    if missing or extra or len(set(names)) != len(names):
        found = f"the columns {', '.join(names) or 'none'}"
        raise ReadingError("columns", file=file, line=1, expected=f"the columns {', '.join(columns)}", found=found)


def _row(cells: list[str], names: list[str], line: int, file: str) -> Row:
    if len(cells) != len(names):
        raise ReadingError("cells", file=file, line=line, expected=f"{len(names)} cells", found=f"{len(cells)} cells")
    for cell in cells:
        if runs(cell):
            raise ReadingError(
                "formula", file=file, line=line, expected="text or a number", found=f"a formula: {cell[:40]}"
            )
        if len(cell) > CELL:
            raise ReadingError(
                "long_cell", file=file, line=line, expected=f"at most {CELL} characters", found=f"{len(cell)}"
            )
    return Row(line, {name: cell.strip() for name, cell in zip(names, cells, strict=True)})


def _check_once(rows: list[Row], key: str, file: str) -> None:
    seen: dict[str, int] = {}
    for row in rows:
        value = row.cells[key]
        if value in seen:
            found = f"{value} on lines {seen[value]} and {row.line}"
            raise ReadingError("duplicate", file=file, line=row.line, expected=f"each {key} once", found=found)
        seen[value] = row.line


def partial_date(text: str, *, file: str, line: int) -> str:
    """A year, a month or a day that exists, as written (2022, 2022-06, 2022-06-30); empty stays empty."""
    parts = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", text)
    try:
        if text and not parts:
            raise ValueError
        if parts:
            date(int(parts[1]), int(parts[2] or 1), int(parts[3] or 1))
    except ValueError:
        raise ReadingError("date", file=file, line=line, expected="a date that exists", found=text) from None
    return text
