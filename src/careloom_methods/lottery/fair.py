"""The rules of fairness: leximin, maximin, Nash, goldilocks and the legacy rule, over mixtures of panels.

Leximin and maximin follow Flanigan, Gölz, Gupta, Hennig and Procaccia (Nature 596, 2021), with two changes: people
with the same answers are one type, and a small linear programme over types (which forgets that panels are whole)
gives the best that can be hoped for at once. If whole panels can be mixed to reach it, that mixture is optimal; if
not, column generation goes on until a dual bound proves it.
"""

import hashlib
import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray

from careloom_methods.lottery.dice import Dice
from careloom_methods.lottery.panels import Panel, Panels, Peel, add_rules
from careloom_methods.lottery.pool import Pool
from careloom_methods.programme import Floats, Programme, Work, on_grid

EXACT = 3e-8  # a mixture that misses its target by less has reached it
PROVED = 1e-7  # of the bound on a chance
SMOOTH = 0.7  # of the old prices in the running mean
HALF_DONE = 0.5  # a larger rest is not worth patching
NEARBY = 3  # prices beside the mean at which panels are looked for
MOST = 2.5e9  # steps of work (iterations x size) after which the best so far is given, with what is proved about it
WEIGHT = 40  # bits of a weight: sums of weights are exact on every machine


@dataclass
class Mixture:
    """Panels with weights that sum to 1, and what is proved about them."""

    panels: list[Panel]
    weights: Floats
    expected: Floats  # how many of each type, on average
    bound: float  # no lottery gives everybody a better smallest chance than this
    rule: str
    notes: list[str] = field(default_factory=list)


class Master:
    """The linear programme over panels found so far: maximise s subject to expected - share * s >= floor."""

    def __init__(
        self, work: Work, share: Floats, floor: Floats, *, upwards: bool, panels: Sequence[Panel] | None = None
    ) -> None:
        """panels: all there will ever be; they are solved at once, and not from one round to the next."""
        types = len(share)
        self.types, self.share, self.upwards = types, share.copy(), upwards
        self.programme = Programme(work, always=True)
        if panels is None:
            self.programme.option("presolve", "off")
            self.programme.option("simplex_strategy", 4)  # primal: a new column leaves the old solution feasible
        low = -np.inf if upwards else 0.0
        self.programme.add_columns(np.array([1.0 if upwards else -1.0]), np.array([low]), np.array([np.inf]))
        slope = -share if upwards else share
        for kind in range(types):
            self.programme.add_row(floor[kind], np.inf, np.array([0], dtype=np.int32), slope[kind : kind + 1])
        self.programme.add_row(1.0, 1.0, np.zeros(0, dtype=np.int32), np.zeros(0))
        self.panels: list[Panel] = []
        self._known: set[bytes] = set()
        for panel in panels or ():
            self.add(panel)

    def add(self, panel: Panel) -> bool:
        """A panel that was not there yet."""
        key = hashlib.sha256(panel.tobytes()).digest()
        if key in self._known:
            return False
        self._known.add(key)
        rows = np.append(np.flatnonzero(panel), self.types).astype(np.int32)
        values = np.append(panel[rows[:-1]].astype(float), 1.0)
        self.programme.add_column(0.0, 0.0, np.inf, rows, values)
        self.panels.append(panel)
        return True

    def settle(self, kind: int, floor: float) -> None:
        """From now on a type has its own floor and no longer moves with s."""
        self.share[kind] = 0.0
        self.programme.coefficient(kind, 0, 0.0)
        self.programme.row_bounds(kind, floor, np.inf)

    def solve(self) -> tuple[float, Floats, Floats, float]:
        """(s, weights of panels, prices of types >= 0, price of the whole)."""
        solved = self.programme.solve()
        prices = on_grid(np.maximum(-solved.duals[: self.types], 0.0))
        return float(solved.x[0]), solved.x[1:], prices, float(solved.duals[self.types])


def grow(
    master: Master, panels: Panels, *, until: float, enough: Callable[[float], bool]
) -> tuple[float, Floats, bool]:
    """Column generation: add panels until none can help (proved), `enough` says so, or the work is over `until`.

    Prices swing from one round to the next; panels are looked for at a running mean of them and at a few prices
    nearby, which needs far fewer rounds. Only the true prices can prove that nothing is left.

    Gives (s, weights, proved).
    """
    chance, mean = Dice("nearby"), np.zeros(master.types)
    while True:
        s, weights, prices, whole = master.solve()
        if enough(s):
            return s, weights, True
        mean = SMOOTH * mean + (1 - SMOOTH) * prices if mean.any() else prices
        helpful = whole + PROVED * max(1.0, abs(whole))
        added = 0
        for near in (mean, *(mean * (0.5 + chance.fractions(master.types)) for _ in range(NEARBY))):
            panel, _ = panels.near(near)
            added += int(panel is not None and float(prices @ panel) > helpful and master.add(panel))
        if not added:
            mean = prices
            panel, _ = panels.better(prices, helpful)
            if panel is None or not master.add(panel):
                return s, weights, True
        if panels.work.past(until):
            return s, weights, False


def relaxed(
    pool: Pool, work: Work, shut: list[int], *, stages: int, until: float = float("inf")
) -> tuple[Floats, float, NDArray[np.bool_]]:
    """Leximin as if panels need not be whole: (expected seats of types, smallest chance, types that have no more)."""
    types = len(pool.counts)
    programme = Programme(work)
    programme.option("presolve", "off")
    add_rules(programme, pool)
    for kind in shut:
        programme.column_bounds(kind, 0.0, 0.0)
    first = programme.rows
    programme.add_columns(np.zeros(1), np.array([0.0]), np.array([1.0]))
    open_ = np.ones(types, dtype=bool)
    open_[shut] = False
    for kind in range(types):
        slope = -float(pool.counts[kind]) if open_[kind] else 0.0
        programme.add_row(0.0, np.inf, np.array([kind, types], dtype=np.int32), np.array([1.0, slope]))
    cost = np.zeros(types + 1)
    cost[types] = 1.0
    programme.costs(cost)
    smallest, done, x, least = 0.0, 0, np.zeros(types), open_.copy()
    while open_.any() and done < stages and not (done and work.past(until)):
        solved = programme.solve()
        if not solved.ok:
            break
        x, z = solved.x[:types], float(solved.x[types])
        smallest = z if done == 0 else smallest
        prices = np.abs(solved.duals[first : first + types])
        tight = open_ & (prices > 1e-7)
        if not tight.any():
            tight = open_ & (x <= z * pool.counts + 1e-9)
        for kind in map(int, np.flatnonzero(tight)):
            programme.coefficient(first + kind, types, 0.0)
            floor = max(0.0, z * pool.counts[kind] - 1e-11)
            programme.row_bounds(first + kind, floor, np.inf)
        open_ &= ~tight
        least = tight if done == 0 else least
        done += 1
    return x, smallest, least


def reach(panels: Panels, inside: Floats, target: Floats, *, until: float) -> tuple[list[Panel], Floats, float]:
    """Mix whole panels so that every type is as near its target as can be: (panels, weights, largest miss a head).

    inside: a point that all rules allow and that is nowhere under the target; taking it apart is the quick way.
    """
    pool = panels.pool
    peeled, shares, rest = Peel(pool, panels.work, inside, until=until).run()
    if peeled and rest < HALF_DONE:
        weights = np.append(np.array(shares), rest)
        # What could not be taken apart is given to the panel that helps those who are furthest under their target.
        lack = np.maximum(target - weights[:-1] @ np.array(peeled, dtype=float), 0.0) / pool.counts
        last = panels.near(lack)[0]
        every = [*peeled, last if last is not None else peeled[-1]]
        miss = float(((target - weights @ np.array(every, dtype=float)) / pool.counts).max())
        if miss < EXACT or panels.work.past(until):
            return every, weights, miss
    master = Master(panels.work, pool.counts.astype(float), target, upwards=False)
    for panel in [*peeled, *panels.found.values()]:
        master.add(panel)
    miss, weights, _ = grow(master, panels, until=until, enough=lambda s: s < EXACT)
    return master.panels, weights, miss


def mixture_of(panels: list[Panel], weights: Floats, bound: float, rule: str) -> Mixture:
    """Weights become whole multiples of 2**-WEIGHT that sum to 1, so that whatever follows is exact everywhere."""
    weights = np.rint(weights * 2.0**WEIGHT)
    used = np.flatnonzero(weights > 2.0)
    share = np.rint(weights[used] / weights[used].sum() * 2.0**WEIGHT)
    share[np.argmax(share)] += 2.0**WEIGHT - share.sum()
    share /= 2.0**WEIGHT
    chosen = [panels[n] for n in used]
    expected = np.zeros(len(panels[0]))
    for part, panel in zip(share, chosen, strict=True):  # one after the other: a table of all takes much memory
        expected += part * panel.astype(float)
    return Mixture(chosen, share, expected, bound, rule)


def leximin(
    panels: Panels, shut: list[int], *, most: float, stages: int | None = None, rule: str = "leximin"
) -> Mixture:
    """Raise the smallest chance as far as it goes, then the next smallest, and so on (`stages`=1: maximin)."""
    pool, begun = panels.pool, panels.work.done
    levels = stages or len(pool.counts)
    inside, hoped, _ = relaxed(pool, panels.work, shut, stages=levels)
    target = inside
    if stages == 1:
        target = hoped * pool.counts.astype(float)
        target[shut] = 0.0
    table, weights, miss = reach(panels, inside, target, until=begun + (most if stages == 1 else most / 2))
    if miss < 2 * EXACT:
        return mixture_of(table, weights, hoped, rule)
    return _by_stages(panels, shut, levels, hoped, begun + most, rule)


def _by_stages(panels: Panels, shut: list[int], stages: int, hoped: float, until: float, rule: str) -> Mixture:
    """Whole panels cannot reach the relaxed optimum: leximin over whole panels, each stage proved by a dual bound."""
    pool = panels.pool
    share = pool.counts.astype(float)
    share[shut] = 0.0
    master = Master(panels.work, share, np.zeros(len(share)), upwards=True)
    for panel in list(panels.found.values()):
        master.add(panel)
    bound, notes = hoped, []
    weights = np.zeros(0)
    for stage in range(stages):
        if not master.share.any():
            break
        level = hoped - EXACT if stage == 0 else 1.0
        s, weights, proved = grow(master, panels, until=until, enough=partial(operator.le, level))
        if stage == 0 and proved:
            bound = min(bound, s + PROVED)
        if not proved:
            notes.append(f"the work allowed was done after {stage} levels; later ones are the best that was found")
            break
        prices = master.solve()[2]
        tight = np.flatnonzero((master.share > 0) & (prices > 1e-7))
        for kind in tight:
            master.settle(int(kind), s * float(pool.counts[kind]) - 1e-10)
        if not len(tight):
            break
    found = mixture_of(master.panels, weights, bound, rule)
    found.notes = notes
    return found


def maximin(panels: Panels, shut: list[int], *, most: float) -> Mixture:
    """Raise the smallest chance as far as it goes."""
    return leximin(panels, shut, most=most, stages=1, rule="maximin")


def nash(panels: Panels, shut: list[int], *, most: float) -> Mixture:
    """Make the product of all chances as large as it can be (to one part in a million, or until the work is done)."""
    pool, until = panels.pool, panels.work.done + most
    people = pool.counts.astype(float)
    people[shut] = 0.0
    table = [panel for panel in panels.found.values()]
    weights = np.full(len(table), 1.0 / len(table))
    notes = []
    while True:
        whole = np.array(table, dtype=float)
        for _ in range(300):
            expected = np.maximum(weights @ whole, 1e-300)
            weights = on_grid(weights * (whole @ on_grid(people / expected)) / people.sum(), bits=WEIGHT)
        expected = np.maximum(weights @ whole, 1e-300)
        chosen = panels.best(people / expected)
        better = chosen[1] / people.sum() - 1.0 if chosen else 0.0
        if chosen is None or better < 1e-6 or any(np.array_equal(chosen[0], panel) for panel in table):
            break
        table.append(chosen[0])
        weights = np.append(weights * 0.98, 0.02)
        if panels.work.past(until):
            notes.append(f"the work allowed was done; the mean of log chances is within {better:.2g} of the best")
            break
    found = mixture_of(table, weights, relaxed(pool, panels.work, shut, stages=1)[1], "nash")
    found.notes = notes
    return found


def goldilocks(panels: Panels, shut: list[int], *, most: float) -> Mixture:
    """Neither too small nor too large: the largest chance and the inverse of the smallest, in balance.

    After Baharav and Flanigan (2024): minimise max(p) * n/k + (k/n) / min(p).
    """
    pool, work, until = panels.pool, panels.work, panels.work.done + most
    hoped = relaxed(pool, work, shut, stages=1)[1]
    even = pool.number / float(pool.counts.sum())
    low, high = 0.0, hoped
    golden = (5**0.5 - 1) / 2
    for _ in range(40):
        left, right = high - golden * (high - low), low + golden * (high - low)
        if _price(pool, work, shut, left, even) < _price(pool, work, shut, right, even):
            high = right
        else:
            low = left
    target, _ = _least_largest(pool, work, shut, (low + high) / 2)
    table, weights, _ = reach(panels, target, target, until=until)
    return mixture_of(table, weights, hoped, "goldilocks")


def _price(pool: Pool, work: Work, shut: list[int], smallest: float, even: float) -> float:
    _, largest = _least_largest(pool, work, shut, smallest)
    return largest / even + even / max(smallest, 1e-12)


def _least_largest(pool: Pool, work: Work, shut: list[int], smallest: float) -> tuple[Floats, float]:
    """Expected numbers with every chance at least `smallest` and the largest chance as small as it can be."""
    types = len(pool.counts)
    programme = Programme(work)
    add_rules(programme, pool)
    programme.add_columns(np.array([-1.0]), np.array([0.0]), np.array([1.0]))
    free = set(range(types)) - set(shut)
    for kind in range(types):
        if kind in free:
            programme.column_bounds(kind, smallest * float(pool.counts[kind]) * (1 - 1e-9), float(pool.counts[kind]))
            columns = np.array([kind, types], dtype=np.int32)
            programme.add_row(-np.inf, 0.0, columns, np.array([1.0, -float(pool.counts[kind])]))
        else:
            programme.column_bounds(kind, 0.0, 0.0)
    solved = programme.solve()
    return (solved.x[:types], float(solved.x[types])) if solved.ok else (np.zeros(types), 1.0)


def legacy(panels: Panels, shut: list[int], *, seed: str, draws: int = 1000) -> Mixture:
    """The rule that many citizens' assemblies used before 2020: fill the most urgent quota next, at random.

    Its chances are counted from `draws` draws; it promises nobody a fair one and is here to be compared with.
    """
    dice = Dice(f"{seed}/legacy")
    counted: dict[bytes, int] = {}
    for _ in range(draws):
        panel = _legacy_draw(panels.pool, dice)
        if panel is not None:
            counted[panel.tobytes()] = counted.get(panel.tobytes(), 0) + 1
    if not counted:
        table = list(panels.found.values())[:1]
        found = mixture_of(table, np.ones(1), relaxed(panels.pool, panels.work, shut, stages=1)[1], "legacy")
        found.notes = [f"none of {draws} draws met every quota; one panel that does is given instead"]
        return found
    table = [np.frombuffer(key, dtype=np.int64) for key in sorted(counted)]
    weights = np.array([counted[panel.tobytes()] for panel in table], dtype=float)
    return mixture_of(table, weights / weights.sum(), relaxed(panels.pool, panels.work, shut, stages=1)[1], "legacy")


def _legacy_draw(pool: Pool, dice: Dice) -> Panel | None:
    left = pool.counts.copy()
    panel = np.zeros(len(left), dtype=np.int64)
    low, high = np.array([q.low for q in pool.quotas]), np.array([q.high for q in pool.quotas])
    for home in pool.households:
        keep = dice.below(len(home))
        for position, kind in enumerate(home):
            if position != keep:
                left[kind] = 0
    for _ in range(pool.number):
        have = pool.holds @ panel
        for full in np.flatnonzero(have >= high):
            left[pool.holds[full]] = 0
        there = pool.holds @ left
        need = low - have
        if (need > there).any() or left.sum() == 0:
            return None
        urgent = np.where(need > 0, need / np.maximum(there, 1), -1.0)
        group = (
            pool.holds[int(np.argmax(urgent))] if len(urgent) and urgent.max() > 0 else np.ones(len(left), dtype=bool)
        )
        upto = np.cumsum(np.where(group, left, 0))
        kind = int(np.searchsorted(upto, dice.below(int(upto[-1])), side="right"))
        panel[kind] += 1
        left[kind] -= 1
    have = pool.holds @ panel
    return panel if ((have >= low) & (have <= high)).all() else None
