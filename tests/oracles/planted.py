"""Conversations whose groups we know, because we made them."""

from typing import Any

import numpy as np

from careloom_methods.opinions.groups import agreement
from careloom_methods.opinions.votes import Votes, votes_from


def with_truth(
    *, people: int, statements: int, groups: int, seen: float, seed: int, sure: float = 0.85
) -> tuple[Votes, Any]:  # fmt: skip
    """Each group leans one way on each statement and votes so with the chance `sure`. Gives (votes, true groups)."""
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, groups, people)
    lean = rng.choice([-1, 1], size=(groups, statements))
    says = np.where(rng.random((people, statements)) < sure, lean[truth], rng.choice([-1, 0, 1], (people, statements)))
    who, what = np.nonzero(rng.random((people, statements)) < seen)
    names = [f"p{i:05d}" for i in range(people)]
    votes = votes_from([names[i] for i in who], [str(j) for j in what], says[who, what])
    return votes, truth[[names.index(p) for p in votes.people]]


def votes(*, people: int, statements: int, groups: int, seen: float, seed: int) -> Votes:
    """The votes alone."""
    return with_truth(people=people, statements=statements, groups=groups, seen=seen, seed=seed)[0]


def shuffled(votes: Votes, seed: int) -> Votes:
    """Votes dealt anew among those who voted on each statement: shares stay, every pattern goes."""
    rng = np.random.default_rng([seed, 99])
    dealt = votes.vote.copy()
    for s in range(votes.shape[1]):
        at = np.flatnonzero(votes.statement == s)
        dealt[at] = dealt[rng.permutation(at)]
    return Votes(votes.people, votes.statements, votes.person, votes.statement, dealt, votes.rejected)


def same_groups(label: Any, truth: Any) -> float:
    """Adjusted Rand index over the people who are in a group."""
    inside = label >= 0
    return agreement(label[inside], truth[inside])
