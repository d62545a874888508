"""Writing records so that reading them again gives the same records."""

import io
import json
from collections.abc import Callable, Iterable
from typing import Any

from careloom_methods.errors import MethodError
from careloom_methods.records import bibtex, csl, endnote_xml, eppi, evidence, tables
from careloom_methods.records.record import Record

RIS_TYPES = {"article": "JOUR", "report": "RPRT", "book": "BOOK", "chapter": "CHAP", "thesis": "THES",
             "conference": "CONF", "web": "ELEC", "dataset": "DATA", "preprint": "UNPB", "other": "GEN"}  # fmt: skip
NBIB_TYPES = {"article": "Journal Article", "report": "Technical Report", "book": "Book", "chapter": "Book Chapter",
              "preprint": "Preprint", "conference": "Congress", "dataset": "Dataset"}  # fmt: skip
RETRACTED = "Retracted Publication"


def _ris(records: list[Record]) -> str:
    rows = []
    for r in records:
        pairs = [("TY", RIS_TYPES.get(r.type, "")), ("ID", r.id), ("TI", r.title), *(("AU", a) for a in r.authors),
                 ("PY", r.year), ("T2", r.journal), ("VL", r.volume), ("IS", r.issue), ("SP", r.pages),
                 ("PB", r.publisher), *(("DO", d) for d in r.doi), ("SN", r.issn), ("LA", r.language),
                 *([("AN", r.pmid), ("DB", "PubMed")] if r.pmid else []), ("AB", r.abstract),
                 *(("KW", k) for k in r.keywords), *(("UR", u) for u in r.urls),
                 ("M3", RETRACTED if r.retracted else "")]  # fmt: skip
        rows += [f"{tag}  - {value}" for tag, value in pairs if value or tag == "TY"]
        rows.append("ER  - \n")
    return "\n".join(rows)


def _nbib(records: list[Record]) -> str:
    rows = []
    for r in records:
        kinds = [NBIB_TYPES.get(r.type, "Journal Article"), *([RETRACTED] if r.retracted else [])]
        pairs = [("PMID", r.pmid or r.id), ("TI", r.title), ("AB", r.abstract), *(("FAU", a) for a in r.authors),
                 ("LA", r.language), *(("PT", k) for k in kinds), ("DP", r.year), ("JT", r.journal), ("VI", r.volume),
                 ("IP", r.issue), ("PG", r.pages), ("PB", r.publisher), ("IS", r.issn),
                 *(("LID", f"{d} [doi]") for d in r.doi), *(("OT", k) for k in r.keywords)]  # fmt: skip
        rows += [f"{tag:<4}- {value}" for tag, value in pairs if value]
        rows.append("")
    return "\n".join(rows)


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)


WRITERS: dict[str, Callable[[list[Record]], str]] = {
    "ris": _ris, "nbib": _nbib, "bibtex": bibtex.write, "endnote-xml": endnote_xml.write,
    "csl-json": lambda rows: _json(csl.as_rows(rows)), "eppi-json": lambda rows: _json(eppi.as_data(rows)),
    "csv": lambda rows: tables.write_csv(tables.COLUMNS, tables.as_rows(rows)),
}  # fmt: skip


def write(records: Iterable[Record], format: str) -> bytes:
    """Records in one of WRITERS' formats, or 'xlsx'."""
    rows = list(records)
    if format == "xlsx":
        return _xlsx(rows)
    if format not in WRITERS:
        raise MethodError("unknown_format", f"We do not write {format}. We write: {', '.join([*WRITERS, 'xlsx'])}.")
    return WRITERS[format](rows).encode("utf-8")


def _xlsx(records: list[Record]) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("records")
    sheet.append(list(tables.COLUMNS))
    for row in tables.as_rows(records):
        sheet.append([tables.guarded(row[name]) for name in tables.COLUMNS])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write_items(items: Iterable[dict[str, Any]], format: str) -> bytes:
    """Evidence items in our own schema, as 'json' or 'csv'."""
    if format == "json":
        kept = [{name: item[name] for name in evidence.COLUMNS if item.get(name) not in (None, "", [], False)}
                for item in items]  # fmt: skip
        return _json({"schema": evidence.SCHEMA, "items": kept}).encode("utf-8")
    return tables.write_csv(evidence.COLUMNS, map(evidence.as_row, items)).encode("utf-8")
