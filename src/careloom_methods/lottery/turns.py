"""Very large pools: panels are built one after the other, so that everybody's turn comes.

A linear programme over types says how often each type should sit at best, and so how many panels a round takes in which
everybody sits at least `least` times. Each panel takes those whose turn is due: a small linear programme over the few
hundred types that matter now, rounded to whole people. Types at the smallest chance of all (those with a price) have no
seat to lose and go first. Only at the end, where it is not too large, one programme over all types and the panels of
the round gives each panel its weight: the last panels, made for the few who were left, then count for less.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from careloom_methods.lottery.dice import Dice
from careloom_methods.lottery.fair import Master, Mixture, mixture_of, relaxed
from careloom_methods.lottery.panels import NOTHING, QUICK, Panel, Panels, add_rules, dive
from careloom_methods.lottery.pool import Pool
from careloom_methods.programme import Floats, Programme, on_grid

PANELS = 1300  # at least so many in a round: the longer it is, the less weigh the last panels, for whoever is left
LONG = 2500  # no more panels in a round, where fewer do
LONGER = 1.3  # times the round: after that, whoever is left is looked up one by one
DUE_FIRST, FIRST, OTHERS, SPREAD = 150, 300, 16, 200  # types in a small programme: by urgency, by quota, by chance
TRIES = 5  # roundings from other sides before the exact search
TABLE = 20_000_000  # types x panels; a larger round is not weighed
URGENT = 10.0  # the worth of a seat for a type at the smallest chance whose turn is due


def round_length(smallest: float) -> tuple[int, int]:
    """(how often everybody sits at least, panels in the round): the pair that loses least of the smallest chance."""
    first = max(1, int(np.ceil(PANELS * smallest)))
    pairs = [(least, int(np.ceil(least / smallest - 1e-9))) for least in range(first, first + 4)]
    pairs = [pair for pair in pairs if pair[1] <= LONG] or pairs[:1]
    return max(pairs, key=lambda pair: (round(pair[0] / pair[1], 12), -pair[1]))


def by_turns(panels: Panels, *, rule: str, most: float) -> tuple[Mixture, list[int]]:
    """(leximin or maximin of a very large pool, types that no panel can hold).

    The smallest chance comes with a proved bound; the later levels of leximin are what the round gives.
    """
    stages = 1 if rule == "maximin" else len(panels.pool.counts)
    begun, until = panels.work.done, panels.work.done + most
    shut = [kind for kind in range(len(panels.pool.counts)) if panels.never(kind)]
    while True:
        wanted, smallest, first = relaxed(panels.pool, panels.work, shut, stages=stages, until=begun + most / 5)
        if smallest <= NOTHING:
            kinds = [int(kind) for kind in np.flatnonzero(first)]
            more = [kind for kind in kinds if panels.holding(kind) is None]
        else:
            turns = Turns(panels, wanted, first, smallest, shut)
            turns.run(until)
            more = turns.look_up(until)
        if not more:
            break
        shut = sorted({*shut, *more})
    panels_, weights = turns.weighed(until)
    found = mixture_of(panels_, weights, smallest, rule)
    if turns.due.any():
        found.notes = ["the work allowed was done before everybody's turn came"]
    elif rule == "leximin":
        found.notes = ["a very large pool: the smallest chance is proved to the gap; the levels above it are no aim"]
    return found, shut


class Turns:
    """A round of panels; `due` are the seats that types must still get."""

    def __init__(
        self, panels: Panels, wanted: Floats, first: NDArray[np.bool_], smallest: float, shut: list[int]
    ) -> None:
        """wanted: expected seats of each type in a panel; first: the types at the smallest chance."""
        self.panels, self.pool, self.wanted, self.first = panels, panels.pool, wanted, first
        self.least, self.length = round_length(smallest)
        self.due = self.least * self.pool.counts
        self.due[shut] = 0
        self.had = np.zeros(len(wanted), dtype=np.int64)
        self.home = np.full(len(wanted), -1)
        for number, home in enumerate(self.pool.households):
            self.home[list(home)] = number
        self.bounds = np.array([panels.limits(kind) for kind in range(len(wanted))])
        self.dice = Dice("turns")
        self.round: list[Panel] = []
        self.kept_as = np.min_scalar_type(-self.pool.number)  # a round of a very large pool is what takes memory

    def run(self, until: float) -> None:
        """Panels until nobody's turn is due, or for somewhat longer than a round should take."""
        while self.due.any() and len(self.round) < LONGER * self.length and not self._over(until):
            self.take(self._next())

    def _over(self, until: float) -> bool:
        return bool(self.round) and self.panels.work.past(until)

    def look_up(self, until: float) -> list[int]:
        """A panel for whoever is left; gives the types that no panel can hold, by an exact search."""
        never = []
        for kind in np.flatnonzero(self.due):
            while self.due[kind] and not self._over(until):
                panel = self.panels.holding(int(kind))
                if panel is None:
                    never.append(int(kind))
                    break
                self.take(panel)
        return never

    def weighed(self, until: float) -> tuple[list[Panel], Floats]:
        """(panels of the round, weights by which the smallest chance is as large as these panels allow)."""
        even = np.full(len(self.round), 1.0 / len(self.round))
        if self.due.any() or self._over(until) or len(self.round) * len(self.due) > TABLE:
            return self.round, even
        share = self.pool.counts * (self.had > 0).astype(float)
        master = Master(self.panels.work, share, np.zeros(len(share)), upwards=True, panels=self.round)
        return master.panels, master.solve()[1]

    def take(self, panel: Panel) -> None:
        """One more panel in the round."""
        self.round.append(panel.astype(self.kept_as))
        self.had += panel
        self.due = np.maximum(0, self.due - panel)

    def _worth(self) -> Floats:
        late = (len(self.round) + 1) * self.wanted - self.had
        worth = np.clip(late / np.maximum(1.0, 20.0 * self.wanted), -1.0, 1.0)
        worth += (self.due > 0) * (0.5 + 3.0 * len(self.round) / self.length)
        worth += self._urgent() * URGENT
        return worth + 0.2 * self.dice.fractions(len(worth))

    def _urgent(self) -> NDArray[np.bool_]:
        return (self.due > 0) & self.first

    def _some(self, worth: Floats) -> NDArray[np.int64]:
        """The types that matter now, and enough others of every kind; the last panels keep it solvable."""
        order = np.argsort(-worth, kind="stable")
        others = order[~self._urgent()[order]]
        chosen = self.bounds[:, 0] > 0
        chosen[order[:DUE_FIRST]] = True
        chosen[others[:FIRST]] = True
        for row in self.pool.holds:
            chosen[others[row[others]][:OTHERS]] = True
        chosen |= self.dice.fractions(len(worth)) < SPREAD / len(worth)
        for panel in self.round[-2:] or list(self.panels.found.values())[:1]:
            chosen |= panel > 0
        return np.flatnonzero(chosen & (self.bounds[:, 1] > 0))

    def _part(self, some: NDArray[np.int64]) -> Pool:
        most = np.where(self._urgent(), np.minimum(self.due, self.pool.counts), self.pool.counts)
        place = {int(kind): n for n, kind in enumerate(some)}
        homes: dict[int, list[int]] = {}
        for kind in some[self.home[some] >= 0]:
            homes.setdefault(int(self.home[kind]), []).append(place[int(kind)])
        fixed = {place[kind]: limits for kind, limits in self.pool.fixed.items() if kind in place}
        together = tuple(tuple(home) for home in homes.values() if len(home) > 1)
        return replace(self.pool, counts=most[some], holds=self.pool.holds[:, some], households=together, fixed=fixed)

    def _next(self) -> Panel:
        worth = self._worth()
        some = self._some(worth)
        part = self._part(some)
        programme = Programme(self.panels.work)
        programme.option("presolve", "off")
        add_rules(programme, part)
        limits = [(float(part.fixed.get(n, (0, 0))[0]), float(min(part.counts[n], part.fixed.get(n, (0, 1 << 30))[1])))
                  for n in range(len(some))]  # fmt: skip
        for trial in range(TRIES):
            push = 0.5 + self.dice.fractions(len(some)) if trial else 1.0
            found, _ = dive(programme, worth[some] * push, lambda kind: limits[kind])
            if found is not None:
                return self._whole(some, found)
        programme.whole(np.arange(len(some), dtype=np.int32))
        programme.option("mip_rel_gap", 0.1)
        programme.costs(on_grid(worth[some]))
        solved = programme.solve(nodes=QUICK)
        if solved.ok:
            return self._whole(some, np.rint(solved.x).astype(np.int64))
        return self._known(worth)

    def _whole(self, some: NDArray[np.int64], found: Panel) -> Panel:
        panel = np.zeros(len(self.wanted), dtype=np.int64)
        panel[some] = found
        return panel

    def _known(self, worth: Floats) -> Panel:
        known = list(self.panels.found.values()) + self.round
        return known[int(np.argmax([float(on_grid(worth) @ panel) for panel in known]))]
