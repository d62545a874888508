"""Witnesses: other complete pictures that fit everything a reader knows.

A hidden number is safe when two pictures fit, in which it is far enough apart. We do not argue that they exist, we
find them: an integer programme looks for the picture in which the hidden number is as large, or as small, as it can be.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

from careloom_methods.representation.linking import Atoms, Ints, Scope
from careloom_methods.representation.solving import FAR, Programme, Row
from careloom_methods.representation.tables import LEAST, SLACK, Key, rounded

ROOM = 2  # for all that anybody knows, a hidden number can be one of at least three: its range is this wide or wider
State = Literal["shown", "small", "hidden", "unknown"]


@dataclass
class Fact:
    """One sum of atoms that a reader knows something about.

    shown: known to within the rounding. small: known to be under 10. hidden: known to be 10 or more, because we
    assume that the reader guesses which numbers we hid only to protect others. unknown: nothing known.
    """

    dims: Scope
    key: Key
    wave: int
    true: int
    state: State
    atoms: Ints
    published: bool = True
    told: bool = True  # does the reader know why it is hidden?
    since: int = 0  # the first release whose answers are in it

    def bounds(self) -> tuple[float, float]:
        """Between which numbers a reader knows it to be."""
        if self.state == "shown":
            return max(LEAST, rounded(self.true) - SLACK), rounded(self.true) + SLACK
        if self.state == "unknown" or not self.told:
            return 0, FAR
        return (LEAST, FAR) if self.state == "hidden" else (0, LEAST - 1 if self.true < LEAST else FAR)

    @property
    def secret(self) -> bool:
        """Must a reader not find it?"""
        return self.state in {"small", "hidden"}


Name = tuple[Scope, Key, int, int]


class Reader:
    """What a reader can know at most: every rule, every published number, every rounded total, the exact number of all.

    `totals` are the exact numbers of all, one for each release of a series.
    """

    def __init__(self, atoms: Atoms, facts: Sequence[Fact], totals: Sequence[int], *, only_grows: bool = True) -> None:
        self.atoms, self.facts, self.totals = atoms, list(facts), list(totals)
        self.most = max(totals, default=0)
        self.lowest = 0 if only_grows else -self.most
        self.seen: dict[Name, tuple[int, int]] = {_name(f): (f.true, f.true) for f in facts}

    def weak(self, *, first: bool = False) -> list[Fact]:
        """The secrets that a reader would know too exactly; with `first`, one is enough.

        Pictures found before stay good when more is hidden later, so asking again looks only for what is still open.
        A picture in which one group of questions differs and all others are as they are is small and often enough.
        """
        if len(self.atoms.groups) > 1:
            for group in range(len(self.atoms.groups)):
                self._open(*self._alone(group))
        left = self._left(self.facts)
        if left:
            self._open(self._together(), {_name(f): f.atoms for f in self.facts}, left, first=first)
        return self._left(self.facts)

    def _left(self, of: Iterable[Fact]) -> list[Fact]:
        return [fact for fact in of if fact.secret and self._closed(fact)]

    def _closed(self, fact: Fact) -> bool:
        low, high = self.seen[_name(fact)]
        return high - low < ROOM

    def _open(
        self, programme: Programme | None, places: dict[Name, Ints], of: Sequence[Fact], *, first: bool = False
    ) -> None:
        """Look for pictures until every one of these has room, or none can be found."""
        left = self._left(of)
        if not left or programme is None:
            return
        before = len(left) + 1
        while left and len(left) < before:  # one picture often opens many secrets at once
            before = len(left)
            for turn in (1, -1, 2, -2):  # all up, all down, every second one up and the others down, and back
                if left:
                    signs = [(-1) ** (i * (abs(turn) - 1)) * turn for i in range(len(left))]
                    self._look(programme, places, list(zip(left, signs, strict=True)))
                    left = self._left(of)
        for fact in left:
            for sign in (1, -1):
                if self._closed(fact):
                    self._look(programme, places, [(fact, sign)])
            if first and self._closed(fact):
                return

    def _look(self, programme: Programme, places: dict[Name, Ints], of: Sequence[tuple[Fact, int]]) -> None:
        """Find one picture; remember where all numbers went in it."""
        numbers = programme.picture((places[_name(fact)], sign) for fact, sign in of)
        for name, atoms in places.items():
            value, (low, high) = round(float(numbers[atoms].sum())), self.seen[name]
            self.seen[name] = (min(low, value), max(high, value))

    def _together(self) -> Programme:
        """Everything the reader knows."""
        rows = [Row(fact.atoms, *fact.bounds()) for fact in self.facts if fact.bounds() != (0, FAR)]
        for wave, total in enumerate(self.totals):
            for group in range(len(self.atoms.groups)):
                rows.append(Row(self.atoms.up_to(wave, self.atoms.of_group(group)), total, total))
            for one, two, shared in self.atoms.links:
                for key in product(*(self.atoms.categories[dim] for dim in shared)):
                    left, right = (self.atoms.only(wave, self.atoms.under(shared, key, g)) for g in (one, two))
                    rows.append(Row(left, 0, 0, less=right))
        return Programme(self._lower(self.atoms.size), self.most, rows)

    def _lower(self, size: int) -> list[float]:
        return [0.0] * size + [float(self.lowest)] * (size * (self.atoms.waves - 1))

    def _alone(self, group: int) -> tuple[Programme | None, dict[Name, Ints], list[Fact]]:
        """One group of questions, while all that it shares with others stays as it is: (programme, places, facts)."""
        dims = set(self.atoms.groups[group])
        shared = [set(common) for one, two, common in self.atoms.links if group in (one, two)]
        inside = [fact for fact in self.facts if set(fact.dims) <= dims]
        free = [fact for fact in inside if not any(set(fact.dims) <= common for common in shared)]
        known = {(frozenset(fact.dims), fact.wave) for fact in inside if not fact.since}
        whole = all((frozenset(common), wave) in known for common in shared for wave in range(self.atoms.waves))
        if not whole or not self._left(free):
            return None, {}, []
        size = len(self.atoms.of_group(group))
        start = self.atoms.starts[group]

        def place(fact: Fact) -> Ints:
            at = [atom - start for atom in self.atoms.under(fact.dims, fact.key, group)]
            return [atom + wave * size for wave in range(fact.since, fact.wave + 1) for atom in at]

        rows = [Row([atom + w * size for w in range(wave + 1) for atom in range(size)], total, total)
                for wave, total in enumerate(self.totals)]  # fmt: skip
        chosen = {id(fact) for fact in free}
        for fact in inside:
            low, high = fact.bounds() if id(fact) in chosen else (fact.true, fact.true)
            if (low, high) != (0, FAR):
                rows.append(Row(place(fact), low, high))
        places = {_name(fact): place(fact) for fact in free}
        return Programme(self._lower(size), self.most, rows), places, free


def _name(fact: Fact) -> Name:
    return fact.dims, fact.key, fact.wave, fact.since
