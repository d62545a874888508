"""From a mixture with weights to a plain lottery of m panels: draw one number, and everybody can check it.

Every type is on at least floor(m x chance) panels a head where whole panels allow it, and people with the same answers
are on equally many panels, give or take one: within a type the seats are dealt round and round.
"""

from dataclasses import dataclass

import numpy as np

from careloom_methods.lottery.dice import Dice
from careloom_methods.lottery.fair import Mixture
from careloom_methods.lottery.panels import Panel, Panels
from careloom_methods.programme import Floats, on_grid

NEARLY = 1e-4  # of a panel: 39.9999 panels are meant to be 40
EXCHANGES = 600  # at most; each is one small programme
LOOKED_AT = 40  # panels of which one leaves
SPARE = 0.3  # how much a seat is worth to those who have enough already


@dataclass(frozen=True)
class Uniform:
    """m panels of person numbers, each as likely; the smallest chance, and what rounding took from it."""

    panels: list[list[int]]
    smallest: float
    loss: float


def round_to(mixture: Mixture, panels: Panels, m: int, shut: list[int], *, seed: str) -> Uniform:
    """A lottery of `m` equally likely panels as near the mixture as whole numbers allow."""
    pool = panels.pool
    exact = mixture.expected / pool.counts
    open_ = np.ones(len(exact), dtype=bool)
    open_[shut] = False
    floor = np.floor(m * exact[open_].min() + NEARLY) * pool.counts * open_
    chosen = _multiples(mixture, m)
    counts = _mended(mixture, panels, chosen, floor, seed)
    kinds = [panel for panel, times in counts for _ in range(times)]
    order = Dice(f"{seed}/order").shuffled(range(len(kinds)))
    dealt = _dealt([kinds[n] for n in order], _people(pool.type_of, len(exact)), seed)
    on = np.bincount(np.concatenate([np.array(one) for one in dealt]), minlength=len(pool.ids))
    free = [n for n, kind in enumerate(pool.type_of) if open_[kind]]
    smallest = float(on[free].min()) / m
    return Uniform(dealt, smallest, max(0.0, float(exact[open_].min()) - smallest))


def _multiples(mixture: Mixture, m: int) -> np.ndarray:
    """How often each panel is taken: the whole part of m x weight, then the largest remainders."""
    ideal = mixture.weights * m
    whole = np.floor(ideal + 1e-9).astype(np.int64)
    rest = m - int(whole.sum())
    whole[np.argsort(-(ideal - whole), kind="stable")[:rest]] += 1
    return whole


def _mended(mixture: Mixture, panels: Panels, chosen: np.ndarray, floor: Floats, seed: str) -> list[tuple[Panel, int]]:
    """Exchange panels, one at a time, until no type is short of its floor (or nothing helps any more).

    Of some panels that chance names, the one leaves that is missed least; the panel comes that helps most.
    """
    kinds = [panel for panel, times in zip(mixture.panels, chosen, strict=True) for _ in range(int(times))]
    over = np.sum(kinds, axis=0) - np.rint(floor).astype(np.int64)
    dice = Dice(f"{seed}/mend")
    for _ in range(EXCHANGES):
        short = int(np.maximum(-over, 0).sum())
        if short == 0:
            break
        some = [dice.below(len(kinds)) for _ in range(min(LOOKED_AT, len(kinds)))]
        missed = [int(np.maximum(0, kinds[n] - np.maximum(over, 0)).sum()) for n in some]
        leaves = some[int(np.argmin(missed))]
        left = over - kinds[leaves]
        worth = on_grid(np.where(left < 0, 1.0, SPARE / (1.0 + np.maximum(left, 0))))
        comes, _ = panels.near(worth)
        if comes is None:  # rounding failed, as it may with few seats and many quotas: the best panel known so far
            known = list(panels.found.values())
            comes = known[int(np.argmax([float(worth @ panel) for panel in known]))]
        after = left + comes
        if int(np.maximum(-after, 0).sum()) <= short:
            kinds[leaves], over = comes, after
    return [(panel, 1) for panel in kinds]


def _people(type_of: tuple[int, ...], types: int) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in range(types)]
    for person, kind in enumerate(type_of):
        found[kind].append(person)
    return found


def _dealt(kinds: list[Panel], people: list[list[int]], seed: str) -> list[list[int]]:
    """Seats of each type are dealt in turn from one fair order, so that nobody is ahead by more than one."""
    order = [Dice(f"{seed}/type/{kind}").shuffled(group) for kind, group in enumerate(people)]
    turn = [0] * len(people)
    dealt = []
    for panel in kinds:
        seats: list[int] = []
        for kind in np.flatnonzero(panel):
            group = order[kind]
            seats += [group[(turn[kind] + n) % len(group)] for n in range(int(panel[kind]))]
            turn[kind] = (turn[kind] + int(panel[kind])) % len(group)
        dealt.append(sorted(seats))
    return dealt
