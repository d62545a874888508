"""CSV, TSV and XLSX: columns are matched by their names; what matches nothing is kept, and asked about."""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from typing import Any

from careloom_methods.errors import MethodError
from careloom_methods.records import cleaning, evidence, nihr
from careloom_methods.records.record import Reading, Record

NAMES = {
    "id": ("id", "key", "record id", "ref id", "item id", "refid", "accession"),
    "type": ("type", "entrytype", "item type", "publication type", "document type", "reference type", "typename"),
    "title": ("title", "article title", "primary title", "document title", "ti", "publication title name"),
    "authors": ("authors", "author", "author names", "author full names", "au", "creator", "creators"),
    "year": ("year", "publication year", "pub year", "py", "date", "publication date", "year published"),
    "journal": ("journal", "source title", "publication title", "container title", "source", "parenttitle", "so",
                "secondary title", "journal book"),
    "volume": ("volume", "vl", "vol"), "issue": ("issue", "number", "is", "issue number"),
    "pages": ("pages", "page", "page numbers", "pagination"), "publisher": ("publisher", "pb", "institution"),
    "doi": ("doi", "do", "digital object identifier"), "pmid": ("pmid", "pubmed id", "pubmedid"),
    "issn": ("issn", "isbn", "issn isbn", "sn"), "language": ("language", "la", "lang"),
    "abstract": ("abstract", "ab", "abstract note", "summary"),
    "keywords": ("keywords", "author keywords", "manual tags", "kw", "tags", "de"),
    "urls": ("url", "urls", "link", "ur", "links"), "retracted": ("retracted", "is retracted"),
}  # fmt: skip
COLUMNS = ("id", "type", "title", "authors", "year", "journal", "volume", "issue", "pages", "publisher", "doi", "pmid",
           "issn", "language", "abstract", "keywords", "urls", "retracted")  # fmt: skip
MARKS = ",;\t|"  # what may separate cells
PREAMBLE = 20  # lines in which a header is looked for
FORMULA = ("=", "+", "-", "@", "\t", "\r")
TYPES = {"journal article": "article", "journalarticle": "article", "article": "article", "review": "article",
         "booksection": "chapter", "book chapter": "chapter", "conferencepaper": "conference", "webpage": "web",
         "conference paper": "conference", "techreport": "report", "phdthesis": "thesis"}  # fmt: skip
Row = tuple[int, dict[str, str], list[str]]  # line, value by column, cells beyond the last column


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name.lstrip("\ufeff").lower()).strip()


def match(header: Iterable[str], chosen: Mapping[str, str] | None = None) -> dict[str, str]:
    """Our field → the column that holds it; `chosen` by a person wins, each column serves one field."""
    columns = [name for name in header if name]
    found = {ours: column for ours, column in (chosen or {}).items() if column in columns}
    for ours, names in NAMES.items():
        for name in names:
            column = next((c for c in columns if _bare(c) == name and c not in found.values()), None)
            if ours not in found and column:
                found[ours] = column
    return found


def csv_rows(text: str, reading: Reading) -> tuple[list[str], list[Row]]:
    """Header and rows of a CSV or TSV text, whichever mark separates its header."""
    csv.field_size_limit(10_000_000)
    above, text = _after_preamble(text, reading)
    top = text.split("\n", 1)[0]
    mark = max(MARKS, key=top.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    header, rows = _apart([name.strip() for name in next(reader, [])]), []
    line = above + reader.line_num + 1
    try:
        for cells in reader:
            if any(cells):
                rows.append((line, dict(zip(header, cells, strict=False)), cells[len(header) :]))
            if any(cell.count(mark) >= len(header) - 1 > 0 and "\n" in cell for cell in cells):
                why = "One cell of this row looks like several rows. A quotation mark may be missing."
                reading.ask(line, "wide_cell", why)
            line = above + reader.line_num + 1
    except csv.Error as wrong:
        reading.refuse(line, "bad_csv", f"From here the file is not whole CSV ({wrong}). Everything above was read.")
    return header, rows


def is_header(line: str) -> bool:
    """Does a line name columns that we know, one of them the title? Looked at before a table is read."""
    names = next(csv.reader([line], delimiter=max(MARKS, key=line.count)), [])
    ours = evidence.is_table(names) or nihr.is_award(dict.fromkeys(names))
    return len(names) > 1 and (ours or "title" in match(names))


def _after_preamble(text: str, reading: Reading) -> tuple[int, str]:
    """(lines above the header, the text from the header on): what a program wrote above its table is passed over."""
    top = text.split("\n", PREAMBLE)[:PREAMBLE]
    at = next((n for n, line in enumerate(top) if is_header(line)), 0)
    for number, line in enumerate(top[:at], 1):
        if line.strip():
            reading.ignore(number, line)
    return at, text.split("\n", at)[at]


def _apart(header: list[str]) -> list[str]:
    """Column names, each once: the second 'Title' is 'Title (2)', so that no cell takes another's place."""
    named: list[str] = []
    for at, name in enumerate(header):
        times = header[: at + 1].count(name)
        named.append(f"{name} ({times})" if name and times > 1 else name)
    return named


def xlsx_rows(data: bytes, reading: Reading) -> tuple[list[str], list[Row]]:
    """Header and rows of the first sheet; a line is a row of the sheet."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except Exception as wrong:  # openpyxl raises many kinds for a broken file
        raise MethodError("xlsx", "This is not a workbook that we can open.") from wrong
    if len(book.sheetnames) > 1:
        reading.ask(1, "sheets", f"The workbook has {len(book.sheetnames)} sheets. We read the first one only.")
    found = book.worksheets[0].iter_rows(values_only=True)
    header = _apart([_cell(value) for value in next(found, ())])
    rows = []
    for line, values in enumerate(found, 2):
        cells = [_cell(v) for v in values]
        if any(cells):
            rows.append((line, dict(zip(header, cells, strict=False)), [c for c in cells[len(header) :] if c]))
    return header, rows


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def read(header: list[str], rows: list[Row], reading: Reading, chosen: Mapping[str, str] | None = None) -> None:
    """Rows as evidence items, as awards, or as records by their columns."""
    if evidence.is_table(header):
        reading.format = f"careloom-evidence-{reading.format}"
        plain = [{name: _harmless(text) for name, text in row.items()} for _, row, _ in rows]
        evidence.read_rows(plain, reading, [line for line, _, _ in rows])
        return
    if nihr.is_award(dict.fromkeys(header)):
        reading.format = "nihr"
        nihr.read_rows([row for _, row, _ in rows], reading, [line for line, _, _ in rows])
        return
    reading.columns = match(header, chosen)
    if "title" not in reading.columns:
        reading.ask(
            1, "no_title_column", f"Which column holds the title? The file has: {', '.join(filter(None, header))}."
        )
        for line, _, _ in rows:
            reading.refuse(line, "no_title_column", "We could not tell which column holds the title.")
        return
    for name in header:
        if name and name not in reading.columns.values():
            reading.ask(1, "unmatched_column", f"We kept the column '{name}' as it is. Does it have a field of ours?")
    for line, row, beyond in rows:
        record = _record(row, reading.columns, line)
        if beyond:
            reading.refuse(
                line, "too_many_cells", "This row has more cells than the header. A quotation mark may be missing."
            )
        elif record.is_empty():
            reading.refuse(line, "empty", "This row has no title, no authors and no text.")
        else:
            reading.records.append(record)


def _record(row: dict[str, str], columns: Mapping[str, str], line: int) -> Record:
    value = {ours: _harmless(row.get(column) or "").strip() for ours, column in columns.items()}
    extra = {name: [text] for name, text in row.items() if name and text and name not in columns.values()}

    def text(name: str) -> str:
        return cleaning.plain(value.get(name, ""))

    written, kind, title, when = text("doi"), text("type"), text("title"), text("year")
    if written and not cleaning.dois(written):
        extra["doi"] = [written]
    if when and when != str(cleaning.year(when)):
        extra["year"] = [when]
    return Record(
        id=text("id"), line=line, type=TYPES.get(kind.lower(), kind.lower() if kind.lower() in KINDS else
                                                 "other" if kind else ""),
        title=title, authors=authors(text("authors")), year=cleaning.year(when), journal=text("journal"),
        volume=text("volume"), issue=text("issue"), pages=text("pages"), publisher=text("publisher"),
        doi=cleaning.dois(written), pmid=text("pmid"), issn=text("issn"), language=text("language"),
        abstract=text("abstract"), keywords=cleaning.split_list(text("keywords")),
        urls=text("urls").split(), extra=extra,
        retracted=text("retracted").lower() in {"yes", "true", "1"} or cleaning.is_retracted(title),
    )  # fmt: skip


KINDS = {"article", "report", "book", "chapter", "thesis", "conference", "web", "dataset", "preprint", "other"}


def authors(text: str) -> list[str]:
    """Names separated by semicolons, by ' and ', or by commas between 'Family GG' forms."""
    if ";" in text:
        return cleaning.split_list(text)
    if " and " in text:
        return [part.strip() for part in text.split(" and ") if part.strip()]
    parts = [part.strip() for part in text.split(",")]
    if len(parts) > 2 or (len(parts) == 2 and all(" " in p for p in parts)):
        return [part for part in parts if part]
    return [text] if text else []


def _harmless(text: str) -> str:
    """Our own guard against formulas, taken off again."""
    return text[1:] if text.startswith("'") and text[1:2] in FORMULA and text[1:] else text


def guarded(value: Any) -> Any:
    """A cell that an office program would run as a formula gets an apostrophe in front."""
    return f"'{value}" if isinstance(value, str) and value.startswith((*FORMULA, "'=")) else value


def as_rows(records: list[Record]) -> list[dict[str, Any]]:
    """The records as rows; lists are joined with semicolons."""
    return [
        {"id": r.id, "type": r.type, "title": r.title, "authors": "; ".join(r.authors) + (";" if r.authors else ""),
         "year": r.year or "", "journal": r.journal, "volume": r.volume, "issue": r.issue, "pages": r.pages,
         "publisher": r.publisher, "doi": "; ".join(r.doi), "pmid": r.pmid, "issn": r.issn, "language": r.language,
         "abstract": r.abstract, "keywords": "; ".join(r.keywords), "urls": " ".join(r.urls),
         "retracted": "yes" if r.retracted else ""} for r in records
    ]  # fmt: skip


def write_csv(columns: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Rows as CSV text with a header."""
    out, names = io.StringIO(newline=""), list(columns)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([guarded(row[name]) for name in names] for row in rows)
    return out.getvalue()
