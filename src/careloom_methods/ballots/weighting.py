"""How much does an order depend on the weights? Ten thousand weightings, and how often each topic is in the top ten."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from careloom_methods.ballots.profile import wrong

Scores = Mapping[str, Mapping[str, Fraction]]  # topic -> criterion -> score


@dataclass(frozen=True)
class Placed:
    """`value` under the agreed weights; `often` of the drawn weightings put the topic into the top (0 to 1)."""

    topic: str
    value: Fraction
    place: int
    often: float


def swing(given: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Swing points (0 to 100 for going from worst to best on each criterion) as weights that sum to 1."""
    if any(points < 0 for points in given.values()):
        raise wrong("negative_weight", "A weight is below nothing.", "Give 0 or more to each criterion.")
    total = sum(given.values(), Fraction(0))
    if not total:
        raise wrong("no_weight", "The weights sum to nothing.", "Give at least one criterion some weight.")
    return {criterion: points / total for criterion, points in given.items()}


def equal_groups(by_group: Mapping[str, Scores]) -> dict[str, dict[str, Fraction]]:
    """The mean over groups, so that each group that scored weighs the same."""
    sums: dict[str, dict[str, list[Fraction]]] = {}
    for scores in by_group.values():
        for topic, row in scores.items():
            for criterion, score in row.items():
                sums.setdefault(topic, {}).setdefault(criterion, []).append(score)
    return {t: {c: sum(s, Fraction(0)) / len(s) for c, s in row.items()} for t, row in sums.items()}


def placed(
    scores: Scores, weights: Mapping[str, Fraction], *, seed: int, top: int = 10, draws: int = 10_000
) -> list[Placed]:  # fmt: skip
    """Topics by value under the agreed weights (ties share a place), with how often each is in the top.

    Weightings are drawn so that every mix of the criteria is as likely as any other. Topics tied at the edge of the top
    share what is left of it. Raises MethodError (missing_score, and those of `swing`).
    """
    import numpy as np

    agreed = swing(weights)
    for topic, criterion in itertools.product(scores, agreed):
        if criterion not in scores[topic]:
            raise wrong("missing_score", f"'{topic}' has no score for '{criterion}'.", "Score it, or leave it out.",
                        topic=topic, criterion=criterion)  # fmt: skip
    value = {t: sum((agreed[c] * row[c] for c in agreed), Fraction(0)) for t, row in scores.items()}
    topics = sorted(scores)
    table = np.array([[float(scores[t][c]) for c in agreed] for t in topics]).reshape(len(topics), len(agreed))
    mixes = -np.log1p(-np.random.default_rng(seed).random((draws, len(agreed))))
    mixes /= mixes.sum(axis=1, keepdims=True)
    totals = np.round(mixes @ table.T, 9)
    top = min(top, len(topics))
    edge = np.sort(totals, axis=1)[:, -top][:, None] if topics else totals
    above, level = totals > edge, totals == edge
    share = above + level * (top - above.sum(axis=1, keepdims=True)) / np.maximum(1, level.sum(axis=1, keepdims=True))
    often = share.mean(axis=0) if topics else []
    rows = [Placed(t, value[t], 1 + sum(v > value[t] for v in value.values()), float(o))
            for t, o in zip(topics, often, strict=True)]  # fmt: skip
    return sorted(rows, key=lambda row: (row.place, row.topic))
