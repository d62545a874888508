"""EndNote XML: values sit inside style tags, authors in their own lists."""

from xml.sax.saxutils import escape

from careloom_methods.records import cleaning
from careloom_methods.records.record import Reading, Record
from careloom_methods.records.xml_blocks import Element, elements, words

TYPES = {
    "Journal Article": "article", "Electronic Article": "article", "Magazine Article": "article", "Report": "report",
    "Government Document": "report", "Book": "book", "Book Section": "chapter", "Thesis": "thesis",
    "Conference Paper": "conference", "Conference Proceedings": "conference", "Web Page": "web", "Dataset": "dataset",
    "Unpublished Work": "preprint", "Generic": "other",
}  # fmt: skip
NAMES = {"article": "Journal Article", "report": "Report", "book": "Book", "chapter": "Book Section",
         "thesis": "Thesis", "conference": "Conference Paper", "web": "Web Page", "dataset": "Dataset",
         "preprint": "Unpublished Work", "other": "Generic", "": ""}  # fmt: skip
TAKEN = {"titles", "contributors", "dates", "volume", "number", "pages", "publisher", "electronic-resource-num", "isbn",
         "abstract", "keywords", "urls", "ref-type", "rec-number", "language", "accession-num", "source-app",
         "database", "foreign-keys", "periodical"}  # fmt: skip
RETRACTED = "Retracted Publication"


def read(text: str, reading: Reading) -> None:
    """Every record of an EndNote XML file."""
    for line, element in elements(text, "record", reading):
        record = _record(element, line)
        if record.is_empty():
            reading.refuse(line, "empty", "This record has no title, no authors and no text.")
        else:
            reading.records.append(record)


def _record(element: Element, line: int) -> Record:
    def at(path: str) -> str:
        return words(element.find(path))

    def every(path: str) -> list[str]:
        return [text for found in element.iterfind(path) if (text := words(found))]

    kind = element.find("ref-type")
    shown = (kind.get("name") or words(kind)) if kind is not None else ""
    title, accession, doi = at("titles/title"), at("accession-num"), at("electronic-resource-num")
    extra = {child.tag: [words(child)] for child in element if child.tag not in TAKEN and words(child)}
    if accession and not accession.isdigit():
        extra["accession-num"] = [accession]
    if doi and not cleaning.dois(doi):
        extra["electronic-resource-num"] = [doi]
    if others := every("contributors/secondary-authors/author"):
        extra["secondary-authors"] = others
    types = every("work-type")
    return Record(
        id=at("rec-number"), line=line, type=TYPES.get(shown, "other" if shown else ""), title=title,
        authors=every("contributors/authors/author"), year=cleaning.year(at("dates/year")),
        journal=at("titles/secondary-title") or at("periodical/full-title"), volume=at("volume"), issue=at("number"),
        pages=at("pages"), publisher=at("publisher"), doi=cleaning.dois(doi),
        pmid=accession if accession.isdigit() else "", issn=at("isbn"), language=at("language"),
        abstract=at("abstract"), keywords=every("keywords/keyword"), urls=every("urls/*/url"),
        retracted=cleaning.is_retracted(title, *types),
        extra={k: v for k, v in extra.items() if v != [RETRACTED]},
    )  # fmt: skip


def _tag(name: str, text: object) -> str:
    return f"<{name}>{escape(str(text))}</{name}>" if text not in ("", None) else ""


def _all(outer: str, inner: str, values: list[str]) -> str:
    return f"<{outer}>{''.join(_tag(inner, v) for v in values)}</{outer}>" if values else ""


def write(records: list[Record]) -> str:
    """The records as EndNote XML."""
    rows = []
    for r in records:
        kind = f'<ref-type name="{NAMES[r.type]}"/>' if r.type else ""
        authors = _all("authors", "author", r.authors)
        rows.append(
            f"<record>{_tag('rec-number', r.id)}{kind}"
            + (f"<contributors>{authors}</contributors>" if authors else "")
            + f"<titles>{_tag('title', r.title)}{_tag('secondary-title', r.journal)}</titles>"
            + _tag("pages", r.pages) + _tag("volume", r.volume) + _tag("number", r.issue)
            + _all("keywords", "keyword", r.keywords) + (f"<dates>{_tag('year', r.year)}</dates>" if r.year else "")
            + _tag("publisher", r.publisher) + _tag("isbn", r.issn) + _tag("accession-num", r.pmid)
            + _tag("electronic-resource-num", "; ".join(r.doi)) + _tag("abstract", r.abstract)
            + (f"<urls>{_all('related-urls', 'url', r.urls)}</urls>" if r.urls else "")
            + (_tag("work-type", RETRACTED) if r.retracted else "") + _tag("language", r.language) + "</record>"
        )  # fmt: skip
    return '<?xml version="1.0" encoding="UTF-8"?>\n<xml><records>\n' + "\n".join(rows) + "\n</records></xml>\n"
