"""Items in our own published schema, and the centre's words that tags may use."""

from collections.abc import Iterable
from typing import Any

from careloom.centre.models import Place, Sector, Topic
from careloom.evidence.models import Item
from careloom_methods.records.record import Record

KNOWN_TAGS = {"nations": "nation", "places": "place", "topics": "topic", "sectors": "sector"}
LISTS = {what: name for name, what in KNOWN_TAGS.items()}


def codes_of() -> dict[str, dict[str, str]]:
    """For each sort of tag: a code or name in small letters → the code."""
    nations: dict[str, str] = {}
    places: dict[str, str] = {}
    for slug, name, kind, parent in Place.objects.values_list("slug", "name", "kind", "parent"):
        target = nations if kind == "nation" or parent is None else places
        target |= {slug.lower(): slug, name.lower(): slug}
    topics = {text.lower(): slug for slug, name in Topic.objects.order_by("-year", "pk").values_list("slug", "name")
              for text in (slug, name)}  # fmt: skip
    sectors = {text.lower(): slug for slug, name in Sector.objects.values_list("slug", "name") for text in (slug, name)}
    return {"nation": nations, "place": places, "topic": topics, "sector": sectors}


def unknown_tags(row: dict[str, Any], codes: dict[str, dict[str, str]]) -> list[str]:
    """'topics: x' for every tag the centre has no word for."""
    return [f"{name}: {said}" for name, what in KNOWN_TAGS.items()
            for said in row.get(name, []) if said.lower() not in codes[what]]  # fmt: skip


def from_record(record: Record) -> dict[str, Any]:
    """A bibliographic record as a research item of our schema, nothing left behind."""
    spoken, extra, most = record.language, record.extra, Item._meta.get_field("language").max_length or 0
    if len(spoken) > most:  # some files say a whole sentence here: it is kept beside the other words
        extra, spoken = {**extra, "language": [spoken]}, ""
    rest = {"keywords": record.keywords, "urls": record.urls, "issn": record.issn, "codes": record.codes,
            "extra": extra, "type": record.type}  # fmt: skip
    return {
        "kind": "research", "id": record.id, "line": record.line, "title": record.title or "?",
        "summary": record.abstract, "year": record.year, "language": spoken,
        "link": record.urls[0] if record.urls else f"https://doi.org/{record.doi[0]}" if record.doi else "",
        "authors": record.authors, "journal": record.journal, "volume": record.volume, "issue": record.issue,
        "pages": record.pages, "publisher": record.publisher, "doi": record.doi, "pmid": record.pmid[:40],
        "retracted": record.retracted, "rest": {k: v for k, v in rest.items() if v},
    }  # fmt: skip


def as_record(item: Item) -> Record:
    """A research item as a record, for export in other programs' formats and for finding duplicates."""
    part = item.research
    rest = part.rest
    return Record(
        id=item.public_id, type=rest.get("type", ""), title=item.title, authors=part.authors, year=item.year,
        journal=part.journal, volume=part.volume, issue=part.issue, pages=part.pages, publisher=part.publisher,
        doi=part.doi, pmid=part.pmid, issn=rest.get("issn", ""), language=item.language, abstract=item.summary,
        keywords=rest.get("keywords", []), urls=rest.get("urls", []), retracted=part.retracted,
        codes=rest.get("codes", []), extra=rest.get("extra", {}),
    )  # fmt: skip


def as_schema(item: Item, *, staff: bool = False) -> dict[str, Any]:
    """An item as our schema has it; for the public without sensitive history and without names not agreed to."""
    row: dict[str, Any] = {"id": item.public_id, "kind": item.kind, "title": item.title, "summary": item.summary,
                           "summary_welsh": item.summary_welsh, "year": item.year, "language": item.language,
                           "link": item.link, "made_up": item.made_up}  # fmt: skip
    for tag in item.tags.all():
        row.setdefault(LISTS[tag.what], []).append(tag.code)
    part = getattr(item, item.kind)
    names = {
        "research": ("authors", "journal", "study_type", "populations", "retracted"),
        "lived": ("voice", "people", "gathered", "collection", "led_by", "consent", "attribution", "named_as",
                  "history", "sensitive"),
        "practice": ("organisation", "setting", "role", "tried", "happened", "outcome", "example", "status", "contact"),
    }[item.kind]  # fmt: skip
    row |= {name: getattr(part, name) for name in names}
    if item.kind == Item.Kind.RESEARCH:
        row |= {"doi": "; ".join(part.doi), "study": part.study.name if part.study else ""}
    if item.kind == Item.Kind.LIVED and part.sensitive and not staff:
        row["history"] = ""
    return {name: value for name, value in row.items() if value not in (None, "", [], False)}


def rows(items: Iterable[Item], *, staff: bool = False) -> list[dict[str, Any]]:
    """Many items in our schema."""
    return [as_schema(item, staff=staff) for item in items]
