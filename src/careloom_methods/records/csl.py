"""CSL-JSON: what Zotero and citation programs exchange."""

from functools import partial
from typing import Any

from careloom_methods.records import cleaning
from careloom_methods.records.record import Reading, Record

TYPES = {
    "article-journal": "article", "article-magazine": "article", "article-newspaper": "article", "report": "report",
    "legislation": "report", "book": "book", "chapter": "chapter", "thesis": "thesis", "paper-conference": "conference",
    "webpage": "web", "post-weblog": "web", "dataset": "dataset", "article": "preprint", "document": "other",
}  # fmt: skip
NAMES = {"article": "article-journal", "report": "report", "book": "book", "chapter": "chapter", "thesis": "thesis",
         "conference": "paper-conference", "web": "webpage", "dataset": "dataset", "preprint": "article",
         "other": "document"}  # fmt: skip
TAKEN = {"id", "type", "title", "author", "issued", "container-title", "volume", "issue", "page", "publisher", "DOI",
         "PMID", "ISSN", "language", "abstract", "keyword", "URL", "status", "original-title"}  # fmt: skip
RETRACTED = "retracted publication"


def read_rows(rows: list[Any], reading: Reading, lines: list[int]) -> None:
    """CSL items, each with the line on which it begins."""
    for item, line in zip(rows, lines, strict=True):
        if not isinstance(item, dict):
            reading.refuse(line, "not_an_item", "This is not a record.")
            continue
        reading.take(line, partial(_record, item, line))


def _record(item: dict[str, Any], line: int) -> Record:
    def text(name: str) -> str:
        value = item.get(name)
        value = "; ".join(map(str, value)) if isinstance(value, list) else value  # a registry's titles are lists
        return cleaning.plain(str(value)) if value not in (None, "") else ""

    issued = item.get("issued") or {}
    issued = issued if isinstance(issued, dict) else {"raw": str(issued)}
    people = item.get("author") or []
    people = people if isinstance(people, list) else [people]
    parts = (issued.get("date-parts") or [[None]])[0]
    when = str(parts[0] if parts and parts[0] else issued.get("raw") or issued.get("literal") or "")
    kind, title = text("type"), text("title")
    extra = {k: [str(v)] for k, v in item.items() if k not in TAKEN and v not in (None, "", [], {})}
    if kind and kind not in TYPES:
        extra["type"] = [kind]
    urls = item.get("URL")
    return Record(
        id=text("id"), line=line, type=TYPES.get(kind, "other" if kind else ""), title=title,
        authors=[a for a in map(_author, people) if a], year=cleaning.year(when),
        journal=text("container-title"), volume=text("volume"), issue=text("issue"),
        pages=text("page"), publisher=text("publisher"), doi=cleaning.dois(text("DOI")), pmid=text("PMID"),
        issn=text("ISSN"), language=text("language"), abstract=text("abstract"),
        keywords=cleaning.split_list(text("keyword")), urls=str(urls).split() if urls else [],
        retracted=cleaning.is_retracted(title, text("status")), extra=extra,
    )  # fmt: skip


def _author(person: dict[str, Any] | str) -> str:
    if isinstance(person, str):
        return cleaning.plain(person)
    if body := person.get("literal"):
        return cleaning.plain(str(body))
    particle = f"{person['non-dropping-particle']} " if person.get("non-dropping-particle") else ""
    return cleaning.plain(cleaning.name(str(person.get("given") or ""), particle + str(person.get("family") or "")))


def as_rows(records: list[Record]) -> list[dict[str, Any]]:
    """The records as CSL items."""
    return [{key: value for key, value in _item(r, n).items() if value not in ("", None, [])}
            for n, r in enumerate(records, 1)]  # fmt: skip


def _item(r: Record, number: int) -> dict[str, Any]:
    people = [
        {"family": a.split(", ", 1)[0], "given": a.split(", ", 1)[1]} if ", " in a else {"literal": a}
        for a in r.authors
    ]
    return {
        "id": r.id or f"record{number}", "type": NAMES.get(r.type, ""), "title": r.title, "author": people,
        "issued": {"date-parts": [[r.year]]} if r.year else None, "container-title": r.journal, "volume": r.volume,
        "issue": r.issue, "page": r.pages, "publisher": r.publisher, "DOI": "; ".join(r.doi), "PMID": r.pmid,
        "ISSN": r.issn, "language": r.language, "abstract": r.abstract, "keyword": "; ".join(r.keywords),
        "URL": " ".join(r.urls), "status": RETRACTED if r.retracted else "",
    }  # fmt: skip
