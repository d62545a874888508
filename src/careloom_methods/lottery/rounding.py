"""From a mixture with weights to a plain lottery of m panels: draw one number, and everybody can check it.

Every type is on at least floor(m x chance) panels a head where whole panels allow it, and people with the same answers
are on equally many panels, give or take one: within a type the seats are dealt round and round.
"""

from dataclasses import dataclass

import numpy as np

from careloom_methods.lottery.dice import Dice
from careloom_methods.lottery.fair import Mixture
from careloom_methods.lottery.panels import Panel, Panels
from careloom_methods.programme import Floats, Programme


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
    floor = np.floor(m * exact[open_].min() + 1e-9) * pool.counts * open_
    chosen = _multiples(mixture, m)
    counts = _mended(mixture, panels, chosen, floor, m)
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


def _mended(mixture: Mixture, panels: Panels, chosen: np.ndarray, floor: Floats, m: int) -> list[tuple[Panel, int]]:
    """If a type is short of its floor, choose the multiples anew so that the shortage is as small as can be."""
    table = [panel.astype(float) for panel in mixture.panels]
    if (chosen @ np.array(table) >= floor - 1e-9).all():
        return [(panel, int(n)) for panel, n in zip(mixture.panels, chosen, strict=True) if n]
    extra = [panel for key, panel in panels.found.items() if key not in {p.tobytes() for p in mixture.panels}][:400]
    every = mixture.panels + extra
    start = np.append(np.floor(mixture.weights * m + 1e-9), np.zeros(len(extra)))
    programme = Programme(seconds=20.0)
    types = len(floor)
    # Near the weights: each panel may be taken a few times more or less than its whole part.
    programme.add_columns(np.zeros(len(every)), np.maximum(0.0, start - 1), start + 2)
    programme.add_columns(-np.ones(types), np.zeros(types), np.full(types, np.inf))
    programme.add_row(m, m, np.arange(len(every), dtype=np.int32), np.ones(len(every)))
    dense = np.array([panel for panel in every], dtype=float)
    for kind in range(types):
        here = np.flatnonzero(dense[:, kind]).astype(np.int32)
        columns = np.append(here, len(every) + kind).astype(np.int32)
        programme.add_row(floor[kind], np.inf, columns, np.append(dense[here, kind], 1.0))
    programme.whole(np.arange(len(every), dtype=np.int32))
    solved = programme.solve()
    if not solved.ok:
        return [(panel, int(n)) for panel, n in zip(mixture.panels, chosen, strict=True) if n]
    times = np.rint(solved.x[: len(every)]).astype(int)
    return [(panel, int(n)) for panel, n in zip(every, times, strict=True) if n]


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
