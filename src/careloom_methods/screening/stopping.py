"""When may reading stop? Two answers that must not be mixed up.

*Enough found* rests on what is in hand, so it may be said early. *Gap* rests on what was read at random, and says what
that rules out. Between them stands the claim *nine in ten*: the share of all relevant records that was found. It tests
the order of reading since each find, as if it had been a random one (Callaghan and Müller-Hansen 2020); it is true only
if the order does no worse than chance. A run of records that are not relevant is no claim and is offered nowhere.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import exp, floor, lgamma

from careloom_methods.errors import MethodError

WRONG = 0.05  # how often a claim may be wrong
SHARE = 0.9  # of all relevant records; higher claims were false too often in replays on hard piles


def _ways(pile: int, drawn: int) -> float:
    """The logarithm of how many ways there are to draw."""
    return lgamma(pile + 1) - lgamma(drawn + 1) - lgamma(pile - drawn + 1)


def chance(pile: int, hidden: int, read: int, seen: int) -> float:
    """The chance of at most `seen` relevant among `read` records drawn at random from `pile` with `hidden` relevant."""
    fewest = max(0, read + hidden - pile)
    among = range(fewest, min(seen, read, hidden) + 1)
    total = _ways(pile, read)
    return min(1.0, sum(exp(_ways(hidden, k) + _ways(pile - hidden, read - k) - total) for k in among))


def fewer_than(*, pile: int, read: int, seen: int = 0, wrong: float = WRONG) -> int:
    """The least number that is ruled out: fewer relevant records than this are in the whole pile.

    `read` of `pile` were read at random and `seen` of them are relevant. Wrong at most this often: `wrong`.
    Raises MethodError `bad_numbers` unless 0 <= seen <= read <= pile.
    """
    if not 0 <= seen <= read <= pile:
        raise MethodError("bad_numbers", "The numbers do not fit together.", pile=pile, read=read, seen=seen)
    low, high = seen + 1, pile - read + seen + 1  # `high` is sure: so many cannot be there
    while low < high:
        middle = (low + high) // 2
        if chance(pile, middle, read, seen) <= wrong:
            high = middle
        else:
            low = middle + 1
    return low


def to_read(*, pile: int, rule_out: int, wrong: float = WRONG) -> int:
    """How many of `pile` must be read at random, none relevant, to rule out `rule_out` or more relevant ones."""
    low, high = 0, pile
    while low < high:
        middle = (low + high) // 2
        if fewer_than(pile=pile, read=middle, wrong=wrong) <= rule_out:
            high = middle
        else:
            low = middle + 1
    return low


def missing_allowed(found: int, share: float = SHARE) -> int:
    """How many may be missing so that `found` are still at least this share of all."""
    exact = Fraction(str(share))
    return floor(found * (1 - exact) / exact)


def most_found(answers: Sequence[bool], pile: int, *, share: float = SHARE, wrong: float = WRONG) -> bool:
    """May we say that at least this share of all relevant records in `pile` was found, after these answers in order?

    For each find: had there been one more than may be missing, would the reading since then have found so few?
    """
    finds = [place for place, relevant in enumerate(answers, 1) if relevant]
    found, read = len(finds), len(answers)
    if not found:
        return False
    too_many = found + missing_allowed(found, share) + 1
    if too_many - found > pile - read:
        return True  # not even all that is unread could be too many
    return any(
        chance(pile - place, too_many - number, read - place, found - number) <= wrong
        for number, place in zip(range(found, 0, -1), reversed(finds), strict=True)
    )


def is_enough(found: int, wanted: int) -> bool:
    """Enough found for the question: a fact about what is in hand, no claim about what is not."""
    return found >= wanted
