"""A reading order that puts look-alikes together: whoever codes one has the next of its kind at hand."""

from collections.abc import Sequence

import numpy as np

from careloom_methods.themes.texts import same_words
from careloom_methods.themes.vectors import Matrix, Rarity, Words, counted, unit

HEAP, ROUNDS, BATCH, PLANES = 40, 8, 2_000, 128


def reading_order(texts: Sequence[str], *, seed: int = 0, vectors: bool = True) -> list[int]:
    """Positions of `texts` in the order of reading; each position once, the same for the same texts and seed.

    Texts that say the same stand side by side. The others are gathered in heaps of about 40 that are alike (spherical
    k-means on unit rows); heaps follow each other, and texts within a heap, by the nearest next one. Texts without a
    telling word come last. Cost grows in proportion to texts times the root of their number.
    """
    groups = list(same_words(texts).values())
    firsts = [texts[group[0]] for group in groups]
    rows = _rows(firsts, seed=seed, vectors=vectors)
    silent = np.linalg.norm(rows, axis=1) == 0
    speaking, ordered = np.flatnonzero(~silent), []
    if len(speaking):
        ordered = [int(speaking[n]) for n in _order(rows[speaking], seed)]
    return [position for n in [*ordered, *np.flatnonzero(silent)] for position in groups[n]]


def _rows(texts: Sequence[str], *, seed: int, vectors: bool) -> Matrix:
    rarity, words = Rarity(texts), Words(vectors=vectors)
    # Counted words are many columns; a random projection keeps their angles in few, so 180,000 texts fit in memory.
    planes = np.random.default_rng(seed).standard_normal((4_096, PLANES)).astype(np.float32) / np.sqrt(PLANES)
    rows = np.zeros((len(texts), PLANES + words.size), dtype=np.float32)
    for start in range(0, len(texts), BATCH):
        batch = texts[start : start + BATCH]
        rows[start : start + len(batch), :PLANES] = counted(batch, rarity) @ planes
        rows[start : start + len(batch), PLANES:] = words.mean(batch, rarity)
    return unit(rows)


def _order(rows: Matrix, seed: int) -> list[int]:
    heaps = max(1, round(len(rows) / HEAP))
    if heaps > 1_000:  # then in two storeys, so that the cost stays low
        heaps = int(np.sqrt(len(rows)))
    centres, of = _heaps(rows, heaps, seed)
    found: list[int] = []
    for heap in _chain(centres, 0):
        members = np.flatnonzero(of == heap)
        if len(members) > 10 * HEAP and len(members) < len(rows):
            found += [int(members[n]) for n in _order(rows[members], seed)]
        elif len(members):
            begin = int(np.argmax(rows[members] @ centres[heap]))
            found += [int(members[n]) for n in _chain(rows[members], begin)]
    return found


def _heaps(rows: Matrix, number: int, seed: int) -> tuple[Matrix, np.ndarray]:
    chance = np.random.default_rng(seed)
    centres = rows[np.sort(chance.choice(len(rows), size=min(number, len(rows)), replace=False))].copy()
    of = np.zeros(len(rows), dtype=np.int64)
    for _ in range(ROUNDS):
        for start in range(0, len(rows), BATCH):
            of[start : start + BATCH] = np.argmax(rows[start : start + BATCH] @ centres.T, axis=1)
        order = np.argsort(of, kind="stable")
        filled, begins = np.unique(of[order], return_index=True)
        centres[filled] = unit(np.add.reduceat(rows[order], begins, axis=0))
    return centres, of


def _chain(rows: Matrix, begin: int) -> list[int]:
    """From `begin` always to the nearest that was not visited yet."""
    free = np.ones(len(rows), dtype=bool)
    now, found = begin, []
    for _ in range(len(rows)):
        found.append(now)
        free[now] = False
        if free.any():
            now = int(np.argmax(np.where(free, rows @ rows[now], -np.inf)))
    return found
