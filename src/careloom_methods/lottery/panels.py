"""All panels that the quotas allow, as an integer programme over types: how many people of each type are chosen."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from careloom_methods.errors import MethodError
from careloom_methods.lottery.dice import Dice
from careloom_methods.lottery.pool import Pool
from careloom_methods.programme import NODES, Floats, Programme, Work, on_grid

Panel = NDArray[np.int64]  # how many of each type
TRIES = 6  # sides from which a face is rounded before the exact search
NEARLY = 0.85  # of a person: rounded up together
NOTHING = 1e-8  # a rest that is smaller is a slip of arithmetic
QUICK = NODES // 20  # where a panel would be welcome but is not needed
FINE = 38  # bits of a point that is taken apart, so that sums over rules are exact


def add_rules(programme: Programme, pool: Pool, skip: Sequence[int] = ()) -> None:
    """Variables x (how many of each type) with the number of seats, quotas (without those in `skip`), households."""
    types = len(pool.counts)
    low = np.zeros(types)
    high = pool.counts.astype(float)
    for kind, (least, most) in pool.fixed.items():
        low[kind], high[kind] = least, min(most, high[kind])
    programme.add_columns(np.zeros(types), low, high)
    every = np.arange(types, dtype=np.int32)
    programme.add_row(pool.number, pool.number, every, np.ones(types))
    for n, quota in enumerate(pool.quotas):
        if n not in skip:
            columns = np.flatnonzero(pool.holds[n]).astype(np.int32)
            programme.add_row(quota.low, quota.high, columns, np.ones(len(columns)))
    for home in pool.households:
        programme.add_row(0, 1, np.array(home, dtype=np.int32), np.ones(len(home)))


def dive(
    programme: Programme, weights: Floats, limits: Callable[[int], tuple[float, float]]
) -> tuple[Panel | None, float]:
    """Round a linear programme to whole numbers, one variable at a time; (panel or None, bound of the programme)."""
    programme.costs(on_grid(weights))
    solved = programme.solve()
    if not solved.ok:
        return None, -np.inf
    bound, changed = solved.objective, set()
    while solved.ok:
        part = solved.x - np.floor(solved.x + 1e-7)
        open_ = np.flatnonzero(part > 1e-6)
        if not len(open_):
            break
        kind = int(open_[np.argmax(part[open_])])
        nearly = {kind, *map(int, open_[part[open_] > NEARLY])}
        changed |= nearly
        up = np.ceil(solved.x - 1e-7)
        for one in nearly:
            programme.column_bounds(one, up[one], limits(one)[1])
        again = programme.solve()
        if not again.ok and len(nearly) > 1:  # too many at once
            for one in nearly - {kind}:
                programme.column_bounds(one, *limits(one))
            again = programme.solve()
        if not again.ok:
            programme.column_bounds(kind, limits(kind)[0], up[kind] - 1.0)
            again = programme.solve()
        solved = again
    for kind in changed:
        programme.column_bounds(kind, *limits(kind))
    return (np.rint(solved.x).astype(np.int64) if solved.ok else None), bound


class Panels:
    """Finds the best panel for any weights on types; the same weights always give the same panel."""

    def __init__(self, pool: Pool, work: Work) -> None:
        self.pool, self.work = pool, work
        self._whole = Programme(work)
        add_rules(self._whole, pool)
        self._whole.whole(np.arange(len(pool.counts), dtype=np.int32))
        self._relaxed = Programme(work)
        add_rules(self._relaxed, pool)
        self.found: dict[bytes, Panel] = {}

    def near(self, weights: Floats) -> tuple[Panel | None, float]:
        """(a good panel or None, proved upper bound): a linear programme, then one person after the other is settled.

        Much faster than `best`; where panel and bound agree, nothing better exists.
        """
        panel, bound = dive(self._relaxed, weights, self.limits)
        if panel is not None:
            self.keep(panel)
        return panel, bound

    def limits(self, kind: int) -> tuple[float, float]:
        """How few and how many of a type can be chosen."""
        low, high = self.pool.fixed.get(kind, (0, int(self.pool.counts[kind])))
        return float(low), float(min(high, self.pool.counts[kind]))

    def better(self, weights: Floats, than: float) -> tuple[Panel | None, float]:
        """(a panel worth more than `than` or None, proved upper bound). Exact: None means that there is none."""
        panel, bound = self.near(weights)
        if bound <= than or (panel is not None and float(weights @ panel) > than):
            return panel if bound > than else None, bound
        chosen = self.best(weights)
        if chosen is None:
            return None, -np.inf
        return (chosen[0] if chosen[1] > than else None), chosen[1]

    def best(self, weights: Floats, *, gap: float = 0.0, nodes: int = NODES) -> tuple[Panel, float] | None:
        """(panel, proved upper bound of its weight), or None where no panel exists (or none within `nodes`)."""
        self._whole.option("mip_rel_gap", gap)
        self._whole.costs(on_grid(weights))
        solved = self._whole.solve(nodes=nodes)
        if not solved.ok:
            return None
        panel = np.rint(solved.x).astype(np.int64)
        self.keep(panel)
        return panel, max(solved.bound, float(weights @ panel))

    def any(self) -> bool:
        """Is there a panel at all? Raises MethodError('too_hard') where a long search neither finds one nor ends."""
        nothing = np.zeros(len(self.pool.counts))
        if self.near(nothing)[0] is not None or self.best(nothing, nodes=5 * NODES) is not None:
            return True
        if self._whole.cut_short:
            raise MethodError(
                "too_hard",
                "We looked long and found no panel that meets all quotas, nor a proof that there is none.",
                types=len(self.pool.counts),
                quotas=len(self.pool.quotas),
                suggestion="Widen the quotas of the features with the most values.",
            )
        return False

    def never(self, kind: int) -> bool:
        """Is a type shut out at first sight, by a quota of none or by name?"""
        none = any(quota.high == 0 and self.pool.holds[n, kind] for n, quota in enumerate(self.pool.quotas))
        return none or self.limits(kind)[1] < 1

    def keep(self, panel: Panel) -> None:
        """Remember a panel."""
        self.found.setdefault(panel.tobytes(), panel)

    def holding(self, kind: int) -> Panel | None:
        """Some panel with at least one person of a type; None if the whole numbers allow none."""
        low, high = self.pool.fixed.get(kind, (0, int(self.pool.counts[kind])))
        if high < 1:
            return None
        self._whole.column_bounds(kind, 1, high)
        chosen = self.best(np.zeros(len(self.pool.counts)))
        self._whole.column_bounds(kind, low, high)
        return chosen[0] if chosen else None


def covering(panels: Panels, seed: str) -> list[int]:
    """Find panels until every type is on one; gives the types that no panel can hold (an exact integer check)."""
    pool, chance = panels.pool, Dice(f"{seed}/covering")
    uncovered = np.ones(len(pool.counts), dtype=bool)
    idle = 0
    while uncovered.any() and idle < 3:
        weights = uncovered * (1.0 + chance.fractions(len(uncovered))) / pool.counts
        panel = panels.near(weights)[0]
        if panel is None:
            chosen = panels.best(weights, gap=0.3, nodes=QUICK)
            if chosen is None:
                break
            panel = chosen[0]
        new = uncovered & (panel > 0)
        idle = 0 if new.any() else idle + 1
        uncovered &= ~new
    shut = []
    for kind in np.flatnonzero(uncovered):
        if uncovered[kind]:
            panel = panels.holding(int(kind))
            if panel is None:
                shut.append(int(kind))
            else:
                uncovered &= panel == 0
    return shut


class Peel:
    """Takes a target apart into whole panels: each panel lies on the smallest face that holds what is left.

    The constructive proof of Carathéodory's theorem. Each step makes one more rule tight, so that it ends after at
    most as many steps as there are types and rules; where a face has no whole panel it stops early.
    """

    def __init__(self, pool: Pool, work: Work, target: Floats, *, until: float) -> None:
        self.pool, self.work, self.left, self.until = pool, work, on_grid(target, bits=FINE), until
        self.low = np.zeros(len(target))
        self.high = pool.counts.astype(float)
        for kind, (least, most) in pool.fixed.items():
            self.low[kind], self.high[kind] = least, min(most, self.high[kind])
        homes = np.zeros((len(pool.households), len(target)))
        for n, home in enumerate(pool.households):
            homes[n, list(home)] = 1.0
        self.table = np.vstack([np.ones((1, len(target))), pool.holds.astype(float), homes])
        ends = [(pool.number, pool.number), *((q.low, q.high) for q in pool.quotas), *((0, 1) for _ in pool.households)]
        self.row_low, self.row_high = (np.array(side, dtype=float) for side in zip(*ends, strict=True))
        self.programme = Programme(work)
        add_rules(self.programme, pool)
        self._chance = Dice("peel")

    def limits(self, kind: int) -> tuple[float, float]:
        """Bounds of a type on the face."""
        return float(self.low[kind]), float(self.high[kind])

    def _tighten(self) -> None:
        close = 1e-8
        for kind in np.flatnonzero((self.left <= self.low + close) & (self.high > self.low)):
            self.high[kind] = self.low[kind]
            self.programme.column_bounds(int(kind), *self.limits(int(kind)))
        for kind in np.flatnonzero((self.left >= self.high - close) & (self.high > self.low)):
            self.low[kind] = self.high[kind]
            self.programme.column_bounds(int(kind), *self.limits(int(kind)))
        sums = self.table @ self.left
        for row in np.flatnonzero((sums <= self.row_low + close) & (self.row_high > self.row_low)):
            self.row_high[row] = self.row_low[row]
            self.programme.row_bounds(int(row), self.row_low[row], self.row_low[row])
        for row in np.flatnonzero((sums >= self.row_high - close) & (self.row_high > self.row_low)):
            self.row_low[row] = self.row_high[row]
            self.programme.row_bounds(int(row), self.row_high[row], self.row_high[row])

    def _step(self, panel: Panel) -> float:
        """The largest share of `panel` that leaves the rest inside all rules."""

        def room(now: Floats, then: Floats, low: Floats, high: Floats) -> float:
            down = np.where(then - low > 1e-12, (now - low) / np.maximum(then - low, 1e-12), 1.0)
            up = np.where(high - then > 1e-12, (high - now) / np.maximum(high - then, 1e-12), 1.0)
            return float(min(down.min(), up.min(), 1.0))

        inside = room(self.left, panel.astype(float), self.low, self.high)
        return max(0.0, min(inside, room(self.table @ self.left, self.table @ panel, self.row_low, self.row_high)))

    def _whole(self) -> Panel | None:
        """A panel on the face by integer programming, where rounding finds none."""
        programme = Programme(self.work)
        programme.option("mip_rel_gap", 0.05)
        add_rules(programme, self.pool)
        for kind in range(len(self.left)):
            programme.column_bounds(kind, *self.limits(kind))
        for row in range(len(self.row_low)):
            programme.row_bounds(row, self.row_low[row], self.row_high[row])
        programme.whole(np.arange(len(self.left), dtype=np.int32))
        programme.costs(on_grid(self.left / self.pool.counts))
        solved = programme.solve(nodes=QUICK)
        return np.rint(solved.x).astype(np.int64) if solved.ok else None

    def _next(self) -> tuple[Panel | None, float]:
        """(a panel on the face, its largest share): rounding from several sides, then exactly."""
        for trial in range(TRIES):
            push = 0.2 + 1.6 * self._chance.fractions(len(self.left)) if trial else 1.0
            panel, _ = dive(self.programme, self.left / self.pool.counts * push, self.limits)
            if panel is not None and (step := self._step(panel)) > 1e-12:
                return panel, step
        panel = self._whole()
        return panel, self._step(panel) if panel is not None else 0.0

    def run(self) -> tuple[list[Panel], list[float], float]:
        """(panels, shares, what could not be taken apart): the shares and the rest sum to 1."""
        panels, shares, rest = [], [], 1.0
        for _ in range(4 * (len(self.left) + len(self.row_low))):
            self._tighten()
            panel, step = self._next()
            if panel is None or step <= 1e-12:
                break
            panels.append(panel)
            shares.append(rest * step)
            rest *= 1.0 - step
            if rest < NOTHING or self.work.past(self.until):
                break
            rest_of_it = (self.left - step * panel) / (1.0 - step)
            self.left = on_grid(np.clip(rest_of_it, self.low, self.high), bits=FINE)
        return panels, shares, 0.0 if rest < NOTHING else rest
