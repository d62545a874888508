"""Schulze's rule: an item beats another if its strongest chain of wins is stronger than every chain back."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from careloom_methods.ballots.profile import Ballot, whole

Ints = NDArray[np.int64]
LARGEST = 2**62


def preferences(ballots: Sequence[Ballot], ids: Sequence[str]) -> list[list[int]]:
    """How many (by weight, as whole numbers) rank row over column; items left off stand below all that are on."""
    number = {item: n for n, item in enumerate(ids)}
    weights, _ = whole([b.weight for b in ballots])
    dtype = np.int64 if sum(weights) < LARGEST else object
    table = np.zeros((len(ids), len(ids)), dtype=dtype)
    for ballot, weight in zip(ballots, weights, strict=True):
        place = np.full(len(ids), len(ids))
        place[[number[item] for item in ballot.items]] = np.arange(len(ballot.items))
        table += weight * (place[:, None] < place[None, :])
    found: list[list[int]] = table.tolist()
    return found


def schulze(ballots: Sequence[Ballot], ids: Sequence[str]) -> dict[str, Fraction]:
    """How many others each item beats or ties, as a value that sorts; a win's strength is the votes for it."""
    votes = np.array(preferences(ballots, ids), dtype=object)
    path = np.where(votes > votes.T, votes, 0)
    for middle in range(len(ids)):
        path = np.maximum(path, np.minimum(path[:, middle : middle + 1], path[middle : middle + 1, :]))
    beats = (path > path.T).sum(axis=1)
    beaten = (path < path.T).sum(axis=1)
    return {item: Fraction(int(beats[n]) - int(beaten[n])) for n, item in enumerate(ids)}
