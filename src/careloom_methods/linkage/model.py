"""The comparison model: for each field a few levels, each with a weight in bits. The sum says how sure we are.

The same levels are written for splink in `on_splink`, so that tens of millions give the same links.
"""

from collections.abc import Callable
from dataclasses import dataclass

from careloom_methods.linkage.prepared import Prepared

SAME, ASK = 9.0, 3.0  # bits: at or above SAME we link ourselves, from ASK on a person is asked
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Compared:
    """Two records side by side: the level each field reached, in the model's order, and the sum."""

    score: float
    levels: dict[str, str]

    @property
    def why(self) -> list[str]:
        """Levels as words, the weightiest first."""
        told = [(abs(WEIGHTS[f][level]), f, level) for f, level in self.levels.items() if WEIGHTS[f][level]]
        return [f"{field}: {level}" for _, field, level in sorted(told, key=lambda t: (-t[0], t[1]))]


WEIGHTS: dict[str, dict[str, float]] = {
    "title": {"same": 8, "nearly the same": 4, "one inside the other": 4, "alike": 1, "a little alike": -2,
              "different": -9, "missing": -3},
    "authors": {"same first": 3, "some shared": -1, "different": -4, "missing": 0},
    "year": {"same": 1, "one apart": 0, "different": -3, "missing": 0},
    "journal": {"same": 1, "different": -3, "missing": 0},
    "volume": {"same": 2, "different": -4, "missing": 0},
    "pages": {"same": 4, "one end the same": 2, "same but for letters": 2, "different": -6, "missing": 0},
    "doi": {"same": 10, "different": -5, "missing": 0},
    "pmid": {"same": 12, "different": -5, "missing": 0},
}  # fmt: skip


def alike(a: frozenset[str], b: frozenset[str]) -> float:
    """Dice's coefficient of two sets, from 0 to 1."""
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _title(a: Prepared, b: Prepared) -> str:
    if not a.title or not b.title:
        return "missing"
    if a.title == b.title:
        return "same"
    likeness = alike(a.pieces, b.pieces)
    if likeness >= 0.85:
        return "nearly the same"
    short, long = sorted((a.title, b.title), key=len)
    if len(short) >= 20 and short in long:
        return "one inside the other"
    return "alike" if likeness >= 0.7 else "a little alike" if likeness >= 0.5 else "different"


def _authors(a: Prepared, b: Prepared) -> str:
    if not a.families or not b.families:
        return "missing"
    if a.first & b.first:
        return "same first"
    return "some shared" if a.families & b.families else "different"


def _year(a: Prepared, b: Prepared) -> str:
    if a.year is None or b.year is None:
        return "missing"
    apart = abs(a.year - b.year)
    return "same" if apart == 0 else "one apart" if apart == 1 else "different"


def journals_agree(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Are two names of a journal one, when either may be shortened ('j am soc nephrol') or carry a subtitle?"""
    short, long = sorted((a, b), key=lambda words: (len("".join(words)), words))
    at = 0
    for word in short:
        while at < len(long) and not (_shortened(word, long[at]) or _shortened(long[at], word)):
            at += 1
        if at == len(long):
            return bool(set(a) & set(b)) and len(set(a) & set(b)) >= 0.5 * min(len(set(a)), len(set(b)))
        at += 1
    return True


def _shortened(short: str, long: str) -> bool:
    """'dtsch' for 'deutsche': the letters of one stand in the other, in order, from the first on."""
    letters = iter(long)
    return short[0] == long[0] and all(letter in letters for letter in short)


def _journal(a: Prepared, b: Prepared) -> str:
    if not a.journal or not b.journal:
        return "missing"
    return "same" if a.journal == b.journal or journals_agree(a.journal, b.journal) else "different"


def _volume(a: Prepared, b: Prepared) -> str:
    return "missing" if not a.volume or not b.volume else "same" if a.volume == b.volume else "different"


def _pages(a: Prepared, b: Prepared) -> str:
    if not a.page or not b.page:
        return "missing"
    if a.page == b.page:
        return "same"
    if a.last == b.last:
        return "one end the same"
    return "same but for letters" if a.page.lstrip(LETTERS) == b.page.lstrip(LETTERS) else "different"


def _doi(a: Prepared, b: Prepared) -> str:
    return "missing" if not a.doi or not b.doi else "same" if a.doi & b.doi else "different"


def _pmid(a: Prepared, b: Prepared) -> str:
    return "missing" if not a.pmid or not b.pmid else "same" if a.pmid == b.pmid else "different"


FIELDS: dict[str, Callable[[Prepared, Prepared], str]] = {
    "title": _title, "authors": _authors, "year": _year, "journal": _journal, "volume": _volume, "pages": _pages,
    "doi": _doi, "pmid": _pmid,
}  # fmt: skip


def compare(a: Prepared, b: Prepared) -> Compared:
    """The levels that two records reach, and their sum in bits. It does not matter which comes first."""
    levels = {field: level(a, b) for field, level in FIELDS.items()}
    return Compared(sum(WEIGHTS[field][level] for field, level in levels.items()), levels)
