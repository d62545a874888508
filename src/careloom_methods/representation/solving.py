"""Whole-number programmes over the unknown numbers, solved by HiGHS."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from careloom_methods.errors import MethodError

FAR = 1e9  # no bound
WHOLE = 1e-6  # nearer than this to a whole number is a whole number


@dataclass(frozen=True)
class Row:
    """The sum of some unknown numbers, less the sum of others, is between two bounds."""

    atoms: Sequence[int]
    low: float
    high: float
    less: Sequence[int] = ()


class Programme:
    """What is known, as rows; asked for the picture that makes some numbers large or small."""

    def __init__(self, lower: Sequence[float], upper: float, rows: Sequence[Row]) -> None:
        import highspy
        import numpy as np

        self.size = len(lower)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = self.size, len(rows)
        lp.col_cost_ = np.zeros(self.size)
        lp.col_lower_, lp.col_upper_ = np.array(lower, dtype=float), np.full(self.size, float(upper))
        lp.row_lower_ = np.array([row.low for row in rows], dtype=float)
        lp.row_upper_ = np.array([row.high if row.high < FAR else highspy.kHighsInf for row in rows], dtype=float)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        starts = np.cumsum([0, *(len(row.atoms) + len(row.less) for row in rows)])
        lp.a_matrix_.start_ = starts.astype(np.int32)
        lp.a_matrix_.index_ = np.array([a for row in rows for a in (*row.atoms, *row.less)], dtype=np.int32)
        lp.a_matrix_.value_ = np.concatenate(
            [np.concatenate([np.ones(len(row.atoms)), -np.ones(len(row.less))]) for row in rows]
        )
        lp.integrality_ = [highspy.HighsVarType.kInteger] * self.size
        self.solver: Any = highspy.Highs()
        self.solver.setOptionValue("output_flag", False)
        self.solver.setOptionValue("threads", 1)
        self.solver.passModel(lp)

    def picture(self, wanted: Iterable[tuple[Sequence[int], int]]) -> Any:
        """Whole numbers that fit, with the wanted sums as large (sign +) or small (−) as can be together.

        Most corners are whole by themselves; only when one is not, whole numbers are asked for. Raises MethodError
        `tables_do_not_fit` if nothing fits at all.
        """
        import highspy
        import numpy as np

        cost = np.zeros(self.size)
        for atoms, sign in wanted:
            cost[list(atoms)] -= sign
        self.solver.changeColsCost(self.size, np.arange(self.size, dtype=np.int32), cost)
        for relaxed in (True, False):
            self.solver.setOptionValue("solve_relaxation", relaxed)
            self.solver.run()
            if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                raise MethodError("tables_do_not_fit", "These tables cannot be of the same people: totals differ.")
            numbers = np.array(self.solver.getSolution().col_value)
            if np.abs(numbers - np.round(numbers)).max() < WHOLE:
                break
        return np.round(numbers)
