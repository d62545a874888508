"""The lottery itself: fair chances, one drawn panel, and a record that anyone can check."""

import hashlib
import importlib.metadata
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from careloom_methods.errors import MethodError
from careloom_methods.lottery import explain, fair
from careloom_methods.lottery.dice import Dice
from careloom_methods.lottery.panels import Panels, covering
from careloom_methods.lottery.pool import Pool
from careloom_methods.lottery.rounding import Uniform, round_to
from careloom_methods.lottery.turns import by_turns
from careloom_methods.programme import Work

VERSION = 2  # of the record and of the way a number becomes a panel
PROVED = 1e-6
LARGE = 2500  # types; above it the table of types and panels grows too much to be optimised whole
WEIGHTS = 2**fair.WEIGHT  # weights are whole multiples of one part in this many
RULES = ("leximin", "maximin", "nash", "goldilocks", "legacy")


@dataclass
class Lottery:
    """Known chances. `probabilities` in the order of pool.ids."""

    pool: Pool
    rule: str
    mixture: fair.Mixture
    probabilities: list[float]
    panels: Panels
    shut_types: list[int]
    notes: list[str] = field(default_factory=list)

    @cached_property
    def shut(self) -> dict[str, list[str]]:
        """People who can be on no panel at all: id → the quotas that shut this person out, in words."""
        reasons = explain.reasons(self.pool, self.shut_types, self.panels.work)
        return {self.pool.ids[n]: reasons[kind] for n, kind in enumerate(self.pool.type_of) if kind in reasons}

    @property
    def smallest(self) -> float:
        """The smallest chance of anyone who can be on a panel."""
        shut = set(self.shut_types)
        return min(p for p, kind in zip(self.probabilities, self.pool.type_of, strict=True) if kind not in shut)

    @property
    def largest(self) -> float:
        """The largest chance."""
        return max(self.probabilities)

    @property
    def gap(self) -> float:
        """How much better the smallest chance could be at most, as proved."""
        return max(0.0, self.mixture.bound - self.smallest)

    @property
    def gini(self) -> float:
        """0: all chances alike; near 1: a few have them all (Gini coefficient of the chances)."""
        chances = sorted(self.probabilities)
        n = len(chances)
        return math.fsum((2 * i - n + 1) * p for i, p in enumerate(chances)) / (n * math.fsum(chances))

    @property
    def same_everywhere(self) -> bool:
        """Did counted work end it, and not a clock? Then another machine finds the same."""
        return not self.panels.work.hurried

    @property
    def proved(self) -> bool:
        """Is the smallest chance proved to be the best there is?"""
        return self.gap <= PROVED


def fair_lottery(
    pool: Pool,
    *,
    rule: str = "leximin",
    seed: str = "0",
    most: float = fair.MOST,
    hurry: Callable[[], bool] | None = None,
) -> Lottery:
    """Chances as equal as the quotas allow. Raises MethodError('infeasible' with clashes and the least change).

    most: steps of work (iterations x size) after which the best so far is given; the same on every machine. hurry: a
    guard from outside that may end it earlier; then `same_everywhere` is false.
    """
    if rule not in RULES:
        raise MethodError(
            "rule", f"There is no rule '{rule}'.", rule=rule, suggestion=f"Choose one of {', '.join(RULES)}."
        )
    panels = Panels(pool, Work(hurry))
    if not panels.any():
        change = explain.least_change(pool)
        clashing = explain.clashes(pool, seed)
        words = " / ".join(c["words"] for c in clashing)
        raise MethodError(
            "infeasible",
            f"No panel can meet all quotas at once: {words}",
            clashes=clashing,
            least_change=change,
            suggestion=f"The least change that works: {change['words']}.",
        )
    mixture, shut = _mixed(panels, rule, seed, most)
    chances = np.clip(mixture.expected / pool.counts, 0.0, 1.0)
    each = [float(chances[kind]) for kind in pool.type_of]
    return Lottery(pool, rule, mixture, each, panels, shut, mixture.notes)


def _mixed(panels: Panels, rule: str, seed: str, most: float) -> tuple[fair.Mixture, list[int]]:
    """(panels with weights, types that no panel can hold)."""
    if rule in {"leximin", "maximin"} and len(panels.pool.counts) > LARGE:
        return by_turns(panels, rule=rule, most=most)
    shut = covering(panels, seed)
    rules: dict[str, Callable[[], fair.Mixture]] = {
        "leximin": lambda: fair.leximin(panels, shut, most=most),
        "maximin": lambda: fair.maximin(panels, shut, most=most),
        "nash": lambda: fair.nash(panels, shut, most=most),
        "goldilocks": lambda: fair.goldilocks(panels, shut, most=most),
        "legacy": lambda: fair.legacy(panels, shut, seed=seed),
    }
    return rules[rule](), shut


def draw(lottery: Lottery, *, seed: str) -> list[str]:
    """One panel, by weights and then fairly within each type: ids in the order of the pool."""
    dice = Dice(f"{seed}/draw")
    weights = [int(w * WEIGHTS) for w in lottery.mixture.weights]  # exact: see fair.WEIGHT
    number, position = dice.below(WEIGHTS), 0
    while number >= weights[position]:
        number -= weights[position]
        position += 1
    panel = lottery.mixture.panels[position]
    people: dict[int, list[int]] = {}
    for person, kind in enumerate(lottery.pool.type_of):
        people.setdefault(kind, []).append(person)
    seats = [p for kind in np.flatnonzero(panel) for p in dice.shuffled(people[int(kind)])[: int(panel[kind])]]
    return [lottery.pool.ids[p] for p in sorted(seats)]


def uniform(lottery: Lottery, m: int, *, seed: str) -> Uniform:
    """A lottery of m panels, each as likely, published before the draw."""
    if not 1 <= m <= 100_000:
        raise MethodError(
            "panels", f"You ask for {m} panels.", panels=m, suggestion="Choose a number from 1 to 100000."
        )
    return round_to(lottery.mixture, lottery.panels, m, lottery.shut_types, seed=seed)


def drawn_number(seed: str, m: int) -> int:
    """Which of m published panels is drawn: from 0 to m - 1."""
    return Dice(f"{seed}/draw").below(m)


def digest(value: Any) -> str:
    """SHA-256 of a value as JSON with sorted keys and no spaces."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def record(
    *,
    people: Sequence[Any],
    quotas: Sequence[Any],
    number: int,
    rule: str,
    seed: str,
    panels: Any,
    panel: Sequence[str],
    same_everywhere: bool = True,
) -> dict[str, Any]:
    """What a verifier needs: hashes of what went in and of the published panels, the seed, the versions.

    The same files, seed and versions of the packages in `made_with` give the same bytes on another machine.
    """
    return {
        "version": VERSION,
        "same_everywhere": same_everywhere,
        "made_with": {name: importlib.metadata.version(name) for name in ("highspy", "numpy")},
        "rule": rule,
        "number": number,
        "seed": seed,
        "hashes": {
            "people": digest(people),
            "quotas": digest(quotas),
            "panels": digest(panels),
            "panel": digest(list(panel)),
        },
    }
