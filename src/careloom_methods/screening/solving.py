"""A linear model from answers: a support vector machine with squared hinge loss, by warm-started Newton steps.

Published settings: the strength C = 0.11 and the balance 9.8 are those of ASReview's default model (ELAS u4), which
were chosen on open labelled reviews. The solver is our own.
"""

import numpy as np
from numpy.typing import NDArray

from careloom_methods.screening.likeness import Likeness, Product
from careloom_methods.screening.terms import Floats, Places

STRENGTH, BALANCE = 0.11, 9.8
STEPS, ROUNDS = 12, 60
CLOSE = 1e-3


def balanced(relevant: Floats) -> Floats:
    """Weights of the answers: all that are not relevant weigh together 1/9.8 of the relevant; the mean is 1."""
    yes = float(relevant.sum())
    no = len(relevant) - yes
    weights = np.where(relevant > 0, 1.0, yes / (BALANCE * no) if no else 1.0)
    return np.asarray(weights * (len(relevant) / weights.sum()), dtype=np.float32)


def solve(kind: Likeness, places: Places, relevant: Floats, start: Floats, *, close: float = CLOSE) -> Floats:
    """Multipliers of the answered records. `start` is the last solution (zeros at first), which it goes on from.

    Those whose margin is below 1 are the active set; on it the model solves (likeness + 1 / 2C) a = y, elsewhere a = 0.
    """
    signs = (2 * relevant - 1).astype(np.float32)
    ridge = np.asarray(1 / (2 * STRENGTH * balanced(relevant)), dtype=np.float32)
    product = kind.among(places)
    found = start.copy()
    scores = product.times(found)
    active = signs * scores < 1
    for _ in range(STEPS):
        found = _conjugate(product, ridge, signs, active, np.where(active, found, np.float32(0)), close)
        now = signs * product.times(found) < 1
        if (now == active).all():
            break
        active = now
    return found


def _conjugate(product: Product, ridge: Floats, signs: Floats, active: NDArray[np.bool_], start: Floats,
               close: float) -> Floats:  # fmt: skip
    """Conjugate gradients on the active records, scaled by the diagonal."""
    scale: Floats = np.where(active, np.float32(1) / (product.diagonal + ridge), np.float32(0))
    found = start
    left: Floats = np.where(active, signs - product.times(found) - ridge * found, np.float32(0))
    scaled: Floats = scale * left
    toward = scaled
    size = float(left @ scaled)
    limit = close**2 * float(np.where(active, signs, np.float32(0)) @ (scale * signs))
    for _ in range(ROUNDS):
        if size <= limit:
            break
        moved = np.where(active, product.times(toward) + ridge * toward, np.float32(0))
        step = np.float32(size / float(toward @ moved))
        found = np.asarray(found + step * toward, dtype=np.float32)
        left = np.asarray(left - step * moved, dtype=np.float32)
        scaled = np.asarray(scale * left, dtype=np.float32)
        size, before = float(left @ scaled), size
        toward = np.asarray(scaled + np.float32(size / before) * toward, dtype=np.float32)
    return found
