"""Two rules for a list in which nobody is left out: sequential PAV, and Phragmén's. Both decide with exact numbers."""

import math
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from careloom_methods.ballots.classes import Classes
from careloom_methods.ballots.limits import Limits
from careloom_methods.ballots.ties import Ties

Table = NDArray[np.int64]
LARGEST = 2**62


def pav(classes: Classes, limits: Limits, ties: Ties) -> list[str]:
    """Seat by seat: a voter who has k of the list counts 1/(k+1) for the next. Thiele's rule, one seat at a time."""
    seats = limits.seats or 0
    unit = math.lcm(*range(1, seats + 1))
    worth = [unit // (k + 1) for k in range(seats)]
    of_class, of_item = classes.entries
    weight = np.array(classes.weight, dtype=np.int64 if classes.total < LARGEST else object)
    starts = np.searchsorted(of_class, np.arange(len(weight) + 1))
    have = np.zeros(len(weight), dtype=np.int64)
    count = np.zeros((len(classes.ids), seats + 1), dtype=weight.dtype)  # weight by item and by what its voters have
    np.add.at(count[:, 0], of_item, weight[of_class])
    chosen: list[str] = []
    open_items = set(range(len(classes.ids)))
    while len(chosen) < seats:
        open_items = {i for i in open_items if limits.fits(i)}
        if not open_items:
            break
        scores = {i: sum(int(n) * w for n, w in zip(count[i], worth, strict=False)) for i in open_items}
        best = max(scores.values())
        name = ties.one((classes.ids[i] for i in open_items if scores[i] == best), step=len(chosen) + 1)
        item = classes.ids.index(name)
        touched = classes.items[item]
        marks = np.concatenate([np.arange(starts[c], starts[c + 1]) for c in touched]) if len(touched) else touched
        level, heavy = have[of_class[marks]], weight[of_class[marks]]
        np.subtract.at(count, (of_item[marks], level), heavy)
        np.add.at(count, (of_item[marks], level + 1), heavy)
        have[touched] += 1
        open_items.discard(item)
        limits.take(item)
        chosen.append(name)
    return chosen


def phragmen(
    classes: Classes, limits: Limits, ties: Ties, *, loads: list[Fraction] | None = None, skip: bool = False
) -> list[str]:
    """The next item is the one whose voters, sharing its cost, end with the smallest load. Phragmén's sequential rule.

    With money it stops when the next item would overspend; `skip` passes over it instead. `loads`: what each class
    carries per unit of weight already (below 0: money left over from another rule). Gives only what it adds.
    """
    weight = np.array(classes.weight, dtype=np.int64 if classes.total < LARGEST else object)
    start = loads or [Fraction(0)] * len(weight)
    levels: list[Fraction] = sorted(set(start))
    place = {load: n for n, load in enumerate(levels)}
    level = np.array([place[load] for load in start], dtype=np.int64)
    heavy = [sum(weight[c].tolist()) for c in classes.items]
    open_items = {i for i, w in enumerate(heavy) if w > 0 and i not in limits.taken}
    chosen: list[str] = []
    while open_items and (limits.seats is None or len(limits.taken) < limits.seats):
        open_items = {i for i in open_items if limits.allows(i) and not (skip and not limits.fits(i))}
        after = {}
        for item in open_items:
            of = classes.items[item]
            held = _by_level(level[of], weight[of])
            carried = sum((levels[n] * w for n, w in held.items()), Fraction(0))
            after[item] = (classes.cost[item] + carried) / heavy[item]
        if not after:
            break
        least = min(after.values())
        tied = [i for i in after if after[i] == least]
        if any(not limits.fits(i) for i in tied):
            break
        name = ties.one((classes.ids[i] for i in tied), step=len(limits.taken) + 1)
        item = classes.ids.index(name)
        levels.append(least)
        level[classes.items[item]] = len(levels) - 1
        open_items.discard(item)
        limits.take(item)
        chosen.append(name)
    return chosen


def _by_level(level: Table, weight: Table) -> dict[int, int]:
    sums: dict[int, int] = {}
    kinds, place = np.unique(level, return_inverse=True)
    total = np.zeros(len(kinds), dtype=weight.dtype)
    np.add.at(total, place, weight)
    for n, w in zip(kinds.tolist(), total.tolist(), strict=True):
        sums[n] = w
    return sums
