"""A short list in which nobody is drowned: every large enough group of people finds something it agreed with.

Greedy coverage (GreedyCC; Halpern, Kehne, Procaccia, Tucker-Foltz and Wüthrich 2023): take the statement that most
people who have nothing yet agreed with, until nobody is left to serve; then fill up by group-informed consensus.
"""

from dataclasses import dataclass

import numpy as np

from careloom_methods.opinions.votes import AGREE, Array, Votes

LENGTH = 10


@dataclass(frozen=True)
class Slate:
    """`chosen` in order; `served` people who agreed with one of them, `people` who agreed with any; the check."""

    chosen: list[int]
    served: int
    people: int
    largest_left: int  # people without anything on the slate who agree on one statement that was left out
    needed: int  # so many of them would have a claim to a place
    justified: bool


def slate(votes: Votes, allowed: Array, rank: Array, *, length: int = LENGTH) -> Slate:
    """Choose up to `length` of the `allowed` (bool) statements; `rank` fills up the rest, the higher the better."""
    tall, wide = votes.shape
    keep = (votes.vote == AGREE) & allowed[votes.statement]
    who, what = votes.person[keep], votes.statement[keep]
    voted = np.zeros(tall, dtype=bool)
    voted[votes.person] = True
    everybody = int(voted.sum())
    chosen: list[int] = []
    served = np.zeros(tall, dtype=bool)
    while len(chosen) < min(length, int(allowed.sum())) and len(who):
        best = _most_wanted(what, rank, wide)
        chosen.append(best)
        served[who[what == best]] = True
        left = ~served[who]
        who, what = who[left], what[left]
    largest = int(np.bincount(what, minlength=wide).max(initial=0))
    for place in np.argsort(-rank, kind="stable").tolist():
        if len(chosen) < length and allowed[place] and place not in chosen:
            chosen.append(place)
    needed = max(1, -(-everybody // length))
    return Slate(chosen, int(served.sum()), everybody, largest, needed, largest < needed)


def _most_wanted(what: Array, rank: Array, wide: int) -> int:
    wanted = np.bincount(what, minlength=wide)
    best = np.flatnonzero(wanted == wanted.max())
    return int(best[np.argmax(rank[best])])
