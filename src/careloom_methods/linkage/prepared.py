"""What of a record is compared, made plain once: letters without accents, pages as numbers, names as families."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

STOP = {
    "the",
    "of",
    "and",
    "a",
    "an",
    "in",
    "on",
    "for",
    "de",
    "la",
    "et",
    "der",
    "und",
    "des",
    "du",
    "di",
    "journal",
    "j",
}
# Notes that data bases add to a title: they say something about a record, not what it is called.
NOTES = re.compile(
    r"\[(?:published )?erratum (?:appears|in).*$"
    r"|\[(?:corrected|review|see comment|\d+ refs?|[a-z ]*language|spanish|french|german|chinese"
    r"|japanese|romanian|italian|polish|russian|portuguese|article in|multiple)[^\]]*(?:\[[^\]]*\][^\]]*)*\]"
    r"|\(multiple letters\)|\[\d+\]\s*$", re.I
)  # fmt: skip
ABOUT = re.compile(
    r"^\W*(?:erratum|errata|correction|corrigendum|retraction|retracted|withdrawn|re|reply|comment on|response to"
    r"|author'?s? reply|in reply|letter)\b\s*(?:to|for|notice)?\s*:|\bauthors?'? reply\b|\breply\W*$|\(vol\.? ?\w+,? ?p"
    r"|\((?:[\w.&' ]+)\(\d{4}\) ?\d+|\berratum\b(?! appears)|^\W*comments? on\b|\bcorrigendum\b", re.I
)  # fmt: skip

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


@dataclass(frozen=True)
class Prepared:
    """One record, ready to compare. Empty values mean: not known."""

    id: str
    title: str  # letters and digits only
    words: tuple[str, ...]
    pieces: frozenset[str]  # every three letters of the title
    first: frozenset[str]  # name parts of the first author, the family name among them
    families: frozenset[str]
    year: int | None
    journal: tuple[str, ...]
    volume: str
    issue: str
    page: str  # first page
    last: str  # last page, in full
    doi: frozenset[str]
    pmid: str
    about: bool  # its title says that it is about another record


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Small letters without accents; what is neither letter nor digit becomes a space."""
    if not text.isascii():
        text = text.replace("ß", "ss").replace("ø", "o").replace("Ø", "O").replace("æ", "ae").replace("ł", "l")
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", text.lower()).strip()


def _pages(text: str) -> tuple[str, str]:
    """('1363', '1368') from '1363-8'; e-pages and supplement pages keep their letters."""
    plain = fold(text)
    if dated := re.fullmatch(rf"(\d+) ({'|'.join(MONTHS)})", plain):  # a spreadsheet made a date of '5-13'
        ends = sorted((int(dated[1]), MONTHS.index(dated[2]) + 1))
        return str(ends[0]), str(ends[1])
    parts = re.findall(r"[a-z]*\d+", plain.replace(" ", "-"))
    if not parts:
        return "", ""
    first = parts[0].lstrip("0") or "0"
    last = parts[1] if len(parts) > 1 else first
    if last.isdigit() and first.isdigit() and len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return first, last


def _names(authors: list[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Parts of the first name and of all names: 'Lopez, Rubio M.' and 'Rubio, M. L.' are one person to a library."""
    known = [author for author in authors if fold(author) not in {"", "et al", "others", "anonymous"}]
    parts = [frozenset(p for p in fold(author).split() if len(p) > 2) or frozenset(fold(author).split()[:1])
             for author in known]  # fmt: skip
    return (parts[0] if parts else frozenset()), frozenset().union(*parts)


def prepare(record: Mapping[str, Any]) -> Prepared:
    """From a mapping with the fields of `careloom_methods.records.Record`; missing ones count as not known."""
    raw = str(record.get("title") or "")
    called = NOTES.sub(" ", raw)
    words = tuple(fold(called).split())
    title = "".join(words)
    first, families = _names(list(record.get("authors") or []))
    page, last = _pages(str(record.get("pages") or ""))
    journal = tuple(word for word in fold(str(record.get("journal") or "")).split() if word not in STOP)
    volumes = re.findall(r"\d+", str(record.get("volume") or ""))
    return Prepared(
        id=str(record["id"]), title=title, words=words, pieces=_pieces(title), first=first, families=families,
        year=record.get("year"), journal=journal,
        volume=volumes[0] if volumes else "", issue=fold(str(record.get("issue") or "")), page=page, last=last,
        doi=frozenset(record.get("doi") or ()), pmid=str(record.get("pmid") or ""), about=bool(ABOUT.search(called)),
    )  # fmt: skip


def _pieces(title: str) -> frozenset[str]:
    return frozenset(title[i : i + 3] for i in range(max(1, len(title) - 2))) if title else frozenset()
