"""Reading one file of any known format."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from careloom_methods.errors import MethodError
from careloom_methods.records import (  # fmt: skip
    bibtex,
    csl,
    endnote_xml,
    eppi,
    evidence,
    json_lines,
    nbib,
    nihr,
    openalex,
    pubmed_xml,
    ris,
    tables,
)
from careloom_methods.records.decoding import decode
from careloom_methods.records.detecting import sniff
from careloom_methods.records.record import Reading, Record

# JSON can name letters that no text and no database may hold: zero, and one half of a pair.
UNSAYABLE = re.compile(r"(?<!\\)((?:\\\\)*)\\u(?:0000|[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
                       r"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2}\\u)[dD][c-fC-F][0-9a-fA-F]{2})")
LARGEST = 200_000_000  # bytes
TEXTS = {"ris": ris.read, "nbib": nbib.read, "pubmed-xml": pubmed_xml.read, "endnote-xml": endnote_xml.read,
         "bibtex": bibtex.read}  # fmt: skip


def read_file(file: Path, *, columns: Mapping[str, str] | None = None) -> Reading:
    """Read a file from disk."""
    if not file.is_file():
        raise MethodError("no_file", f"There is no file {file}.", file=str(file))
    return read(file.read_bytes(), columns=columns)


def read(data: bytes, *, columns: Mapping[str, str] | None = None) -> Reading:
    """Everything that could be taken, with what could not and why. `columns` names a table's columns: {field: column}.

    Raises MethodError where a file as a whole cannot be read: too large, empty, not text, unknown, unsafe.
    """
    if len(data) > LARGEST:
        raise MethodError("too_large", "This file is larger than 200 MB. Please split it.", bytes=len(data))
    if not data.strip():
        raise MethodError("empty", "This file is empty.")
    reading = Reading("")
    if data.startswith(b"PK\x03\x04"):
        reading.format, reading.encoding = "xlsx", ""
        tables.read(*tables.xlsx_rows(data, reading), reading, columns)
    else:
        _read_text(decode(data, reading), reading, columns)
    _ask_about_keys(reading)
    return reading


def _read_text(text: str, reading: Reading, columns: Mapping[str, str] | None) -> None:
    reading.format = sniff(text)
    if reading.format == "json":
        _read_json(text, reading)
    elif reading.format == "csv":
        tables.read(*tables.csv_rows(text, reading), reading, columns)
    elif reading.format in TEXTS:
        TEXTS[reading.format](text, reading)
    else:
        raise MethodError("unknown_format", "We do not know this format. We read RIS, NBIB, PubMed XML, EndNote XML,"
                          " BibTeX, CSL-JSON, OpenAlex, EPPI, NIHR open data, CSV, XLSX and our own.")  # fmt: skip


def _read_json(text: str, reading: Reading) -> None:
    text = UNSAYABLE.sub(r"\1\\ufffd", text)
    data = _whole(text)
    if isinstance(data, dict) and "References" in data:
        reading.format = "eppi-json"
        eppi.read_data(data, reading, json_lines.items(text, Reading(""), "References")[1])
        return
    rows, lines = _rows(text, data, reading)
    sample = next((row for row in rows if isinstance(row, dict)), {})
    if evidence.SCHEMA in text[:2000] or sample.get("kind") in evidence.KINDS:
        reading.format = "careloom-evidence-json"
        evidence.read_rows(rows, reading, lines)
    elif {"abstract_inverted_index", "authorships", "publication_year"} & sample.keys():
        reading.format = "openalex-json"
        openalex.read_rows(rows, reading, lines)
    elif nihr.is_award(nihr.flat(sample)):
        reading.format = "nihr"
        nihr.read_rows(rows, reading, lines)
    elif {"title", "type", "DOI", "issued", "container-title"} & sample.keys():
        reading.format = "csl-json"
        csl.read_rows(rows, reading, lines)
    else:
        raise MethodError("unknown_json", "This JSON is not in a form that we know.")


def _whole(text: str) -> Any:
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        return None


def _rows(text: str, data: Any, reading: Reading) -> tuple[list[Any], list[int]]:
    """The list that a file is about: its own, or under the name that its source uses, or one object a line."""
    for key in ("items", "results", "records"):
        if (isinstance(data, dict) and isinstance(data.get(key), list)) or (
                data is None and text.lstrip().startswith("{") and f'"{key}"' in text[:2000]):  # fmt: skip
            return json_lines.items(text, reading, key)
    if text.lstrip().startswith("["):
        return json_lines.items(text, reading)
    return ([data], [1]) if isinstance(data, dict) else json_lines.one_a_line(text, reading)


def _ask_about_keys(reading: Reading) -> None:
    """The same key on two records is a doubt worth a look, not a reason to lose one."""
    seen: dict[str, int] = {}
    for record in reading.records:
        if isinstance(record, Record) and record.id and reading.format != "bibtex":
            if record.id in seen:
                reading.ask(record.line, "same_id",
                            f"The key {record.id} was used on line {seen[record.id]} too. We took both.")  # fmt: skip
            seen.setdefault(record.id, record.line)
