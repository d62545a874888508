"""PubMed's tagged format. The package nbib drops tags it does not know and stops at one odd date, so this is our own;
a test holds both to the same values on a clean file."""

import re

from careloom_methods.records import cleaning
from careloom_methods.records.record import Reading, Record

TAG = re.compile(r"^([A-Z][A-Z0-9]{1,3}) {0,2}- ?(.*)$")
TYPES = {
    "journal article": "article", "review": "article", "systematic review": "article", "letter": "article",
    "technical report": "report", "book": "book", "book chapter": "chapter", "preprint": "preprint",
    "congress": "conference", "dataset": "dataset",
}  # fmt: skip

# Kinds that `type` and `retracted` say already; any other is kept.
PLAIN = {"Journal Article", "Technical Report", "Book", "Book Chapter", "Preprint", "Congress", "Dataset",
         "Retracted Publication"}  # fmt: skip


def blocks(text: str, reading: Reading) -> list[list[tuple[int, str, str]]]:
    """The tagged lines of each record; a new PMID begins a new one, and a second title after a blank line does."""
    found: list[list[tuple[int, str, str]]] = []
    blank = False
    for number, line in enumerate(text.split("\n"), 1):
        tagged = TAG.match(line)
        if tagged and (tagged[1] == "PMID" or not found or (blank and _has_title(found[-1]) and tagged[1] == "TI")):
            found.append([])
        blank = not line.strip()
        if tagged:
            found[-1].append((number, tagged[1], tagged[2].strip()))
        elif line.strip() and found and line.startswith(" "):
            first, tag, value = found[-1][-1]
            found[-1][-1] = (first, tag, f"{value} {line.strip()}")
        elif line.strip():
            reading.ignore(number, line)
    return found


def _has_title(lines: list[tuple[int, str, str]]) -> bool:
    return any(tag == "TI" for _, tag, _ in lines)


def read(text: str, reading: Reading) -> None:
    """Every record of an NBIB file."""
    for lines in blocks(text, reading):
        record = _record(lines)
        if record.is_empty():
            reading.refuse(record.line, "empty", "This record has no title, no authors and no text.")
            continue
        if not record.pmid:
            reading.ask(record.line, "no_start", "This record does not begin with a PMID. Is its beginning missing?")
        reading.records.append(record)


def _record(lines: list[tuple[int, str, str]]) -> Record:
    left: dict[str, list[str]] = {}
    for _, tag, value in lines:
        left.setdefault(tag, []).append(value)

    def first(tag: str) -> str:
        values = left.get(tag) or [""]
        value = cleaning.plain(values.pop(0))
        if not values:
            left.pop(tag, None)
        return value

    title = first("TI") or first("BTI")
    kinds = left.get("PT", [])
    known = [TYPES[k.lower()] for k in kinds if k.lower() in TYPES]
    names = left.pop("FAU", []) or left.get("AU", [])
    left.pop("AU", None)
    written = left.pop("LID", []) + left.pop("AID", [])
    record = Record(
        line=lines[0][0], type=known[0] if known else "article", title=title, pmid=first("PMID"),
        authors=[cleaning.plain(n) for n in names + left.pop("CN", [])], year=_year(left),
        journal=first("JT") or first("TA"), volume=first("VI"), issue=first("IP"), pages=first("PG"),
        publisher=first("PB"), doi=cleaning.dois(" ".join(w for w in written if "[doi]" in w)), issn=first("IS"),
        language=first("LA"), abstract=first("AB"), keywords=[cleaning.plain(k) for k in left.pop("OT", [])],
        retracted=cleaning.is_retracted(title, *kinds),
    )  # fmt: skip
    record.id = record.pmid
    if others := [w for w in written if "[doi]" not in w]:
        left["AID"] = others
    left["PT"] = [k for k in kinds if k not in PLAIN]
    record.extra = {tag: values for tag, values in left.items() if any(values)}
    return record


def _year(left: dict[str, list[str]]) -> int | None:
    found = cleaning.year(" ".join(left.get("DP", [])))
    if left.get("DP") == [str(found)]:
        del left["DP"]
    return found
