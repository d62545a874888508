"""Places turned into points: Borda, choose ten, and the James Lind Alliance's way, in which groups weigh the same."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from careloom_methods.ballots.profile import APPROVAL, PAIRS, POINTS, Ballot, Profile, wrong
from careloom_methods.ballots.ties import Ties

Points = dict[str, Fraction]


def approval(ballots: Sequence[Ballot], ids: Sequence[str]) -> Points:
    """How many ballots want each item, by weight."""
    found = dict.fromkeys(ids, Fraction(0))
    for ballot in ballots:
        for item in ballot.items:
            found[item] += ballot.weight
    return found


def choose_ten(ballots: Sequence[Ballot], ids: Sequence[str], *, places: int = 10) -> Points:
    """First place 10 points, second 9, and so on to 1; later places and unmarked items nothing."""
    found = dict.fromkeys(ids, Fraction(0))
    for ballot in ballots:
        for place, item in enumerate(ballot.items[:places]):
            found[item] += ballot.weight * (places - place)
    return found


def borda(ballots: Sequence[Ballot], ids: Sequence[str]) -> Points:
    """One point for each item ranked lower; items left off a ballot share the places that are left."""
    found = dict.fromkeys(ids, Fraction(0))
    for ballot in ballots:
        rest = Fraction(len(ids) - len(ballot.items) - 1, 2)
        ranked = {item: Fraction(len(ids) - 1 - place) for place, item in enumerate(ballot.items)}
        for item in ids:
            found[item] += ballot.weight * ranked.get(item, rest)
    return found


def points(ballots: Sequence[Ballot], ids: Sequence[str]) -> Points:
    """The points that ballots give, added."""
    found = dict.fromkeys(ids, Fraction(0))
    for ballot in ballots:
        for item, given in zip(ballot.items, ballot.points, strict=True):
            found[item] += ballot.weight * given
    return found


def within_group(profile: Profile, ballots: Sequence[Ballot]) -> Points:
    """A group's own points: as the ballots are, by choose ten, by approval or by given points."""
    if profile.kind == PAIRS:
        raise wrong("not_from_pairs", "Groups cannot be re-ranked from pairs.", "Use the rule bradley-terry.")
    count = {APPROVAL: approval, POINTS: points}.get(profile.kind, choose_ten)
    return count(ballots, profile.ids)


def place_points(scores: Mapping[str, Fraction]) -> Points:
    """The best of n items gets n, the last 1; equal scores share the places that they fill."""
    places: dict[Fraction, list[int]] = {}
    for place, item in enumerate(sorted(scores, key=lambda i: scores[i])):
        places.setdefault(scores[item], []).append(place + 1)
    return {item: Fraction(sum(places[s]), len(places[s])) for item, s in scores.items()}


def jla(profile: Profile) -> tuple[Points, dict[str, Points]]:
    """(sum, by group): each group's scores re-ranked within the group, and the place points of all groups added.

    Source: James Lind Alliance guidebook, interim prioritisation. Raises MethodError (no_groups).
    """
    groups = profile.groups()
    if "" in groups:
        raise wrong("no_groups", "This rule needs the group of every voter.", "Add a column 'group'.")
    by_group = {name: place_points(within_group(profile, ballots)) for name, ballots in groups.items()}
    total = {item: sum((given[item] for given in by_group.values()), Fraction(0)) for item in profile.ids}
    return total, by_group


def top_lists(profile: Profile, *, length: int, seed: int | None = None) -> dict[str, list[str]]:
    """Each group's own top list, by its own points; an item that nobody of the group chose is never on it."""
    found = {}
    for name, ballots in profile.groups().items():
        scores = within_group(profile, ballots)
        wanted = {item: s for item, s in scores.items() if s > 0}
        found[name] = Ties(seed).order(dict(wanted))[:length]
    return found
