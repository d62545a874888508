"""Which format a file is in, by what stands in it; its name is not asked."""

import re

from careloom_methods.records.tables import MARKS, PREAMBLE, is_header

SIGNS = [
    ("pubmed-xml", re.compile(r"<(PubmedArticleSet|PubmedArticle|MedlineCitation)\b")),
    ("endnote-xml", re.compile(r"<records>\s*<record\b|<xml>\s*<records\b|<record>\s*<(database|ref-type|titles)\b")),
    ("nbib", re.compile(r"^PMID ?- ?\S", re.M)),
    ("ris", re.compile(r"^\s{0,3}TY\s{1,3}-", re.M)),
    ("bibtex", re.compile(r"^\s*@\s*[A-Za-z]+\s*[{(]", re.M)),
]  # fmt: skip
RIS_LINES = re.compile(r"^[A-Z][A-Z0-9] {1,3}- ", re.M)


def sniff(text: str) -> str:
    """A format's name, or '' if nothing is known; tables are what is left when a first line has separators."""
    head = text.lstrip("\ufeff \n\t")
    if head[:1] in "{[":
        return "json"
    start = text[:200_000]
    for name, sign in SIGNS[: None if not head.startswith("<") else 2]:
        if sign.search(start):
            return name
    if head.startswith("<"):
        return ""
    if len(RIS_LINES.findall(start)) >= 2:
        return "ris"
    top = head.split("\n", PREAMBLE)[:PREAMBLE]
    return "csv" if any(mark in top[0] for mark in MARKS) or any(map(is_header, top)) else ""
