"""OpenAlex works: the abstract comes as a list of places for each word."""

from functools import partial
from typing import Any

from careloom_methods.records import cleaning
from careloom_methods.records.record import Reading, Record

TYPES = {"article": "article", "review": "article", "letter": "article", "editorial": "article", "report": "report",
         "book": "book", "book-chapter": "chapter", "dissertation": "thesis", "preprint": "preprint",
         "dataset": "dataset", "proceedings-article": "conference"}  # fmt: skip


def abstract(places: dict[str, list[int]] | None) -> str:
    """The text whose word at place n is the key that lists n."""
    words = sorted((place, word) for word, found in (places or {}).items() for place in found)
    return cleaning.plain(" ".join(word for _, word in words))


def read_rows(rows: list[Any], reading: Reading, lines: list[int]) -> None:
    """Works, each with the line on which it begins."""
    for work, line in zip(rows, lines, strict=True):
        reading.take(line, partial(_record, work, line))


def _record(work: dict[str, Any], line: int) -> Record:
    ids, place, biblio = work.get("ids") or {}, work.get("primary_location") or {}, work.get("biblio") or {}
    source = place.get("source") or {}
    title, kind = cleaning.plain(work.get("title") or work.get("display_name") or ""), work.get("type") or ""
    extra = {"cited by": [str(work["cited_by_count"])]} if work.get("cited_by_count") else {}
    if countries := sorted({c for a in work.get("authorships") or [] for c in a.get("countries") or []}):
        extra["countries"] = countries
    people = [(a.get("author") or {}).get("display_name") or a.get("raw_author_name") or ""
              for a in work.get("authorships") or []]  # fmt: skip
    return Record(
        id=str(work.get("id") or "").rsplit("/", 1)[-1], line=line, type=TYPES.get(kind, "other" if kind else ""),
        title=title, authors=[_turned(name) for name in people if name],
        year=cleaning.year(str(work.get("publication_year") or "")),
        journal=cleaning.plain(source.get("display_name") or ""), volume=biblio.get("volume") or "",
        issue=biblio.get("issue") or "", publisher=source.get("host_organization_name") or "",
        pages=cleaning.pages(biblio.get("first_page") or "", biblio.get("last_page") or ""),
        doi=cleaning.dois(str(work.get("doi") or ids.get("doi") or "")),
        pmid=str(ids.get("pmid") or "").rsplit("/", 1)[-1], issn=source.get("issn_l") or "",
        language=work.get("language") or "", abstract=abstract(work.get("abstract_inverted_index")),
        keywords=[k["display_name"] for k in work.get("keywords") or [] if k.get("display_name")],
        urls=[place["landing_page_url"]] if place.get("landing_page_url") else [],
        retracted=bool(work.get("is_retracted")) or cleaning.is_retracted(title), extra=extra,
    )  # fmt: skip


def _turned(name: str) -> str:
    """'Price, Catrin' from 'Catrin Price'; a single word stays."""
    given, _, family = name.strip().rpartition(" ")
    return cleaning.name(given, family)
