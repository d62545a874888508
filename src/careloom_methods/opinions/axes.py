"""The first two axes of a conversation: the directions in which people differ most.

A vote counts as its distance from the average vote on that statement; a statement that a person did not see counts as
average (0). So the table of distances is mostly zeros and never needs to be held at once: people pass in slices, and
only the statements x statements table of products is kept.
"""

from itertools import pairwise

import numpy as np

from careloom_methods.opinions.votes import Array, Votes, parts

SLICE = 1024  # people at once: their slice of 1,000 statements stays in the processor's cache
EXACT_UP_TO = 1_000_000  # people x statements above which slices are 32-bit (their sums never are)
BLOCK = 4


def means(tally: Array, rejected: Array) -> Array:
    """Average vote of each statement from its (disagree, pass, agree) tally; 0 where nobody voted or it is rejected."""
    seen = tally.sum(axis=1)
    found = np.divide(tally[:, 2] - tally[:, 0], seen, out=np.zeros(len(tally)), where=seen > 0)
    found[rejected] = 0.0
    return np.asarray(found)


def distance_table(middle: Array, rejected: Array) -> Array:
    """Statements x 3: vote less average for disagree, pass and agree; 0 for rejected statements."""
    table = np.stack([-1 - middle, -middle, 1 - middle], axis=1)
    table[rejected] = 0.0
    return table


def main_axes(votes: Votes, everybody: Array, middle: Array) -> Array:
    """Axes (2 x statements, length 1) of a conversation; 0 for statements that are rejected or without votes."""
    columns = np.flatnonzero(~votes.rejected & everybody.any(axis=1))
    found = np.zeros((2, votes.shape[1]))
    if len(columns):
        exact = votes.shape[0] * len(columns) <= EXACT_UP_TO
        table = products(votes, middle, columns, np.float64 if exact else np.float32)
        found[:, columns] = first_two(table, tolerance=1e-9 if exact else 1e-7)[0]
    return found


def products(votes: Votes, middle: Array, columns: Array, kind: type = np.float64) -> Array:
    """Columns x columns: the sum over people of distance times distance (float64), added up from slices of `kind`."""
    tall, wide = votes.shape[0], len(columns)
    place = np.full(votes.shape[1], -1, dtype=np.int64)
    place[columns] = np.arange(wide)
    line: Array = distance_table(middle, votes.rejected).astype(kind).ravel()
    found = np.zeros((wide, wide))
    slice_: Array = np.zeros((min(SLICE, max(1, tall)), wide), dtype=kind)
    flat = slice_.ravel()
    starts = np.searchsorted(votes.person, np.arange(0, tall + SLICE, SLICE))
    whole = wide == votes.shape[1]
    for number, (begin, end) in enumerate(pairwise(starts)):
        at = votes.statement[begin:end].astype(np.int64)
        spots = (votes.person[begin:end] - number * SLICE).astype(np.int64) * wide + place[at]
        values = np.take(line, at * 3 + votes.vote[begin:end] + 1)
        if not whole:
            keep = place[at] >= 0
            spots, values = spots[keep], values[keep]
        flat[spots] = values
        found += slice_.T @ slice_
        flat[spots] = 0
    return found


def first_two(table: Array, *, tolerance: float = 1e-9, most: int = 100) -> tuple[Array, Array]:
    """(axes: 2 x statements with length 1, strengths: their eigenvalues) of a symmetric table.

    Block Lanczos from a fixed start, so that the same table always gives the same bits. The sign of an axis is chosen
    so that its largest entry is positive.
    """
    wide = len(table)
    found = _lanczos(table, tolerance, min(most, wide // BLOCK - 1)) if wide > 64 else None
    if found is None:
        values, vectors = np.linalg.eigh(table)
        found = values[::-1][:2], vectors[:, ::-1][:, :2]
    axes, strong = np.zeros((2, wide)), np.zeros(2)
    axes[: found[1].shape[1]], strong[: len(found[0])] = found[1].T, np.maximum(found[0], 0.0)
    sign = np.sign(axes[np.arange(2), np.argmax(np.abs(axes).round(9), axis=1)])
    return axes * np.where(sign == 0, 1.0, sign)[:, None], strong


def _lanczos(table: Array, tolerance: float, most: int) -> tuple[Array, Array] | None:
    """The two strongest (values, vectors), or None where they do not come apart in `most` steps."""
    wide = len(table)
    block = np.linalg.qr(np.random.default_rng(0).standard_normal((wide, BLOCK)))[0]
    basis, image = np.empty((wide, most * BLOCK)), np.empty((wide, most * BLOCK))
    look = 5
    for step in range(most):
        grown, have = table @ block, (step + 1) * BLOCK
        basis[:, have - BLOCK : have], image[:, have - BLOCK : have] = block, grown
        if step == look:
            look += max(3, step // 2)  # looking costs more than a step
            small = basis[:, :have].T @ image[:, :have]
            values, turns = np.linalg.eigh((small + small.T) / 2)
            strengths, mixed = values[::-1][:2], turns[:, ::-1][:, :2]
            found = basis[:, :have] @ mixed
            left = image[:, :have] @ mixed - found * strengths
            if np.linalg.norm(left, axis=0).max() <= tolerance * strengths[0]:
                return strengths, found
        for _ in range(2):  # twice is enough, unless nothing new is left
            grown = grown - basis[:, :have] @ (basis[:, :have].T @ grown)
        block, rest = np.linalg.qr(grown)
        if np.abs(np.diagonal(rest)).min() <= 1e-12 * np.abs(table).max():
            return None
    return None


def places_on_map(votes: Votes, axes: Array, middle: Array, counted: Array) -> Array:
    """People x 2: where each person stands. Only cast votes count, scaled by the root of statements over votes.

    `counted` (bool, one a statement) are the statements that count: those with votes that are not rejected. (Polis
    lets rejected statements count as seen, so that rejecting one moves everybody. We do not.)
    """
    tall = votes.shape[0]
    counts = counted.astype(float)
    table = distance_table(middle, votes.rejected)
    weight = [(table * axis[:, None]).ravel() for axis in axes]
    found, seen = np.zeros((tall, 2)), np.zeros(tall)
    for part in parts(len(votes.vote)):
        person, statement = votes.person[part], votes.statement[part]
        if not len(person):
            continue
        low, high = int(person[0]), int(person[-1]) + 1  # votes are sorted by person
        near = person - low
        code = statement.astype(np.int64) * 3 + votes.vote[part] + 1
        seen[low:high] += np.bincount(near, weights=counts[statement], minlength=high - low)
        for i in range(2):
            found[low:high, i] += np.bincount(near, weights=np.take(weight[i], code), minlength=high - low)
    scale = np.sqrt(np.divide(counts.sum(), seen, out=np.zeros(tall), where=seen > 0))
    return np.asarray(found * scale[:, None])


def reach(axes: Array, middle: Array, everybody: Array) -> Array:
    """How far somebody who only agreed with this one statement would stand from the middle.

    `everybody` (statements x 3): as in Polis a statement without any vote does not count as a statement.
    """
    voted = int(everybody.any(axis=1).sum())
    return np.asarray(np.sqrt(voted) * np.abs(1 - middle) * np.hypot(axes[0], axes[1]))
