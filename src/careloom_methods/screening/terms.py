"""Records as weighted words and pairs of words (TF-IDF), kept sparse in plain NumPy arrays."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WORD = re.compile(r"\w\w+")
COMMON = 0.95  # a term that more than this share of records has tells nothing
Floats = NDArray[np.float32]
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Terms:
    """`number` rows; row i holds columns[starts[i]:starts[i + 1]] with these values. Rows had length 1 before terms
    that stand in one record only were left out: they cannot move any other record."""

    number: int
    width: int
    starts: Places
    columns: NDArray[np.int32]
    values: Floats

    def row(self, place: int) -> slice:
        """Where a record's terms stand."""
        return slice(int(self.starts[place]), int(self.starts[place + 1]))


def weigh(texts: Sequence[str]) -> Terms:
    """Terms of records, each given as its title and abstract in one text.

    A term counts 1 + log(times it stands in the record), times its rarity 1 + log((1 + n) / (1 + records with it)).
    """
    rows, keys = _said(texts)
    number = len(texts)
    names, terms = np.unique(keys, return_inverse=True)
    pairs, times = np.unique(rows * len(names) + terms, return_counts=True) if len(keys) else (rows, rows)
    rows, terms = np.divmod(pairs, max(len(names), 1))
    seen = np.bincount(terms, minlength=len(names))
    known = seen <= COMMON * number if number > 1 else np.ones(len(names), dtype=bool)
    rarity = np.log((1 + number) / (1 + seen)) + 1
    values = np.where(known[terms], (1 + np.log(np.maximum(times, 1))) * rarity[terms], 0.0)
    lengths = np.sqrt(np.bincount(rows, values**2, minlength=number))
    values = values / np.where(lengths > 0, lengths, 1)[rows]
    kept = (known & (seen > 1))[terms]
    shared = np.cumsum(known & (seen > 1)) - 1
    starts = np.concatenate([[0], np.cumsum(np.bincount(rows[kept], minlength=number))]).astype(np.int64)
    return Terms(number, int((known & (seen > 1)).sum()), starts, shared[terms[kept]].astype(np.int32),
                 values[kept].astype(np.float32))  # fmt: skip


def _said(texts: Sequence[str]) -> tuple[Places, Places]:
    """(record, key) for every word and every pair of neighbours; a key is a number that stands for the term."""
    numbers: dict[str, int] = {}
    words: list[int] = []
    lengths: list[int] = []
    for text in texts:
        found = [numbers.setdefault(word, len(numbers)) for word in WORD.findall(text.lower())]
        words += found
        lengths.append(len(found))
    rows = np.repeat(np.arange(len(texts), dtype=np.int64), lengths)
    one = np.array(words, dtype=np.int64)
    inside = rows[1:] == rows[:-1] if len(rows) else np.zeros(0, dtype=bool)
    two = (one[:-1] + 1) * len(numbers) + one[1:] if len(one) else one
    return np.concatenate([rows, rows[1:][inside]]), np.concatenate([one, two[inside]])
