"""What was voted on and how: items, ballots, and the checks that a count rests on."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from careloom_methods.errors import MethodError

ONE = Fraction(1)
APPROVAL, RANKING, POINTS, PAIRS = "approval", "ranking", "points", "pairs"


@dataclass(frozen=True)
class Item:
    """Something that can be chosen. `cost` in money; `kind` is what site quotas count, for example a nation."""

    id: str
    cost: Fraction = ONE
    kind: str = ""


@dataclass(frozen=True)
class Ballot:
    """One voter's marks: items approved (any order), ranked (best first), with points, or pairs (better, worse)."""

    voter: str
    items: tuple[str, ...] = ()
    points: tuple[Fraction, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    group: str = ""
    weight: Fraction = ONE


@dataclass(frozen=True)
class Profile:
    """All ballots of one kind on the same items. Raises MethodError where they cannot be counted."""

    kind: str
    items: tuple[Item, ...]
    ballots: tuple[Ballot, ...]
    budget: Fraction | None = None
    meta: dict[str, str] = field(default_factory=dict)
    free: bool = False  # what costs nothing is taken where somebody wants it, as in published elections; else refused

    def __post_init__(self) -> None:
        if not self.items:
            raise wrong("no_items", "There is nothing to vote on.", "List the items.")
        twice = first_twice(item.id for item in self.items)
        if twice is not None:
            raise wrong("item_twice", f"The item '{twice}' stands twice in the list.", "Keep one of them.", item=twice)
        if not self.ballots:
            raise wrong("no_ballots", "There are no ballots.", "Check that this is the right file.")
        known = {item.id for item in self.items}
        for ballot in self.ballots:
            self._check(ballot, known)
        twice = first_twice(ballot.voter for ballot in self.ballots)
        if twice is not None:
            raise wrong("voted_twice", f"The voter '{twice}' has two ballots.",
                        "Keep the one that counts: the later, if votes could be changed.", voter=twice)  # fmt: skip
        if not any(ballot.weight for ballot in self.ballots):
            raise wrong("no_weight", "The weights of all ballots are nothing.", "Give at least one ballot a weight.")

    def _check(self, ballot: Ballot, known: set[str]) -> None:
        marked = ballot.items or tuple(i for pair in ballot.pairs for i in pair)
        if not known.issuperset(marked):
            unknown = next(i for i in marked if i not in known)
            raise wrong("unknown_item", f"The ballot of '{ballot.voter}' names '{unknown}', which is not in the list.",
                        "Add it to the items, or correct the ballot.", voter=ballot.voter, item=unknown)  # fmt: skip
        if len(set(ballot.items)) < len(ballot.items):
            twice = first_twice(ballot.items)
            raise wrong("repeated_item", f"The ballot of '{ballot.voter}' names '{twice}' twice.",
                        "An item can have one place on a ballot.", voter=ballot.voter, item=twice)  # fmt: skip
        for better, worse in ballot.pairs:
            if better == worse:
                raise wrong("same_item", f"The ballot of '{ballot.voter}' compares '{better}' with itself.",
                            "Take the pair out.", voter=ballot.voter, item=better)  # fmt: skip
        if ballot.weight < 0:
            raise wrong("negative_weight", f"The ballot of '{ballot.voter}' has a weight below nothing.",
                        "A weight is 0 or more.", voter=ballot.voter)  # fmt: skip

    @property
    def ids(self) -> list[str]:
        """Item ids in the order of the list."""
        return [item.id for item in self.items]

    def groups(self) -> dict[str, list[Ballot]]:
        """Ballots by the voter's group, in order of the group's name."""
        found: dict[str, list[Ballot]] = {}
        for ballot in self.ballots:
            found.setdefault(ballot.group, []).append(ballot)
        return dict(sorted(found.items()))

    def equal_voice(self) -> "Profile":
        """The same ballots, weighted so that every group weighs the same in sum, whatever its size."""
        sums = {name: sum((b.weight for b in ballots), Fraction(0)) for name, ballots in self.groups().items()}
        share = Fraction(sum(sums.values()), len(sums))
        ballots = tuple(
            Ballot(b.voter, b.items, b.points, b.pairs, b.group, b.weight * share / sums[b.group])
            if sums[b.group] else b
            for b in self.ballots
        )  # fmt: skip
        return Profile(self.kind, self.items, ballots, self.budget, self.meta)


def wrong(code: str, message: str, suggestion: str, **values: Any) -> MethodError:
    """A refusal with what to do about it."""
    return MethodError(code, message, suggestion=suggestion, **values)


def first_twice(names: Iterable[str]) -> str | None:
    """The first name that comes a second time."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return None


def whole(amounts: Sequence[Fraction | int]) -> tuple[list[int], int]:
    """The same amounts as whole numbers, and what they were multiplied by."""
    if all(type(a) is int for a in amounts):
        return list(amounts), 1  # type: ignore[arg-type]  # just asked
    scale = math.lcm(*(a.denominator for a in amounts))
    return [int(a * scale) for a in amounts], scale
