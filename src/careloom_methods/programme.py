"""Linear and integer programmes, solved by HiGHS. One thin layer, so that no method speaks to the solver itself.

The same programme gives the same solution on every machine: one thread, a fixed seed, limits that are counted in steps
and never in seconds. Numbers that steer are put on a grid first (see `on_grid`), because sums of other fractions differ
in the last digit from one processor to the next.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
GRID = 36  # bits that a number keeps, counted from the largest one beside it
NODES = 20_000_000  # of the search tree x variables: where an integer programme is given up
START = 25.0  # steps that a programme costs before its first one
BRANCHING = 5.0  # how much more a step costs in a search for whole numbers


def on_grid(values: Floats, *, bits: int = GRID) -> Floats:
    """The nearest whole multiples of a power of two: their sums are exact, so that no order of adding matters."""
    largest = float(np.abs(values).max(initial=0.0))
    if largest == 0.0 or not np.isfinite(largest):
        return values
    step = 2.0 ** (int(np.frexp(largest)[1]) - bits)
    return np.rint(values / step) * step


class Work:
    """Counts the steps that solvers took. Limits are marks on this count, so that every machine stops at the same one.

    `hurry` is a guard from outside, asked after each programme; once it says yes, `hurried` stays true and whoever
    publishes the result must say that another machine may find another one.
    """

    def __init__(self, hurry: Callable[[], bool] | None = None) -> None:
        self.done, self.hurried, self._hurry = 0.0, False, hurry

    def past(self, mark: float) -> bool:
        """Is more done than `mark`, or is there a hurry?"""
        self.hurried = self.hurried or (self._hurry is not None and self._hurry())
        return self.hurried or self.done > mark


@dataclass(frozen=True)
class Solved:
    """`x` (columns), `duals` (rows), the objective; `ok` is False where there is no solution."""

    ok: bool
    x: Floats
    duals: Floats
    objective: float
    bound: float


class Programme:
    """maximise c·x subject to row_low <= A x <= row_high and low <= x <= high; some x whole numbers."""

    def __init__(self, work: Work, *, always: bool = False) -> None:
        """`always`: this programme is known to have a solution, so "none" means a slip of arithmetic."""
        import highspy

        self.always, self.work = always, work
        self._lib = highspy
        self._highs = highspy.Highs()
        for name, value in [("output_flag", False), ("threads", 1), ("parallel", "off"), ("random_seed", 0),
                            ("mip_rel_gap", 0.0), ("mip_abs_gap", 1e-9), ("primal_feasibility_tolerance", 1e-9),
                            ("dual_feasibility_tolerance", 1e-9), ("mip_feasibility_tolerance", 1e-7)]:  # fmt: skip
            self._highs.setOptionValue(name, value)
        self._highs.changeObjectiveSense(highspy.ObjSense.kMaximize)
        self.cut_short = False
        self._price = 1.0
        self.columns = 0
        self.rows = 0

    def option(self, name: str, value: Any) -> None:
        """One of the solver's own options."""
        self._highs.setOptionValue(name, value)

    def add_columns(self, cost: Floats, low: Floats, high: Floats) -> None:
        """New variables that stand in no row yet."""
        n = len(cost)
        empty = np.zeros(0, dtype=np.int32)
        self._highs.addCols(n, cost, low, high, 0, np.zeros(n, dtype=np.int32), empty, np.zeros(0))
        self.columns += n

    def add_column(self, cost: float, low: float, high: float, rows: NDArray[np.int32], values: Floats) -> None:
        """One new variable with its coefficients in rows that are there."""
        self._highs.addCol(cost, low, high, len(rows), rows, values)
        self.columns += 1

    def add_row(self, low: float, high: float, columns: NDArray[np.int32], values: Floats) -> None:
        """One new row."""
        self._highs.addRow(low, high, len(columns), columns, values)
        self.rows += 1

    def whole(self, columns: NDArray[np.int32]) -> None:
        """These variables are whole numbers."""
        self._price = BRANCHING
        kinds = [self._lib.HighsVarType.kInteger] * len(columns)
        self._highs.changeColsIntegrality(len(columns), columns, np.array([k.value for k in kinds], dtype=np.uint8))

    def costs(self, cost: Floats) -> None:
        """Another objective over all variables; give it `on_grid`, or small whole numbers."""
        self._highs.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost)

    def column_bounds(self, column: int, low: float, high: float) -> None:
        """Other bounds of one variable."""
        self._highs.changeColBounds(column, low, high)

    def row_bounds(self, row: int, low: float, high: float) -> None:
        """Other bounds of one row."""
        self._highs.changeRowBounds(row, low, high)

    def coefficient(self, row: int, column: int, value: float) -> None:
        """Another coefficient."""
        self._highs.changeCoeff(row, column, value)

    def solve(self, *, nodes: int = NODES) -> Solved:
        """The best solution, or ok=False where there is none (`cut_short`: or none within `nodes` / variables)."""
        self._highs.setOptionValue("mip_max_nodes", max(10, nodes // max(1, self.columns)))
        status = self._run()
        if self.always and status != self._lib.HighsModelStatus.kOptimal:
            # The warm start led the simplex astray: once more from the beginning, then with common tolerances.
            for tolerance in (1e-8, 1e-7):
                for name in ("primal_feasibility_tolerance", "dual_feasibility_tolerance"):
                    self._highs.setOptionValue(name, tolerance)
                self._highs.clearSolver()
                status = self._run()
                if status == self._lib.HighsModelStatus.kOptimal:
                    break
        info = self._highs.getInfo()
        self.cut_short = status == self._lib.HighsModelStatus.kSolutionLimit
        late = self.cut_short and info.primal_solution_status == 2
        if status != self._lib.HighsModelStatus.kOptimal and not late:
            return Solved(False, np.zeros(0), np.zeros(0), 0.0, 0.0)
        found = self._highs.getSolution()
        mip = info.mip_dual_bound if np.isfinite(info.mip_dual_bound) and info.mip_node_count >= 0 else None
        objective = float(info.objective_function_value)
        return Solved(True, np.array(found.col_value), np.array(found.row_dual), objective,
                      float(mip) if mip is not None else objective)  # fmt: skip

    def _run(self) -> Any:
        self._highs.run()
        steps = max(0, self._highs.getInfo().simplex_iteration_count)
        self.work.done += self._price * (steps + START) * (self.rows + self.columns)
        return self._highs.getModelStatus()
