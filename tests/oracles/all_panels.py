"""The lottery by brute force: every panel, and linear programmes over all of them. Slow, plain, independent."""

import itertools
import random
from collections.abc import Sequence

import numpy as np
from scipy.optimize import linprog

Row = dict[str, str]


def panels(people: Sequence[Row], quotas: Sequence[Row], k: int) -> list[tuple[int, ...]]:
    """Every set of k people that meets all quotas."""
    found = []
    for group in itertools.combinations(range(len(people)), k):
        for q in quotas:
            have = sum(people[n][q["feature"]] == q["value"] for n in group)
            if not int(q["min"]) <= have <= int(q["max"]):
                break
        else:
            found.append(group)
    return found


def leximin(people: Sequence[Row], every: Sequence[tuple[int, ...]]) -> list[float]:
    """Chances of all people: the smallest as large as can be, then the next smallest, and so on; 0 if on no panel.

    People with the same answers share, so the solution is unique per person.
    """
    n = len(people)
    on = np.array([[float(i in panel) for panel in every] for i in range(n)])
    fixed: dict[int, float] = {i: 0.0 for i in range(n) if not on[i].any()}
    while len(fixed) < n:
        free = [i for i in range(n) if i not in fixed]
        best = _smallest(on, free, fixed)
        for i in free:
            if _largest(on, i, free, fixed, best) <= best + 1e-7:
                fixed[i] = best
    return [fixed[i] for i in range(n)]


def _rows(on: np.ndarray, fixed: dict[int, float], free: list[int], level: float | None) -> tuple[list, list]:
    rows, limits = [], []
    for i, p in fixed.items():
        rows.append(np.append(-on[i], 0.0))
        limits.append(-p + 1e-9)
    for i in free:
        rows.append(np.append(-on[i], 1.0 if level is None else 0.0))
        limits.append(0.0 if level is None else -level + 1e-9)
    return rows, limits


def _smallest(on: np.ndarray, free: list[int], fixed: dict[int, float]) -> float:
    rows, limits = _rows(on, fixed, free, None)
    m = on.shape[1]
    solved = linprog(np.append(np.zeros(m), -1.0), A_ub=rows, b_ub=limits,
                     A_eq=[np.append(np.ones(m), 0.0)], b_eq=[1.0], bounds=[(0, None)] * (m + 1), method="highs")  # fmt: skip
    return float(-solved.fun)


def _largest(on: np.ndarray, person: int, free: list[int], fixed: dict[int, float], level: float) -> float:
    rows, limits = _rows(on, fixed, free, level)
    m = on.shape[1]
    solved = linprog(np.append(-on[person], 0.0), A_ub=rows, b_ub=limits,
                     A_eq=[np.append(np.ones(m), 0.0)], b_eq=[1.0], bounds=[(0, None)] * (m + 1), method="highs")  # fmt: skip
    return float(-solved.fun)


def instance(seed: int) -> tuple[list[Row], list[Row], int]:
    """A small random pool with quotas that at least one panel meets (they are read off a random panel)."""
    dice = random.Random(seed)  # a test instance
    n, k = dice.randint(5, 9), dice.randint(2, 4)
    values = {"a": ["x", "y", "z"][: dice.randint(2, 3)], "b": ["p", "q"]}
    people = [{"id": f"i{i}", **{f: dice.choice(v) for f, v in values.items()}} for i in range(n)]
    sample = dice.sample(people, k)
    quotas = []
    for feature, options in values.items():
        for value in options:
            have = sum(row[feature] == value for row in sample)
            quotas.append({"feature": feature, "value": value, "min": str(max(0, have - dice.randint(0, 1))),
                           "max": str(have + dice.randint(0, 1))})  # fmt: skip
    return people, quotas, k
