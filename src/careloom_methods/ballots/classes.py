"""Ballots that say the same are counted once, with their weight: every proportional rule starts from these classes."""

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from careloom_methods.ballots.profile import ONE, POINTS, Item, Profile, whole

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


def classes_of(profile: Profile, items: Sequence[Item], budget: Fraction | None) -> Classes:
    """Index a profile for some of its items. Ballots with weight 0 are absent; marks of other items too."""
    number = {item.id: n for n, item in enumerate(items)}
    weights = _points(profile, number) if profile.kind == POINTS else _sets(profile, number)
    keys = list(weights)
    weight, scale = whole(list(weights.values()))
    lengths = np.fromiter(map(len, keys), dtype=np.int64, count=len(keys))
    of_class = np.repeat(np.arange(len(keys)), lengths)
    marks = list(itertools.chain.from_iterable(keys))
    given = [Fraction(p) for _, p in marks] if profile.kind == POINTS else []
    of_item = np.array([i for i, _ in marks] if given else marks, dtype=np.int64)
    by_item = np.argsort(of_item, kind="stable")
    ends = np.searchsorted(of_item[by_item], np.arange(1, len(number)))
    use, use_scale = None, 1
    if profile.kind == POINTS:
        points, use_scale = whole([given[k] for k in by_item.tolist()])
        use = [points[a:b] for a, b in itertools.pairwise([0, *ends.tolist(), len(points)])]
    amounts, money_scale = whole([*(item.cost for item in items), budget or Fraction(0)])
    return Classes(
        [item.id for item in items], [item.kind for item in items], amounts[:-1],
        amounts[-1] if budget is not None else None, money_scale, weight, scale,
        np.split(of_class[by_item], ends), use, use_scale, (of_class, of_item),
    )  # fmt: skip


def _sets(profile: Profile, number: dict[str, int]) -> dict[tuple[Any, ...], Fraction | int]:
    """{items wanted: weight}. Most ballots weigh one: those are counted as they stand before anything is sorted."""
    raw: dict[tuple[str, ...], Fraction | int] = dict(Counter(b.items for b in profile.ballots if b.weight is ONE))
    for ballot in profile.ballots:
        if ballot.weight is not ONE and ballot.weight:
            raw[ballot.items] = raw.get(ballot.items, 0) + ballot.weight
    found: dict[tuple[Any, ...], Fraction | int] = {}
    for items, weight in raw.items():
        key = tuple(sorted([number[i] for i in items if i in number]))
        found[key] = found.get(key, 0) + weight
    return found


def _points(profile: Profile, number: dict[str, int]) -> dict[tuple[Any, ...], Fraction | int]:
    """{(item, points) wanted: weight}."""
    found: dict[tuple[Any, ...], Fraction | int] = {}
    for ballot in profile.ballots:
        if ballot.weight:
            given = zip(ballot.items, ballot.points, strict=True)
            key = tuple(sorted((number[i], p) for i, p in given if p > 0 and i in number))
            found[key] = found.get(key, 0) + ballot.weight
    return found
