"""CSV files as people save them: any common encoding, packed or not, with comma, semicolon or tab."""

import csv
import gzip
import io
import zlib
from pathlib import Path

from careloom_methods.errors import MethodError

LARGEST = 500_000_000  # bytes
MARKS = ",;\t"


def text_of(file: Path) -> str:
    """The text of a file. Raises MethodError (no_file, too_large, not_text)."""
    try:
        if file.stat().st_size > LARGEST:
            raise MethodError("too_large", f"{file.name} is larger than we read.", file=file.name,
                              suggestion="Keep only the columns that are needed.")  # fmt: skip
        raw = file.read_bytes()
    except OSError:
        raise MethodError("no_file", f"There is no file {file.name} that we can open.", file=file.name,
                          suggestion="Check the name.") from None  # fmt: skip
    try:
        raw = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
        wide = raw[:2] in {b"\xff\xfe", b"\xfe\xff"}
        text = raw.decode("utf-16") if wide else _letters(raw)
    except (EOFError, OSError, zlib.error, UnicodeDecodeError):
        text = "\x00"
    if "\x00" in text:
        raise MethodError("not_text", f"{file.name} is not a text file.", file=file.name,
                          suggestion="Save it as CSV in UTF-8.")  # fmt: skip
    return text


def _letters(raw: bytes) -> str:
    """UTF-8, or else the old Windows letters, which every byte has."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def reader_of(text: str) -> "csv.DictReader[str]":
    """Rows of a CSV text, by the mark that its heading holds most."""
    csv.field_size_limit(10_000_000)
    heading = text.split("\n", 1)[0]
    return csv.DictReader(io.StringIO(text, newline=""), delimiter=max(MARKS, key=heading.count))


def rows_of(file: Path) -> list[dict[str, str]]:
    """One dict a line; headings keep their spelling. Raises MethodError (those of text_of, no_rows, too_many)."""
    reader = reader_of(text_of(file))
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
