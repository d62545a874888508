"""Which of two matters more? From many such answers to an order, with how sure each place is (Bradley and Terry 1952).

Each item gets a strength; the chance that one is preferred to another follows from the difference. Best-worst screens
are read as pairs: the best over all others shown, all others over the worst. Everybody is also taken to have met one
average item, won half and lost half, so that an item that always won has a strength that can be told.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from careloom_methods.ballots.profile import Ballot, wrong

Floats = NDArray[np.float64]
NINETY = 1.6448536269514722  # standard normal, 95%: nine times in ten the truth lies between
PRIOR = 0.5  # wins and losses against the average item


@dataclass(frozen=True)
class Strength:
    """`share`: how often it would be preferred to an average item, with the 90% interval `low` to `high`."""

    item: str
    wins: float
    compared: float
    strength: float
    share: float
    low: float
    high: float


def best_worst(shown: Sequence[str], best: str, worst: str) -> tuple[tuple[str, str], ...]:
    """The pairs of one screen. Raises MethodError (not_shown, same_item)."""
    for marked in (best, worst):
        if marked not in shown:
            raise wrong("not_shown", f"'{marked}' was marked, but not shown.", "Correct the screen.", item=marked)
    if best == worst:
        raise wrong("same_item", f"'{best}' is marked as most and as least important.", "Ask again.", item=best)
    return tuple((best, i) for i in shown if i != best) + tuple((i, worst) for i in shown if i not in (best, worst))


def bradley_terry(ballots: Sequence[Ballot], ids: Sequence[str]) -> list[Strength]:
    """Strengths in the order of `ids`. Intervals take in that one voter's answers hang together (sandwich)."""
    number = {item: n for n, item in enumerate(ids)}
    wins = np.zeros((len(ids), len(ids)))
    for ballot in ballots:
        for better, worse in ballot.pairs:
            wins[number[better], number[worse]] += float(ballot.weight)
    if not wins.any():
        raise wrong("no_pairs", "No ballot compares two items.", "Check that the ballots hold pairs.")
    strength = _fit(wins)
    spread = _spread(ballots, number, wins, strength)
    strength -= strength.mean()
    rows = []
    for n, item in enumerate(ids):
        s, e = float(strength[n]), NINETY * float(spread[n])
        won, lost = float(wins[n].sum()), float(wins[:, n].sum())
        rows.append(Strength(item, won, won + lost, s, _chance(s), _chance(s - e), _chance(s + e)))
    return rows


def _chance(strength: float) -> float:
    return 1 / (1 + math.exp(-strength))


def _fit(wins: Floats) -> Floats:
    """Hunter's MM steps on the table of wins, until nothing moves."""
    games, won = wins + wins.T, wins.sum(axis=1) + PRIOR
    worth = np.ones(len(wins))
    for _ in range(20_000):
        fresh = won / ((games / (worth[:, None] + worth[None, :])).sum(axis=1) + 2 * PRIOR / (worth + 1.0))
        moved = float(np.abs(np.log(fresh) - np.log(worth)).max())
        worth = fresh
        if moved < 1e-10:
            break
    found: Floats = np.log(worth)
    return found


def _spread(ballots: Sequence[Ballot], number: dict[str, int], wins: Floats, strength: Floats) -> Floats:
    """Standard errors: the larger of what the model says and what the difference between voters says."""
    chance = 1 / (1 + np.exp(strength[None, :] - strength[:, None]))
    heavy = (wins + wins.T) * chance * (1 - chance)
    alone = 1 / (1 + np.exp(-strength))
    bread = np.linalg.inv(np.diag(heavy.sum(axis=1) + 2 * PRIOR * alone * (1 - alone)) - heavy)
    meat = np.zeros_like(bread)
    voters = 0
    for ballot in ballots:
        if not ballot.pairs:
            continue
        push = np.zeros(len(number))
        better = [number[b] for b, _ in ballot.pairs]
        worse = [number[w] for _, w in ballot.pairs]
        surprise = chance[worse, better] * float(ballot.weight)
        np.add.at(push, better, surprise)
        np.subtract.at(push, worse, surprise)
        touched = np.flatnonzero(push)
        meat[np.ix_(touched, touched)] += push[touched][:, None] * push[touched][None, :]
        voters += 1
    few = voters / max(1, voters - 1)
    robust = bread @ (meat * few) @ bread
    # Only differences can be told: each item's strength is meant against the mean of all.
    middle = np.eye(len(number)) - 1 / len(number)
    own, between = np.diag(middle @ bread @ middle), np.diag(middle @ robust @ middle)
    found: Floats = np.sqrt(np.maximum(own, between))
    return found
