"""Ballots that say the same are counted once, with their weight: every proportional rule starts from these classes."""

import itertools
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from careloom_methods.ballots.profile import POINTS, Profile, whole

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Classes:
    """`weight[c]` of each class as whole numbers (`scale` of them are one voter); `items[i]` are the classes that want
    item i, in `use[i]` how much (None: all the same). `cost` as whole numbers (`money_scale` are one unit of money)."""

    ids: list[str]
    kind: list[str]
    cost: list[int]
    budget: int | None
    money_scale: int
    weight: list[int]
    scale: int
    items: list[Ints]
    use: list[list[int]] | None
    use_scale: int
    entries: tuple[Ints, Ints]  # (class, item) of every mark, sorted by class

    @property
    def total(self) -> int:
        """The weight of all ballots, also of empty ones."""
        return sum(self.weight)

    def support(self, item: int) -> int:
        """The weight of the ballots that want an item."""
        return sum(self.weight[c] for c in self.items[item].tolist())


def classes_of(profile: Profile) -> Classes:
    """Index a profile. Ballots with weight 0 are absent."""
    number = {item.id: n for n, item in enumerate(profile.items)}
    with_points = profile.kind == POINTS
    weights: dict[tuple[Any, ...], Fraction | int] = {}
    for ballot in profile.ballots:
        if not ballot.weight:
            continue
        marks_of: list[Any] = [number[i] for i in ballot.items]
        if with_points:
            marks_of = [(i, p) for i, p in zip(marks_of, ballot.points, strict=True) if p > 0]
        key = tuple(sorted(marks_of))
        add = ballot.weight if ballot.weight.denominator != 1 else ballot.weight.numerator
        weights[key] = weights.get(key, 0) + add
    keys = sorted(weights)
    weight, scale = whole([Fraction(weights[key]) for key in keys])
    marks = [(c, *(mark if with_points else (mark, 1))) for c, key in enumerate(keys) for mark in key]
    of_class = np.array([m[0] for m in marks], dtype=np.int64)
    of_item = np.array([m[1] for m in marks], dtype=np.int64)
    by_item = np.argsort(of_item, kind="stable")
    ends = np.searchsorted(of_item[by_item], np.arange(1, len(number)))
    items = np.split(of_class[by_item], ends)
    use, use_scale = None, 1
    if with_points:
        points, use_scale = whole([Fraction(marks[k][2]) for k in by_item.tolist()])
        bounds = [0, *ends.tolist(), len(points)]
        use = [points[a:b] for a, b in itertools.pairwise(bounds)]
    amounts, money_scale = whole([*(item.cost for item in profile.items), profile.budget or Fraction(0)])
    return Classes(
        [item.id for item in profile.items], [item.kind for item in profile.items], amounts[:-1],
        amounts[-1] if profile.budget is not None else None, money_scale, weight, scale, items, use, use_scale,
        (of_class, of_item),
    )  # fmt: skip
