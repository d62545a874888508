"""Witnesses: other complete pictures that fit everything a reader knows.

A hidden number is safe when two pictures fit, in which it is far enough apart. We do not argue that they exist, we
find them: an integer programme looks for the picture in which the hidden number is as large, or as small, as it can be.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Literal

from careloom_methods.errors import MethodError
from careloom_methods.representation.linking import Atoms, Ints, Scope
from careloom_methods.representation.tables import LEAST, SLACK, Key, rounded

ROOM = 2  # for all that anybody knows, a hidden number can be one of at least three: its range is this wide or wider
FAR = 1e9
WHOLE = 1e-6
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


class Reader:
    """What a reader can know at most: every rule, every published number, every rounded total, the exact number of all.

    `totals` are the exact numbers of all, one for each release of a series.
    """

    def __init__(self, atoms: Atoms, facts: Sequence[Fact], totals: Sequence[int], *, only_grows: bool = True) -> None:
        self.atoms, self.facts, self.totals = atoms, list(facts), list(totals)
        self.lowest = 0 if only_grows else -max(totals, default=0)
        self.seen = {(f.dims, f.key, f.wave, f.published): (f.true, f.true) for f in facts}

    def weak(self) -> list[Fact]:
        """The secrets that a reader would know too exactly.

        Pictures found before stay good when more is hidden later, so asking again looks only for what is still open.
        """
        left = self._left()
        if not left:
            return []
        solver = _solver(self)
        before = len(left) + 1
        while left and len(left) < before:  # one picture often opens many secrets at once
            before = len(left)
            for turn in (1, -1, 2, -2):  # all up, all down, every second one up and the others down, and back
                if left:
                    self._look(solver, [(f, (-1) ** (i * (abs(turn) - 1)) * turn) for i, f in enumerate(left)])
                    left = self._left()
        for fact in left:
            for sign in (1, -1):
                if self._closed(fact):
                    self._look(solver, [(fact, sign)])
        return self._left()

    def _closed(self, fact: Fact) -> bool:
        low, high = self.seen[fact.dims, fact.key, fact.wave, fact.published]
        return high - low < ROOM

    def _left(self) -> list[Fact]:
        return [fact for fact in self.facts if fact.secret and self._closed(fact)]

    def _look(self, solver: Any, of: Iterable[tuple[Fact, int]]) -> None:
        """Find the picture in which these are as large (sign +) or small as can be; remember where all numbers went."""
        import numpy as np

        cost = np.zeros(self.atoms.size * self.atoms.waves)
        for fact, sign in of:
            cost[fact.atoms] -= sign
        picture = _solve(solver, cost)
        for fact in self.facts:
            value = round(float(picture[fact.atoms].sum()))
            name = (fact.dims, fact.key, fact.wave, fact.published)
            low, high = self.seen[name]
            self.seen[name] = (min(low, value), max(high, value))

    def rows(self) -> tuple[list[Ints], list[list[float]], list[tuple[float, float]]]:
        places, signs, bounds = [], [], []
        for fact in self.facts:
            if fact.bounds() != (0, FAR):
                places.append(fact.atoms)
                signs.append([1.0] * len(fact.atoms))
                bounds.append(fact.bounds())
        for wave, total in enumerate(self.totals):
            for group in range(len(self.atoms.groups)):
                cells = self.atoms.up_to(wave, self.atoms.of_group(group))
                places.append(cells)
                signs.append([1.0] * len(cells))
                bounds.append((total, total))
        for wave in range(self.atoms.waves):
            for one, two, shared in self.atoms.links:
                for key in product(*(self.atoms.categories[dim] for dim in shared)):
                    left, right = (self.atoms.only(wave, self.atoms.under(shared, key, g)) for g in (one, two))
                    places.append([*left, *right])
                    signs.append([1.0] * len(left) + [-1.0] * len(right))
                    bounds.append((0, 0))
        return places, signs, bounds


def _solver(reader: Reader) -> Any:
    """All that the reader knows, as rows of a whole-number programme."""
    import highspy
    import numpy as np

    places, signs, bounds = reader.rows()
    number = reader.atoms.size * reader.atoms.waves
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = number, len(places)
    lp.col_cost_ = np.zeros(number)
    lower = np.full(number, float(reader.lowest))
    lower[: reader.atoms.size] = 0
    lp.col_lower_, lp.col_upper_ = lower, np.full(number, float(max(reader.totals, default=0)))
    lp.row_lower_ = np.array([low for low, _ in bounds], dtype=float)
    lp.row_upper_ = np.array([high if high < FAR else highspy.kHighsInf for _, high in bounds], dtype=float)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.concatenate([[0], np.cumsum([len(p) for p in places])]).astype(np.int32)
    lp.a_matrix_.index_ = np.concatenate(places).astype(np.int32)
    lp.a_matrix_.value_ = np.concatenate([np.array(s) for s in signs])
    lp.integrality_ = [highspy.HighsVarType.kInteger] * number
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.passModel(lp)
    return solver


def _solve(solver: Any, cost: Any) -> Any:
    """A picture of least cost. Raises MethodError `tables_do_not_fit` if no picture fits at all.

    Most corners are whole numbers by themselves; only when one is not, whole numbers are asked for.
    """
    import highspy
    import numpy as np

    solver.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost)
    for relaxed in (True, False):
        solver.setOptionValue("solve_relaxation", relaxed)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise MethodError("tables_do_not_fit", "These tables cannot be of the same people: their totals differ.")
        picture = np.array(solver.getSolution().col_value)
        if np.abs(picture - np.round(picture)).max() < WHOLE:
            break
    return np.round(picture)
