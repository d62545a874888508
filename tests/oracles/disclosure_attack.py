"""An attacker who knows every rule, written again without the product's code: whole-number programmes of scipy.

He knows the exact number of all (from 10); each published number to within the rounding; each group's total to within the
rounding where it is 10 or more; and, if `told`, which hidden numbers are small. He asks for the least and the most
that each hidden number can be. If both are the same, he has recovered it.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations, product
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

Key = tuple[str, ...]


def joint(people: Sequence[Key], dims: Sequence[str], of: Sequence[str]) -> dict[Key, int]:
    """Counts by some of the dimensions."""
    found: dict[Key, int] = {}
    for person in people:
        key = tuple(person[dims.index(d)] for d in of)
        found[key] = found.get(key, 0) + 1
    return found


class Attack:
    """One population; `categories` of every dimension; the reader's knowledge as rows over the full joint table."""

    def __init__(self, categories: Mapping[str, Sequence[str]], total: int) -> None:
        self.categories = {d: list(c) for d, c in categories.items()}
        shape = [len(c) for c in self.categories.values()]
        self.grid = np.arange(int(np.prod(shape))).reshape(shape)
        self.rows, self.low, self.high = [np.ones(self.grid.size)], [0.0], [9.0]
        if total >= 10:  # fewer than 10 in all is a hidden number too
            self.low, self.high = [float(total)], [float(total)]

    def row(self, dims: Sequence[str], key: Key) -> Any:
        """Which joint cells add up to this cell."""
        at = dict(zip(dims, key, strict=True))
        where = tuple(names.index(at[d]) if d in at else slice(None) for d, names in self.categories.items())
        row = np.zeros(self.grid.size)
        row[np.atleast_1d(self.grid[where]).ravel()] = 1
        return row

    def learn(self, dims: Sequence[str], key: Key, low: float, high: float) -> None:
        """The reader knows that this cell is between two numbers."""
        self.rows.append(self.row(dims, key))
        self.low.append(low)
        self.high.append(high)

    def read(self, dims: Sequence[str], true: Mapping[Key, int], shown: Mapping[Key, int | None], *, told: bool) -> None:
        """What a published table tells."""
        for key, value in shown.items():
            if value is not None:
                self.learn(dims, key, max(10, value - 2), value + 2)
            elif told and true.get(key, 0) < 10:
                self.learn(dims, key, 0, 9)
            elif told:
                self.learn(dims, key, 10, np.inf)

    def between(self, dims: Sequence[str], key: Key, *, whole: bool = True) -> tuple[int, int]:
        """The least and the most this cell can be. Gives (1, 0) if nothing fits."""
        row, known = self.row(dims, key), LinearConstraint(np.array(self.rows), self.low, self.high)
        ends = []
        for sign in (1, -1):
            done = milp(sign * row, constraints=known, bounds=Bounds(0, np.inf),
                        integrality=np.full(row.size, int(whole)))  # fmt: skip
            if not done.success:
                return 1, 0
            ends.append(sign * done.fun)
        return round(np.ceil(ends[0] - 1e-6)), round(np.floor(ends[1] + 1e-6))


def sums(true: Mapping[Key, int], size: int) -> list[tuple[tuple[int, ...], dict[Key, int]]]:
    """Every total of a table: (which places are kept, counts)."""
    found = []
    for number in range(1, size):
        for kept in combinations(range(size), number):
            part: dict[Key, int] = {}
            for key, count in true.items():
                short = tuple(key[i] for i in kept)
                part[short] = part.get(short, 0) + count
            found.append((kept, part))
    return found


def made_table(chance: Any, most: int = 6) -> tuple[tuple[str, ...], dict[Key, int]]:
    """A random table with one, two or three questions; many small cells."""
    size = chance.choice([1, 2, 2, 3])
    shape = [chance.randint(2, most if size < 3 else 4) for _ in range(size)]
    dims = ("a", "b", "c")[:size]
    mean = chance.choice([6, 15, 30, 80])
    keys = product(*([f"{d}{n}" for n in range(s)] for d, s in zip(dims, shape, strict=True)))
    return dims, {key: int(chance.expovariate(1 / mean)) for key in keys}


def recovered(dims: Sequence[str], true: Mapping[Key, int], shown: Mapping[Key, int | None], *, told: bool) -> list[Key]:
    """Hidden cells of one table that the attacker knows exactly."""
    categories = {d: sorted({key[i] for key in true}) for i, d in enumerate(dims)}
    attack = Attack(categories, sum(true.values()))
    attack.read(dims, true, shown, told=told)
    if any(value is not None for value in shown.values()):  # a table that is hidden whole gives its totals to nobody
        for kept, part in sums(true, len(dims)):
            for key, count in part.items():
                near = 5 * ((count + 2) // 5)
                attack.learn([dims[i] for i in kept], key, *((max(10, near - 2), near + 2) if count >= 10 else (0, 9)))
    hidden = [key for key, value in shown.items() if value is None]
    # All rows of a two-way table make a network: its corners are whole numbers without asking for them.
    ends = {key: attack.between(dims, key, whole=len(dims) > 2) for key in hidden}
    return [key for key, (low, high) in ends.items() if low == high]
