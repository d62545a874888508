"""One more vote, one new result: whole-number tables that a vote changes in one row and column.

For every pair of statements three numbers are kept over the people who voted on both: how many, the sum of the first
one's votes, and the sum of the products. They are sums of whole numbers, so any order of votes, changes and
withdrawals, and any way of adding shards, ends in the same tables, and the result depends on the tables alone.
"""

from collections.abc import Iterable

import numpy as np

from careloom_methods.errors import MethodError
from careloom_methods.opinions import axes as axis
from careloom_methods.opinions.analysis import ENOUGH
from careloom_methods.opinions.findings import Findings, find
from careloom_methods.opinions.groups import Split, split
from careloom_methods.opinions.votes import Array, steady

UNSEEN = 9


class Live:
    """A conversation that is open. People and statements are known by their ids; people may join at any time."""

    def __init__(self, statements: Iterable[str], *, rejected: Iterable[str] = ()) -> None:
        self.statements = steady({str(s) for s in statements})
        self._column = {s: i for i, s in enumerate(self.statements)}
        out = set(rejected)
        self.rejected = np.array([s in out for s in self.statements], dtype=bool)
        wide = len(self.statements)
        self.both = np.zeros((wide, wide), dtype=np.int64)
        self.first = np.zeros((wide, wide), dtype=np.int64)
        self.product = np.zeros((wide, wide), dtype=np.int64)
        self._row: dict[str, int] = {}
        self._table = np.full((64, wide), UNSEEN, dtype=np.int8)

    @property
    def people(self) -> list[str]:
        """Everybody with at least one vote, in steady order."""
        return steady(p for p, row in self._row.items() if (self._table[row] != UNSEEN).any())

    def vote(self, person: str, statement: str, value: int | None) -> None:
        """Vote, change a vote, or (None) take it back. Raises MethodError for a statement that is not here."""
        if statement not in self._column:
            raise MethodError("unknown_statement", "This statement is not in the conversation.", statement=statement,
                              suggestion="Add the statement first.")  # fmt: skip
        if self.rejected[self._column[statement]] and value is not None:
            raise MethodError("withdrawn_statement", "This statement was taken out, so it takes no votes.",
                              statement=statement, suggestion="Take the vote out.")  # fmt: skip
        if value not in (None, -1, 0, 1):
            raise MethodError("vote_not_known", "A vote is 1 (agree), -1 (disagree) or 0 (pass).", value=value,
                              suggestion="Write 1, -1 or 0.")  # fmt: skip
        row, column = self._place(person), self._column[statement]
        line = self._table[row]
        if line[column] != UNSEEN:
            self._add(line, column, -1)
        line[column] = UNSEEN if value is None else value
        if value is not None:
            self._add(line, column, 1)

    def merge(self, other: "Live") -> None:
        """Add a shard of other people with the same statements."""
        if other.statements != self.statements:
            raise MethodError("other_statements", "Shards of one conversation have the same statements.",
                              suggestion="Give every shard the same list of statements.")  # fmt: skip
        if set(other.people) & set(self.people):
            raise MethodError("person_in_two_shards", "A person's votes must all be in one shard.",
                              suggestion="Part the conversation by people.")  # fmt: skip
        self.both += other.both
        self.first += other.first
        self.product += other.product
        for person in other.people:
            self._table[self._place(person)] = other._table[other._row[person]]

    def _place(self, person: str) -> int:
        row = self._row.setdefault(person, len(self._row))
        if row == len(self._table):
            self._table = np.concatenate([self._table, np.full_like(self._table, UNSEEN)])
        return row

    def _add(self, line: Array, column: int, sign: int) -> None:
        """Put the vote in `column` into the tables (`sign` 1) or take it out (-1); the vote is in `line` both times."""
        seen = line != UNSEEN
        value = int(line[column])
        others = np.where(seen, line, 0).astype(np.int64) * sign
        count = seen.astype(np.int64) * sign
        self.both[column] += count
        self.first[column] += count * value
        self.product[column] += others * value
        count[column] = others[column] = 0  # the pair of a statement with itself is counted once
        self.both[:, column] += count
        self.first[:, column] += others
        self.product[:, column] += others * value

    def table(self) -> tuple[Array, Array]:
        """(products of distances for every pair of statements, averages): what `axes.products` gives, from the sums."""
        count, total = np.diagonal(self.both), np.diagonal(self.first)
        middle = np.divide(total, count, out=np.zeros(len(total)), where=count > 0)
        middle[self.rejected] = 0.0
        found = self.product - self.first * middle - self.first.T * middle[:, None]
        found += middle[:, None] * middle * self.both
        found[self.rejected] = found[:, self.rejected] = 0.0
        return found, middle

    def axes(self) -> tuple[Array, Array]:
        """(axes, averages) from the tables alone."""
        products, middle = self.table()
        columns = np.flatnonzero(~self.rejected & (np.diagonal(self.both) > 0))
        found = np.zeros((2, len(middle)))
        if len(columns):
            found[:, columns] = axis.first_two(products[np.ix_(columns, columns)])[0]
        return found, middle

    def result(self, *, seed: int = 0) -> "Tick":
        """Axes, map, groups and findings now. Groups here are not tested: show them only if the last verdict did."""
        both, middle = self.axes()
        people = self.people
        table = self._table[[self._row[p] for p in people]]
        seen = table != UNSEEN
        live = ~self.rejected
        points = _map(table, both, middle, live & seen.any(axis=0), seen)
        in_map = seen[:, live].sum(axis=1) >= max(1, min(ENOUGH, int(live.sum())))
        found = split(points[in_map], seed) if in_map.any() else None
        label = np.full(len(people), -1)
        if found is not None:
            label[in_map] = found.label
        everybody, cells = _tallies(table, label, len(found.centres) if found else 0)
        reach = axis.reach(both, middle, everybody)
        return Tick(people, both, points, label, found,
                    find(everybody, cells, len(people), self.rejected, reach, exact=False))  # fmt: skip


def _map(table: Array, axes: Array, middle: Array, counted: Array, seen: Array) -> Array:
    counts = seen & counted
    away = np.where(counts, table - middle, 0.0)
    number = counts.sum(axis=1)
    scale = np.sqrt(np.divide(int(counted.sum()), number, out=np.zeros(len(table)), where=number > 0))
    return np.asarray((away @ axes.T) * scale[:, None])


def _tallies(table: Array, label: Array, groups: int) -> tuple[Array, Array]:
    marks = np.stack([table == -1, table == 0, table == 1], axis=2)
    everybody = marks.sum(axis=0)
    cells = [marks[label == g].sum(axis=0) for g in range(groups)]
    return everybody, np.stack(cells) if cells else np.zeros((0, *everybody.shape), dtype=np.int64)


class Tick:
    """A live result."""

    def __init__(self, people: list[str], axes: Array, points: Array, label: Array, found: Split | None,
                 findings: Findings) -> None:  # fmt: skip
        self.people, self.axes, self.points, self.label = people, axes, points, label
        self.split, self.findings = found, findings
