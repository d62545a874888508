"""RIS. Our guard finds where records begin and end and mends spacing; rispy reads what the guard has put in order."""

import re
from typing import Any

from careloom_methods.records import cleaning
from careloom_methods.records.record import Reading, Record

Line = tuple[int, str, str]  # number, tag, value
TAG = re.compile(r"^\s{0,3}([A-Z][A-Z0-9])( {1,3}|\t)-(?: ?)(.*)$")
KNOWN = frozenset(re.findall(
    r"\w+", "TY A1 A2 A3 A4 AB AD AN AU C1 C2 C3 C4 C5 C6 C7 C8 CA CN CY DA DB DO DP ET EP ID IS J1 J2 JA JF JO KW L1"
    " L2 L3 L4 LA LB LK M1 M2 M3 N1 N2 NV OP PB PY RI RN RP SE SN SP ST T1 T2 T3 TA TI TT UR U1 U2 U3 U4 U5 VL VO"
    " Y1 Y2 ER"))  # fmt: skip
LONG = {"AB", "N1", "N2", "RN", "AD", "TI", "T1", "T2", "KW", "CA"}  # texts that other programs wrap
WIDE = re.compile(r"^\s*[A-Z][A-Z0-9]  -")
TITLES = {"TI", "T1"}
TYPES = {
    "JOUR": "article", "JFULL": "article", "MGZN": "article", "NEWS": "article", "EJOUR": "article", "RPRT": "report",
    "GOVDOC": "report", "GRANT": "report", "STAND": "report", "BOOK": "book", "EBOOK": "book", "EDBOOK": "book",
    "CHAP": "chapter", "ECHAP": "chapter", "THES": "thesis", "CONF": "conference", "CPAPER": "conference",
    "ELEC": "web", "BLOG": "web", "WEB": "web", "DATA": "dataset", "DBASE": "dataset", "UNPB": "preprint",
    "INPR": "preprint", "GEN": "other",
}  # fmt: skip


def _tag_of(line: str, *, narrow: bool, last: str) -> tuple[str, str] | None:
    """(tag, value) if the line begins one; a single space is a tag's spacing only where no text is being wrapped."""
    found = TAG.match(line)
    if not found or not (found[1] in KNOWN or found[2] == "  "):
        return None
    loose = found[2] != "  "
    return None if loose and not narrow and last in LONG else (found[1], found[3].strip())


def blocks(text: str, reading: Reading) -> list[list[Line]]:
    """The tagged lines of each record. Text outside records goes to `ignored`; doubtful ends are asked about."""
    found: list[list[Line]] = []
    now: list[Line] = []
    blank, narrow = False, False

    def close() -> None:
        if now:
            found.append(list(now))
            now.clear()

    for number, line in enumerate(text.split("\n"), 1):
        tagged = _tag_of(line, narrow=narrow or not now, last=now[-1][1] if now else "")
        if tagged is None:
            _untagged(number, line, now, blank, reading)
            blank = not line.strip()
            continue
        tag, value = tagged
        narrow = narrow or (bool(now) and not WIDE.match(line))
        starts_again = blank and tag in TITLES and any(t == tag for _, t, _ in now) and not _has_type(now)
        if now and (tag == "TY" or starts_again):
            reading.ask(now[0][0], "no_end", f"This record has no end line; we took it up to line {number - 1}.")
            close()
        if tag == "ER":
            if not now:
                reading.ignore(number, line)
            close()
        else:
            if tag == "TY" or not now:
                narrow = not WIDE.match(line)
            now.append((number, tag, value))
        blank = False
    if now:
        reading.ask(now[0][0], "no_end", "The last record has no end line. Is the file complete?")
        close()
    return found


def _has_type(lines: list[Line]) -> bool:
    return any(tag == "TY" for _, tag, _ in lines)


def _untagged(number: int, line: str, now: list[Line], blank: bool, reading: Reading) -> None:
    """A wrapped line joins the value above it; anything else outside records is passed over, and said."""
    words = line.strip()
    if not words:
        return
    if not now or (blank and re.match(r"(Record #\d+|Provider:|Content:|Database:)", words)):
        reading.ignore(number, words)
    else:
        first, tag, value = now[-1]
        now[-1] = (first, tag, f"{value} {words}".strip())


def read(text: str, reading: Reading) -> None:
    """Every record of a RIS file, in order."""
    import rispy

    found = blocks(text, reading)
    ordered = "\n".join(_in_order(lines) for lines in found)
    parsed = rispy.loads(ordered, enforce_list_tags=False)
    if len(parsed) != len(found):  # never lose one in silence: read each alone
        parsed = [(rispy.loads(_in_order(lines), enforce_list_tags=False) or [{}])[0] for lines in found]
    for lines, fields in zip(found, parsed, strict=True):
        line = lines[0][0]
        record = _record(fields, line)
        if record.is_empty():
            reading.refuse(line, "empty", "This record has no title, no authors and no text.")
            continue
        if not _has_type(lines):
            reading.ask(line, "no_type", "This record does not begin with a type line. Is its beginning missing?")
        if not record.title:
            reading.ask(line, "no_title", "This record has no title.")
        reading.records.append(record)


def _in_order(lines: list[Line]) -> str:
    kind = next((value for _, tag, value in lines if tag == "TY"), "GEN") or "GEN"
    body = [f"{tag}  - {value}" for _, tag, value in lines if tag != "TY" and value]
    return "\n".join([f"TY  - {kind}", *body, "ER  - \n"])  # an empty line inside a record makes rispy fall


def _record(fields: dict[str, Any], line: int) -> Record:
    left = {key: value if isinstance(value, list) else [value] for key, value in fields.items() if value}
    # rispy joins nothing that its lists hold; a tag of ours that came twice is a list as well.
    left = {key: [v for v in values if isinstance(v, str)] for key, values in left.items()} | {
        f"unknown {tag}": values for tag, values in (fields.get("unknown_tag") or {}).items()}  # fmt: skip

    def take(*names: str) -> list[str]:
        return [cleaning.plain(v) for name in names for v in left.pop(name, [])]

    def first(*names: str) -> str:
        """The first that says something; the rest stays in `extra`."""
        for name in names:
            if values := left.get(name):
                value = cleaning.plain(values.pop(0))
                if not values:
                    del left[name]
                return value
        return ""

    kind = first("type_of_reference")
    title = first("title", "primary_title", "short_title")
    links = take("urls")
    written = take("doi")
    found_doi = cleaning.dois(" ".join(written))
    types = list(left.get("type_of_work", []))
    left["type_of_work"] = [t for t in types if t.lower() != "retracted publication"]
    record = Record(
        id=first("id"), line=line, type=TYPES.get(kind.upper(), "other" if kind else ""), title=title,
        authors=take("authors", "first_authors"), year=_year(left), volume=first("volume"), issue=first("number"),
        journal=first("secondary_title", "journal_name", "alternate_title3", "alternate_title2"),
        pages=cleaning.pages(first("start_page"), first("end_page")), publisher=first("publisher"), doi=found_doi,
        pmid=_pmid(left), issn=first("issn"), language=first("language"),
        abstract=first("abstract", "notes_abstract"), keywords=take("keywords"), urls=links,
        retracted=cleaning.is_retracted(title, *types),
    )  # fmt: skip
    if kind and kind.upper() not in TYPES:
        left["type_of_reference"] = [kind]
    if written and not found_doi:
        left["doi"] = written
    record.extra = {key: values for key, values in left.items() if values and key != "unknown_tag"}
    return record


def _year(left: dict[str, list[str]]) -> int | None:
    for key in ("year", "publication_year", "date"):
        for value in left.get(key, []):
            if found := cleaning.year(value):
                if value.strip(" /") == str(found):
                    left.pop(key)
                return found
    return None


def _pmid(left: dict[str, list[str]]) -> str:
    values = left.get("accession_number", [])
    if len(values) == 1 and re.fullmatch(r"\d{5,9}", values[0]) and "PubMed" in " ".join(
            left.get("name_of_database", []) + left.get("database_provider", [])):  # fmt: skip
        return left.pop("accession_number")[0]
    return ""
