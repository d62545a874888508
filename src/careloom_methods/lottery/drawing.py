"""The lottery itself: fair chances, one drawn panel, and a record that anyone can check."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from careloom_methods.errors import MethodError
from careloom_methods.lottery import explain, fair
from careloom_methods.lottery.dice import Dice
from careloom_methods.lottery.panels import Panels, covering
from careloom_methods.lottery.pool import Pool
from careloom_methods.lottery.rounding import Uniform, round_to

VERSION = 1  # of the record and of the way a number becomes a panel
PROVED = 1e-6
WEIGHTS = 10**12  # weights become whole numbers that sum to this before anything is drawn
RULES = ("leximin", "maximin", "nash", "goldilocks", "legacy")


@dataclass
class Lottery:
    """Known chances. `probabilities` in the order of pool.ids; `shut` people can be on no panel at all."""

    pool: Pool
    rule: str
    mixture: fair.Mixture
    probabilities: list[float]
    shut: dict[str, list[str]]  # id → the quotas that shut this person out, in words
    panels: Panels
    shut_types: list[int]
    notes: list[str] = field(default_factory=list)

    @property
    def smallest(self) -> float:
        """The smallest chance of anyone who can be on a panel."""
        return min(p for p, i in zip(self.probabilities, self.pool.ids, strict=True) if i not in self.shut)

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
        chances = np.sort(np.array(self.probabilities))
        n = len(chances)
        return float((2 * np.arange(1, n + 1) - n - 1) @ chances / (n * chances.sum()))

    @property
    def proved(self) -> bool:
        """Is the smallest chance proved to be the best there is?"""
        return self.gap <= PROVED


def fair_lottery(pool: Pool, *, rule: str = "leximin", seed: str = "0", seconds: float = 120.0) -> Lottery:
    """Chances as equal as the quotas allow. Raises MethodError('infeasible' with clashes and the least change)."""
    if rule not in RULES:
        raise MethodError(
            "rule", f"There is no rule '{rule}'.", rule=rule, suggestion=f"Choose one of {', '.join(RULES)}."
        )
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:4], "big")
    panels = Panels(pool)
    if panels.best(np.zeros(len(pool.counts)), seconds=300.0) is None:
        change = explain.least_change(pool)
        clashing = explain.clashes(pool, number)
        words = " / ".join(c["words"] for c in clashing)
        raise MethodError(
            "infeasible",
            f"No panel can meet all quotas at once: {words}",
            clashes=clashing,
            least_change=change,
            suggestion=f"The least change that works: {change['words']}.",
        )
    shut = covering(panels, number)
    rules: dict[str, Callable[[], fair.Mixture]] = {
        "leximin": lambda: fair.leximin(panels, shut, seconds=seconds),
        "maximin": lambda: fair.maximin(panels, shut, seconds=seconds),
        "nash": lambda: fair.nash(panels, shut, seconds=seconds),
        "goldilocks": lambda: fair.goldilocks(panels, shut, seconds=seconds),
        "legacy": lambda: fair.legacy(panels, shut, seed=number),
    }
    mixture = rules[rule]()
    chances = np.clip(mixture.expected / pool.counts, 0.0, 1.0)
    reasons = explain.reasons(pool, shut)
    out = {pool.ids[n]: reasons[kind] for n, kind in enumerate(pool.type_of) if kind in reasons}
    each = [float(chances[kind]) for kind in pool.type_of]
    return Lottery(pool, rule, mixture, each, out, panels, shut, mixture.notes)


def draw(lottery: Lottery, *, seed: str) -> list[str]:
    """One panel, by weights and then fairly within each type: ids in the order of the pool."""
    dice = Dice(f"{seed}/draw")
    weights = _whole(lottery.mixture.weights)
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


def _whole(weights: Any) -> list[int]:
    """Weights as whole numbers that sum to WEIGHTS; the remainder goes to the first."""
    found = [round(float(w) * WEIGHTS) for w in weights]
    found[0] += WEIGHTS - sum(found)
    return found


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
) -> dict[str, Any]:
    """What a verifier needs: hashes of what went in and of the published panels, the seed, the version."""
    return {
        "version": VERSION,
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
