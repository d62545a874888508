"""Which tables of one survey tell about each other, and the smallest joint picture in which all of them live.

Two tables that both count by role group share those totals. A reader who has several tables can put them together,
so we must think of them together. Questions that never meet in one table need not be crossed: the graph of questions
that meet is cut into groups that overlap (its cliques after filling in), and only their overlaps must agree.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, product
from math import prod

LARGEST = 4000  # cells of one joint picture; above that each table stands for itself and only overlaps must agree
Scope = tuple[str, ...]
Ints = list[int]


def groups_of(scopes: Iterable[Scope], sizes: Mapping[str, int]) -> list[Scope]:
    """Groups of dimensions such that each table fits in one, and a picture of each group is a picture of all."""
    wanted = [frozenset(scope) for scope in scopes]
    near: dict[str, set[str]] = {dim: set() for scope in wanted for dim in scope}
    for scope in wanted:
        for dim in scope:
            near[dim] |= scope - {dim}
    found: list[frozenset[str]] = []
    while near:
        dim = min(near, key=lambda d: (_missing_pairs(near, d), len(near[d]), d))
        around = near.pop(dim)
        found.append(frozenset({dim, *around}))
        for other in around:
            near[other] = (near[other] | around) - {dim, other}
    if any(prod(sizes[dim] for dim in group) > LARGEST for group in found):
        found = wanted
    largest = [g for i, g in enumerate(found) if not any(g < h or (g == h and j < i) for j, h in enumerate(found))]
    return [tuple(sorted(group)) for group in largest]


def _missing_pairs(near: Mapping[str, set[str]], dim: str) -> int:
    return sum(b not in near[a] for a, b in combinations(sorted(near[dim]), 2))


def overlaps(groups: Sequence[Scope]) -> list[tuple[int, int, Scope]]:
    """(group, group, dimensions they share): a tree with the widest overlaps, which is enough for all to agree."""
    pairs = sorted(
        ((i, j, tuple(d for d in groups[i] if d in groups[j])) for i, j in combinations(range(len(groups)), 2)),
        key=lambda pair: -len(pair[2]),
    )
    tree = list(range(len(groups)))
    found = []
    for i, j, shared in pairs:
        if shared and tree[i] != tree[j]:
            tree = [tree[i] if root == tree[j] else root for root in tree]
            found.append((i, j, shared))
    return found


class Atoms:
    """The unknown numbers: one for each combination in each group, and for each release of a series."""

    def __init__(self, scopes: Iterable[Scope], categories: Mapping[str, Sequence[str]], waves: int = 1) -> None:
        self.categories = {dim: list(names) for dim, names in categories.items()}
        self.groups = groups_of(scopes, {dim: len(names) for dim, names in categories.items()})
        self.links = overlaps(self.groups)
        self.starts, self.size, self.waves = [0], 0, waves
        for group in self.groups:
            self.size += prod(len(self.categories[dim]) for dim in group)
            self.starts.append(self.size)

    def of_group(self, group: int) -> Ints:
        """Every atom of one group: together, everybody."""
        return list(range(self.starts[group], self.starts[group + 1]))

    def under(self, dims: Scope, key: tuple[str, ...], group: int | None = None) -> Ints:
        """The atoms that add up to one cell of a table, in the first release."""
        at = dict(zip(dims, key, strict=True))
        if group is None:
            group = next(i for i, have in enumerate(self.groups) if set(dims) <= set(have))
        step, steps = 1, []
        for dim in reversed(self.groups[group]):
            names = self.categories[dim]
            steps.append([step * names.index(at[dim])] if dim in at else range(0, step * len(names), step))
            step *= len(names)
        return [self.starts[group] + sum(parts) for parts in product(*reversed(steps))]

    def up_to(self, wave: int, atoms: Ints) -> Ints:
        """The same atoms in every release up to this one: a release counts what came before as well."""
        return [atom for w in range(wave + 1) for atom in self.only(w, atoms)]

    def only(self, wave: int, atoms: Ints) -> Ints:
        """The same atoms for what was new in this release."""
        return [atom + wave * self.size for atom in atoms]
