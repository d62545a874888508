"""Counting votes: whole numbers, so shards of a conversation add up exactly."""

import numpy as np

from careloom_methods.opinions.votes import Array, Votes, parts


def tally(votes: Votes, label: Array | None = None, groups: int = 1) -> Array:
    """Groups x statements x 3 whole numbers: disagree, pass, agree.

    `label` gives the group of each person (0 to groups - 1; below 0: in no group). Without it everybody is in one.
    """
    wide = votes.shape[1]
    found = np.zeros(groups * wide * 3, dtype=np.int64)
    for part in parts(len(votes.vote)):
        code = votes.statement[part].astype(np.int64)
        code *= 3
        code += votes.vote[part]
        code += 1
        if label is not None:
            group = label[votes.person[part]]
            code = (code + group.astype(np.int64) * (wide * 3))[group >= 0]
        found += np.bincount(code, minlength=len(found))
    return found.reshape(groups, wide, 3)


def votes_of_each(votes: Votes) -> Array:
    """How many votes each person gave on statements that are not rejected."""
    tall = votes.shape[0]
    live = ~votes.rejected
    found = np.zeros(tall, dtype=np.int64)
    for part in parts(len(votes.vote)):
        found += np.bincount(votes.person[part][live[votes.statement[part]]], minlength=tall)
    return found
