"""EPPI-Reviewer's JSON: references, and the codes that people put on them, so that a map opens on both sides."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from careloom_methods.records import cleaning
from careloom_methods.records.record import Reading, Record

TYPES = {"Journal, Article": "article", "Report": "report", "Book, Whole": "book", "Book, Chapter": "chapter",
         "Dissertation": "thesis", "Conference Proceedings": "conference", "Web Page": "web",
         "Generic": "other"}  # fmt: skip
NAMES = {kind: name for name, kind in TYPES.items()} | {"dataset": "Generic", "preprint": "Generic"}
RETRACTED = "Retracted Publication"
CODES = dict[str, tuple[str, str]]


def _walk(inner: dict[str, Any] | None, code_set: str, above: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """(id, (set, name)) of every code, a child's name after its parents'."""
    for code in (inner or {}).get("AttributesList") or []:
        name = f"{above}{code.get('AttributeName', '')}"
        yield str(code.get("AttributeId", "")), (code_set, name)
        yield from _walk(code.get("Attributes"), code_set, f"{name} > ")


def read_data(data: dict[str, Any], reading: Reading, lines: list[int]) -> None:
    """References with their codes; a code that no code set names is kept by its number, and asked about."""
    known: CODES = {}
    for code_set in data.get("CodeSets") or []:
        known |= dict(_walk(code_set.get("Attributes"), str(code_set.get("SetName", "")), ""))
    for item, line in zip(data.get("References") or [], lines, strict=True):
        record = reading.take(line, partial(_record, item, line, known))
        if record and any(not code["set"] for code in record.codes):
            reading.ask(line, "unknown_code", "This record carries a code that the file does not explain.")


def _record(item: dict[str, Any], line: int, known: CODES) -> Record:
    def text(name: str) -> str:
        return cleaning.plain(str(item.get(name) or ""))

    codes = []
    for code in item.get("Codes") or []:
        key = str(code.get("AttributeId", ""))
        code_set, name = known.get(key, ("", key))
        codes.append({"set": code_set, "code": name, "id": key, "note": str(code.get("AdditionalText") or "")})
    kind, title = text("TypeName"), text("Title")
    return Record(
        id=text("ItemId"), line=line, type=TYPES.get(kind, "other" if kind else ""), title=title,
        authors=[a.strip() for a in text("Authors").split(";") if a.strip()], year=cleaning.year(text("Year")),
        journal=text("ParentTitle"), volume=text("Volume"), issue=text("Issue"), pages=text("Pages"),
        publisher=text("Publisher"), doi=cleaning.dois(text("DOI")), issn=text("StandardNumber"),
        abstract=text("Abstract"), keywords=cleaning.split_list(text("Keywords")), urls=text("URL").split(),
        retracted=cleaning.is_retracted(title, text("Comments")), codes=codes,
    )  # fmt: skip


def as_data(records: list[Record]) -> dict[str, Any]:
    """The records, with their codes as flat code sets."""
    sets: dict[str, dict[str, str]] = {}
    for r in records:
        for code in r.codes:
            sets.setdefault(code["set"], {})[code["id"]] = code["code"]
    return {
        "CodeSets": [{"SetName": name, "Attributes": {"AttributesList": [
            {"AttributeId": key, "AttributeName": code} for key, code in codes.items()]}}
            for name, codes in sets.items()],
        "References": [{
            "ItemId": r.id, "TypeName": NAMES.get(r.type, ""), "Title": r.title, "Authors": "; ".join(r.authors),
            "Year": str(r.year or ""), "ParentTitle": r.journal, "Volume": r.volume, "Issue": r.issue,
            "Pages": r.pages, "Publisher": r.publisher, "DOI": "; ".join(r.doi), "StandardNumber": r.issn,
            "Abstract": r.abstract, "Keywords": "; ".join(r.keywords), "URL": " ".join(r.urls),
            "Comments": RETRACTED if r.retracted else "",
            "Codes": [{"AttributeId": c["id"], "AdditionalText": c["note"]} for c in r.codes]} for r in records],
    }  # fmt: skip
