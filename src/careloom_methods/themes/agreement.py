"""Do people who coded the same texts agree? Krippendorff's alpha, with gaps; Cohen's kappa as a courtesy.

Source: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), and "Content Analysis" (2004, chapter 11).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from careloom_methods.errors import MethodError

Floats = NDArray[np.float64]
LEVELS = ("nominal", "ordinal", "interval", "ratio")
GOOD, TENTATIVE = 0.80, 0.667  # Krippendorff's own convention; shown as such, never as a law


@dataclass(frozen=True)
class Agreement:
    """`alpha` is None where it cannot be said; `why` is then 'nobody_twice' or 'no_variation'."""

    alpha: float | None
    low: float | None
    high: float | None
    units: int  # coded by two people or more
    single: int  # coded by one person only: they say nothing about agreement
    why: str = ""


def alpha(
    ratings: Sequence[Sequence[float | None]], level: str = "nominal", *, draws: int = 1_000, seed: int = 0
) -> Agreement:
    """Krippendorff's alpha of ratings[coder][unit], None for a gap, with a 95% interval.

    The interval comes from drawing units anew with replacement (`draws` times, from `seed`); draws in which nothing
    varies are left out. `draws` 0 gives no interval. Raises MethodError for an unknown level, or coders that do not
    have one place for each unit.
    """
    if level not in LEVELS:
        raise MethodError("level", f"The level must be one of {', '.join(LEVELS)}.", level=level)
    if len({len(row) for row in ratings}) > 1:
        raise MethodError("ragged", "Every coder needs one place for each text; leave gaps empty.")
    given = [[value for value in unit if value is not None] for unit in zip(*ratings, strict=True)]
    single = sum(len(unit) == 1 for unit in given)
    pairable = [unit for unit in given if len(unit) > 1]
    if not pairable:
        return Agreement(None, None, None, 0, single, "nobody_twice")
    values = sorted({value for unit in pairable for value in unit})
    if level == "ratio" and values[0] < 0:
        raise MethodError("below_zero", "A ratio scale has no values under zero.", value=values[0])
    kinds, tables = _tables(pairable, values)
    point = _alpha(kinds[None, :] @ tables, values, level)[0]
    low = high = None
    if draws and not np.isnan(point):
        drawn = np.random.default_rng(seed).multinomial(len(pairable), kinds / kinds.sum(), size=draws)
        several = _alpha(drawn @ tables, values, level)
        several = several[~np.isnan(several)]
        low, high = (float(v) for v in np.quantile(several, [0.025, 0.975])) if len(several) else (None, None)
    said = None if np.isnan(point) else float(point)
    return Agreement(said, low, high, len(pairable), single, "no_variation" if said is None else "")


def _tables(units: Sequence[Sequence[float]], values: Sequence[float]) -> tuple[Floats, Floats]:
    """(how often each kind of unit comes, its coincidence table as a row of V*V): few kinds, however many units."""
    place = {value: number for number, value in enumerate(values)}
    kinds = Counter(tuple(sorted(place[value] for value in unit)) for unit in units)
    tables = np.zeros((len(kinds), len(values) ** 2))
    for row, kind in zip(tables, kinds, strict=True):
        counts = np.bincount(kind, minlength=len(values)).astype(float)
        row[:] = ((np.outer(counts, counts) - np.diag(counts)) / (len(kind) - 1)).ravel()
    return np.array(list(kinds.values()), dtype=float), tables


def _alpha(coincidences: Floats, values: Sequence[float], level: str) -> Floats:
    """Alpha of each row of coincidences (n x V*V); nan where nothing varies."""
    size = len(values)
    tables = coincidences.reshape(-1, size, size)
    totals = tables.sum(axis=2)
    number = totals.sum(axis=1)
    expected = (totals[:, :, None] * totals[:, None, :]) / (number - 1)[:, None, None]
    apart = _distances(np.array(values, dtype=float), totals, level)
    seen, chance = (tables * apart).sum(axis=(1, 2)), (expected * apart).sum(axis=(1, 2))
    return np.asarray(np.where(chance > 0, 1 - seen / np.where(chance > 0, chance, 1), np.nan))


def _distances(values: Floats, totals: Floats, level: str) -> Floats:
    """Squared distances of each pair of values (n x V x V, or broadcast to it)."""
    a, b = values[:, None], values[None, :]
    if level == "nominal":
        return np.asarray((a != b).astype(float)[None])
    if level == "interval":
        return np.asarray(((a - b) ** 2)[None])
    if level == "ratio":
        return np.asarray((((a - b) / np.where(a + b != 0, a + b, 1)) ** 2)[None])
    ranks = np.cumsum(totals, axis=1) - totals / 2  # all values below, and half of its own
    return np.asarray((ranks[:, :, None] - ranks[:, None, :]) ** 2)


def alpha_of_themes(
    codings: Mapping[str, Mapping[str, frozenset[str]]], themes: Sequence[str], *, draws: int = 1_000, seed: int = 0
) -> dict[str, Agreement]:
    """For each theme the alpha of 'has it' against 'has it not'; codings[coder][text] are the themes given.

    A text that a coder read and gave no theme has an empty set; a text that they did not read is absent.
    """
    texts = list(dict.fromkeys(text for read in codings.values() for text in read))
    return {
        theme: alpha([[None if text not in read else float(theme in read[text]) for text in texts]
                      for read in codings.values()] or [[]], draws=draws, seed=seed)
        for theme in themes
    }  # fmt: skip


def kappa(first: Sequence[float | None], second: Sequence[float | None]) -> float | None:
    """Cohen's kappa of two coders over the units that both coded; None where it cannot be said."""
    pairs = [(a, b) for a, b in zip(first, second, strict=True) if a is not None and b is not None]
    if not pairs:
        return None
    ours, theirs = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(ours[value] * theirs[value] for value in ours) / len(pairs) ** 2
    if chance == 1:
        return None
    return (sum(a == b for a, b in pairs) / len(pairs) - chance) / (1 - chance)
