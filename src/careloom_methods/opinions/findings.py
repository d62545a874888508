"""Everything that counts alone decide: the same for a whole conversation, for shards added up, and for a live one."""

from dataclasses import dataclass

import numpy as np

from careloom_methods.opinions import polis, sure
from careloom_methods.opinions.votes import Array


@dataclass(frozen=True)
class Findings:
    """Places of statements in lists; arrays have one number a statement."""

    everybody: Array  # statements x 3: disagree, pass, agree
    tally: Array  # groups x statements x 3
    consensus: Array  # group-informed consensus
    low: Array
    high: Array  # 90% interval of the share who agree
    thin: Array
    safe: Array  # the lowest group's lower bound: at least so many agree in every group
    agree: list[int]
    disagree: list[int]
    representative: list[list[int]]
    routing: Array


def find(everybody: Array, tally: Array, people: int, rejected: Array, reach: Array, *, exact: bool) -> Findings:
    """`tally` has no rows where there are no groups. With `exact` the lists are those of Polis, thin ones and all."""
    rows = tally if len(tally) else everybody[None]
    seen = everybody.sum(axis=1)
    is_thin = sure.thin(rows, people) | (seen < sure.FEWEST_VOTES) | (seen < sure.FEWEST_SHARE * people)
    low, high = sure.interval(everybody[:, 2], seen)
    allowed = ~rejected if exact else ~(rejected | is_thin)
    agree, disagree = polis.consensus_lists(everybody[None], allowed)
    return Findings(
        everybody, tally, polis.consensus_of_groups(rows), low, high, is_thin,
        sure.interval(rows[:, :, 2], rows.sum(axis=2))[0].min(axis=0), agree, disagree,
        polis.representative(polis.figures(tally), allowed) if len(tally) else [],
        polis.routing(rows, reach),
    )  # fmt: skip


def ranks(found: Findings) -> Array:
    """Statements from 0 (least) by group-informed consensus, then by votes: one steady order."""
    order = np.lexsort((np.arange(len(found.consensus))[::-1], found.everybody.sum(axis=1), found.consensus))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return rank
