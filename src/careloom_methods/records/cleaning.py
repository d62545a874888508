"""Making one value plain: titles without markup, bare DOIs, four-digit years, names in one order."""

import html
import re

INLINE = re.compile(
    r"</?(?:jats:|mml:)?(?:i|b|u|em|strong|sub|sup|sc|span|p|br|italic|bold|underline|font|sec|title|mrow|mi|mo|mn|math)"
    r"(?:\s[^<>]*)?/?>", re.I
)  # fmt: skip
SECTION = re.compile(r"<(?:jats:)?title>\s*([^<]{1,60}?)\s*:?\s*</(?:jats:)?title>", re.I)
SPACE = re.compile(r"\s+")
DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]+", re.I)
YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
RETRACTED = re.compile(r"^\W*(?:retracted|withdrawn)(?: article| paper| chapter)?\W*:", re.I)


def plain(text: str) -> str:
    """Text without inline markup and entities, one space between words. `p < 0.05` stays as it is."""
    if "<" in text or "&" in text:
        text = SECTION.sub(r" \1: ", text)
        text = INLINE.sub("", text)
        text = INLINE.sub("", html.unescape(text)) if "&" in text else text
    return SPACE.sub(" ", text).strip()


def dois(text: str) -> list[str]:
    """Every DOI in a text, bare, in small letters, without what punctuation hangs on."""
    found = []
    for doi in DOI.findall(text):
        bare = doi.lower().rstrip(".,;")
        if bare.endswith(")") and bare.count("(") < bare.count(")"):
            bare = bare[:-1]
        if bare not in found:
            found.append(bare)
    return found


def year(text: str) -> int | None:
    """The first year from 1500 to 2099 in a text."""
    found = YEAR.search(text)
    return int(found[1]) if found else None


def pages(first: str, last: str = "") -> str:
    """'257-264' from its two ends, or as it was written."""
    first, last = first.strip(), last.strip()
    return f"{first}-{last}" if last and last != first and "-" not in first else first


def name(given: str, family: str) -> str:
    """'Family, Given'; a body has a family name only."""
    return f"{family.strip()}, {given.strip()}" if given.strip() else family.strip()


def split_list(text: str) -> list[str]:
    """Parts of a list written with semicolons (or bars), without empty ones."""
    return [part.strip() for part in re.split(r"\s*[;|]\s*", text) if part.strip()]


def is_retracted(title: str, *marks: str) -> bool:
    """Does the title or one of the marks (publication types, notes) say that it was taken back?"""
    return bool(RETRACTED.match(title)) or any("retracted publication" in mark.lower() for mark in marks)
