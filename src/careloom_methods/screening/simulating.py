"""Playing a finished screening again: how soon would this order have found what people found?"""

import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import ceil
from typing import Any

from careloom_methods.errors import MethodError
from careloom_methods.screening.ranking import Ranking
from careloom_methods.screening.stopping import AHEAD, SHARE, fewer_than, is_enough, may_say, may_say_after

WANTED, RULED_OUT = 5, 3  # enough found: five relevant records; a gap: fewer than three in the whole pile
STOPS = ("enough found", "nineteen in twenty", "gap")


@dataclass(frozen=True)
class Stop:
    """Where a rule would have stopped: records read, the true share found there (None: it never spoke), its claim."""

    rule: str
    at: int | None
    recall: float | None
    claim: str


@dataclass(frozen=True)
class Replay:
    """`order` holds places in the list; the first two are the ones that were known before. The measures leave these
    two out: the share found after reading 10%, the reading saved at 95% found, and the normalised loss (0 is best)."""

    order: list[int]
    recall_at_10: float
    wss_95: float
    loss: float
    stops: list[Stop]

    def as_dict(self, names: Sequence[str]) -> dict[str, Any]:
        """With the records' own names for their places."""
        return asdict(self) | {"order": [names[place] for place in self.order]}


def simulate(texts: Sequence[str], relevant: Sequence[bool], *, known_in: int | None = None,
             known_out: int | None = None, seed: int = 0) -> Replay:  # fmt: skip
    """Read all records in the order of the ranking. Without known records, one of each sort is drawn by `seed`.

    Raises MethodError `one_sort` (a replay needs two relevant records and one other) and `known` (a known record does
    not have the answer it was given as).
    """
    chance = random.Random(seed)  # noqa: S311  # reproducible on purpose
    ins = [place for place, yes in enumerate(relevant) if yes]
    outs = [place for place, yes in enumerate(relevant) if not yes]
    if len(ins) < 2 or not outs:
        raise MethodError("one_sort", "A replay needs two relevant records and one that is not.", relevant=len(ins))
    begin = [chance.choice(ins) if known_in is None else known_in,
             chance.choice(outs) if known_out is None else known_out]  # fmt: skip
    if not relevant[begin[0]] or relevant[begin[1]]:
        raise MethodError("known", "The records known before do not have these answers in the file.")
    order = _read(Ranking(texts), relevant, begin)
    found = [relevant[place] for place in order]
    stops = [*_claims(found), _gap(relevant, chance)]
    return Replay(order, *measures(found[2:]), stops=stops)


def _read(ranking: Ranking, relevant: Sequence[bool], begin: list[int]) -> list[int]:
    left = sum(relevant)
    for known in begin:
        ranking.answer(known, relevant[known])
        left -= relevant[known]
    order = list(begin)
    while left and (place := ranking.next()) is not None:
        ranking.answer(place, relevant[place])
        order.append(place)
        left -= relevant[place]
    return order + [int(place) for place in ranking.unread()]  # nothing more to find: the rest as it stands


def measures(found: Sequence[bool]) -> tuple[float, float, float]:
    """(share found after 10%, reading saved at 95% found, loss) of answers in the order of reading."""
    number, all_ = len(found), sum(found)
    places = [place for place, yes in enumerate(found, 1) if yes]
    early = sum(place <= number // 10 for place in places) / all_
    saved = (number - places[ceil(0.95 * all_) - 1]) / number - 0.05
    late = sum(places) - all_ * (all_ + 1) / 2
    return round(early, 6), round(saved, 6), round(late / (all_ * max(number - all_, 1)), 6)


def _claims(found: Sequence[bool]) -> list[Stop]:
    number, all_ = len(found), sum(found)
    finds = [place for place, yes in enumerate(found, 1) if yes]
    enough = _silent(STOPS[0])
    if is_enough(all_, WANTED):
        claim = f"{WANTED} relevant records were found."
        enough = Stop(STOPS[0], finds[WANTED - 1], round(WANTED / all_, 4), claim)
    for have in range(1, all_ + 1):
        last = finds[have] - 1 if have < all_ else number - 1  # before the next find changes the sum
        if may_say(finds[:have], number, last):
            at = may_say_after(finds[:have], number)
            claim = (f"At least {SHARE:.0%} of all relevant records were found, at 95%, if what is hidden stands"
                     f" {AHEAD} times as early as chance.")  # fmt: skip
            return [enough, Stop(STOPS[1], at, round(have / all_, 4), claim)]
    return [enough, Stop(STOPS[1], number, 1.0, "Everything was read.")]


def _gap(relevant: Sequence[bool], chance: random.Random) -> Stop:
    """Read in a random order until a gap could be said; the first find ends it, since then there is no gap."""
    number, order = len(relevant), chance.sample(range(len(relevant)), len(relevant))
    for read, place in enumerate(order, 1):
        if relevant[place]:
            return Stop(STOPS[2], None, None, f"Not a gap: a relevant record was found after {read} read at random.")
        if fewer_than(pile=number, read=read) <= RULED_OUT:
            claim = f"We read {read} of {number} at random: at 95% there are fewer than {RULED_OUT}."
            return Stop(STOPS[2], read, 0.0, claim)
    raise AssertionError("a pile without relevant records is refused before")


def _silent(rule: str) -> Stop:
    return Stop(rule, None, None, "This was never said.")
