"""When may reading stop? Two answers that must not be mixed up.

*Enough found* rests on what is in hand, so it may be said early. *Gap* rests on what was read at random, and says what
that rules out. Between them stands the claim *nineteen in twenty*: at least 95% of all relevant records were found. It
looks back at each find and asks whether the reading since would have found so few, had too many been left (after
Callaghan and Müller-Hansen 2020). What is hidden is taken to stand `AHEAD` times as early as chance would put it: in
replays of finished reviews that was safe, and twice as early was not. Where more than one record in five is relevant
the order has little to choose from, and nothing better than chance is assumed. A run of records that are not relevant
is no claim and is offered nowhere.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import comb, exp, floor, lgamma

from careloom_methods.errors import MethodError

WRONG = 0.05  # how often a claim may be wrong
SHARE = 0.95  # of all relevant records
EACH_LOOK = 0.03  # how often it may be wrong at one look; there are many, and in all it may be wrong 5 times in 100
AHEAD, COMMON = 1.5, 5  # how much earlier than by chance; unless more than one in so many of the pile was found


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


def many_hidden(found: int, missing: int, unread: float, *, ahead: float) -> float:
    """The chance that at least `missing` of `found + missing` records were not met yet, when the share `unread` of the
    pile they stood in is left. Each stands for itself, `ahead` times as early as chance (1: by chance)."""
    left = float(unread**ahead)
    return 1 - sum(comb(found + missing, k) * left**k * (1 - left) ** (found + missing - k) for k in range(missing))


def may_say(finds: Sequence[int], pile: int, read: int, *, share: float = SHARE, wrong: float = EACH_LOOK) -> bool:
    """May we say, after so many records read, that at least this share of all relevant ones in `pile` was found?

    `finds`: the places of the relevant records in the order of reading, from 1. For each find: had there been one more
    than may be missing, would the reading since then have found so few?
    """
    found = len(finds)
    too_many = missing_allowed(found, share) + 1
    if not found or too_many > pile - read:
        return bool(found)  # not even all that is unread could be too many
    ahead = AHEAD if found * COMMON <= pile else 1.0
    since = zip(range(found - 1, -1, -1), finds, strict=True)
    return any(many_hidden(later, too_many, (pile - read) / (pile - place), ahead=ahead) <= wrong
               for later, place in since)  # fmt: skip


def may_say_after(finds: Sequence[int], pile: int, *, share: float = SHARE, wrong: float = EACH_LOOK) -> int:
    """After how many records read may we say so, if nothing more is found? Without a find: not before the end."""
    low, high = (finds[-1] if finds else pile), pile
    while low < high:
        middle = (low + high) // 2
        if may_say(finds, pile, middle, share=share, wrong=wrong):
            high = middle
        else:
            low = middle + 1
    return low


def is_enough(found: int, wanted: int) -> bool:
    """Enough found for the question: a fact about what is in hand, no claim about what is not."""
    return found >= wanted
