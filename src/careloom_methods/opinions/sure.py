"""How sure a share is: a 90% interval, a word, and what is too thin to be a headline."""

import numpy as np

from careloom_methods.opinions.votes import Array

Z90 = 1.6448536269514722
FEWEST_VOTES = 10  # in every group
FEWEST_SHARE = 0.10  # of the people


def interval(yes: Array, of: Array) -> tuple[Array, Array]:
    """90% interval of a share (Wilson 1927): (low, high), 0 to 1 where nobody voted."""
    n = np.maximum(of, 1)
    share, z2 = yes / n, Z90**2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z90 * np.sqrt(share * (1 - share) / n + z2 / (4 * n**2)) / (1 + z2 / n)
    empty = of == 0
    return np.where(empty, 0.0, np.maximum(middle - half, 0.0)), np.where(empty, 1.0, np.minimum(middle + half, 1.0))


def thin(tally: Array, people: int) -> Array:
    """Statements (bool) with fewer than ten votes in a group, or votes from fewer than one in ten people.

    `tally`: (groups x statements x 3); with one row it is everybody.
    """
    seen = tally.sum(axis=2)
    return np.asarray((seen.min(axis=0) < FEWEST_VOTES) | (seen.sum(axis=0) < FEWEST_SHARE * people))


def how_sure(low: Array, high: Array, is_thin: Array) -> list[str]:
    """A word for each statement, by the width of its interval: very sure, fairly sure, not sure, too few votes."""
    width = high - low
    words = np.select([is_thin, width <= 0.10, width <= 0.25], ["too few votes", "very sure", "fairly sure"],
                      "not sure")  # fmt: skip
    return [str(word) for word in words]
