"""Linear and integer programmes, solved by HiGHS. One thin layer, so that no method speaks to the solver itself."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


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

    def __init__(self, *, seconds: float = 60.0, always: bool = False) -> None:
        """`always`: this programme is known to have a solution, so "none" means a slip of arithmetic."""
        import highspy

        self.always, self.seconds = always, seconds
        self._lib = highspy
        self._highs = highspy.Highs()
        for name, value in [("output_flag", False), ("threads", 1), ("random_seed", 0), ("mip_rel_gap", 0.0),
                            ("mip_abs_gap", 1e-9), ("primal_feasibility_tolerance", 1e-9),
                            ("dual_feasibility_tolerance", 1e-9), ("mip_feasibility_tolerance", 1e-7)]:  # fmt: skip
            self._highs.setOptionValue(name, value)
        self._highs.changeObjectiveSense(highspy.ObjSense.kMaximize)
        self.out_of_time = False
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
        kinds = [self._lib.HighsVarType.kInteger] * len(columns)
        self._highs.changeColsIntegrality(len(columns), columns, np.array([k.value for k in kinds], dtype=np.uint8))

    def costs(self, cost: Floats) -> None:
        """Another objective over all variables."""
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

    def solve(self) -> Solved:
        """The best solution, or ok=False where there is none (or none within the time)."""
        # The solver counts its time over all runs; our limit is for this one.
        self._highs.setOptionValue("time_limit", self._highs.getRunTime() + self.seconds)
        self._highs.run()
        status = self._highs.getModelStatus()
        if self.always and status != self._lib.HighsModelStatus.kOptimal:
            # The warm start led the simplex astray: once more from the beginning, then with common tolerances.
            for tolerance in (1e-8, 1e-7):
                for name in ("primal_feasibility_tolerance", "dual_feasibility_tolerance"):
                    self._highs.setOptionValue(name, tolerance)
                self._highs.clearSolver()
                self._highs.run()
                status = self._highs.getModelStatus()
                if status == self._lib.HighsModelStatus.kOptimal:
                    break
        good = {self._lib.HighsModelStatus.kOptimal}
        info = self._highs.getInfo()
        self.out_of_time = status == self._lib.HighsModelStatus.kTimeLimit
        late = status == self._lib.HighsModelStatus.kTimeLimit and info.primal_solution_status == 2
        if status not in good and not late:
            return Solved(False, np.zeros(0), np.zeros(0), 0.0, 0.0)
        found = self._highs.getSolution()
        mip = info.mip_dual_bound if np.isfinite(info.mip_dual_bound) and info.mip_node_count >= 0 else None
        objective = float(info.objective_function_value)
        return Solved(True, np.array(found.col_value), np.array(found.row_dual), objective,
                      float(mip) if mip is not None else objective)  # fmt: skip
