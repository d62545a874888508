"""From votes to a result: axes, map, groups with a verdict, findings, slate."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from careloom_methods.opinions import axes as axis
from careloom_methods.opinions.counts import tally, votes_of_each
from careloom_methods.opinions.findings import Findings, find, ranks
from careloom_methods.opinions.groups import split
from careloom_methods.opinions.slate import Slate, slate
from careloom_methods.opinions.verdict import FEW, GROUPS, NONE, Verdict, judge
from careloom_methods.opinions.votes import Array, Votes, steady

ENOUGH = 7  # votes to stand on the map, or every statement where there are fewer


@dataclass(frozen=True)
class Result:
    """All that a conversation says. `label`: the group of each person, -1 for none; `names`: the groups' ids."""

    votes: Votes
    axes: Array
    points: Array
    in_map: Array
    verdict: Verdict
    label: Array
    names: list[str]
    findings: Findings
    slate: Slate

    @property
    def voters(self) -> int:
        """People with at least one vote."""
        return voters(self.votes)

    @property
    def sizes(self) -> dict[str, int]:
        """People in each group."""
        return {name: int((self.label == i).sum()) for i, name in enumerate(self.names)}


def analyse(votes: Votes, *, groups: Mapping[str, str] | None = None, seed: int = 0, tests: bool = True) -> Result:
    """The whole way. With `groups` (person → group) nothing is looked for, and the lists are exactly those of Polis.

    `tests=False` leaves out the two tests and takes the best split as it is: only for comparing with tools that have
    no such tests. Never publish groups found that way.
    """
    everybody = tally(votes)[0]
    middle = axis.means(everybody, votes.rejected)
    both = axis.main_axes(votes, everybody, middle)
    points = axis.places_on_map(votes, both, middle, ~votes.rejected & everybody.any(axis=1))
    live = int((~votes.rejected).sum())
    in_map = votes_of_each(votes) >= max(1, min(ENOUGH, live))
    label, names, verdict = _groups(votes, everybody, points, in_map, groups, seed, tests)
    cells = tally(votes, label, len(names)) if names else np.zeros((0, votes.shape[1], 3), dtype=np.int64)
    reach = axis.reach(both, middle, everybody)
    found = find(everybody, cells, voters(votes), votes.rejected, reach, exact=groups is not None)
    allowed = ~(votes.rejected | found.thin)
    return Result(votes, both, points, in_map, verdict, label, names, found, slate(votes, allowed, ranks(found)))


def voters(votes: Votes) -> int:
    """People with at least one vote."""
    return int(np.count_nonzero(np.bincount(votes.person, minlength=votes.shape[0])))


def _groups(
    votes: Votes, everybody: Array, points: Array, in_map: Array, groups: Mapping[str, str] | None, seed: int,
    tests: bool,
) -> tuple[Array, list[str], Verdict]:  # fmt: skip
    if groups is not None:
        names = steady({groups[p] for p in votes.people if p in groups})
        place = {name: i for i, name in enumerate(names)}
        label = np.array([place[groups[p]] if p in groups else -1 for p in votes.people], dtype=np.int64)
        verdict = Verdict(GROUPS if len(names) > 1 else NONE, "given")
        return label, names, verdict
    if tests:
        verdict = judge(votes, everybody, points, in_map, seed)
    else:
        found = split(points[in_map], seed) if in_map.any() else None
        verdict = Verdict(GROUPS, "clear", found) if found else Verdict(FEW, "few_people")
    label = np.full(votes.shape[0], -1, dtype=np.int64)
    if verdict.found is None:
        return label, [], verdict
    label[in_map] = verdict.found.label
    return label, [str(i) for i in range(len(verdict.found.centres))], verdict


def equal_voice(votes: Votes, respondents: Mapping[str, str], fewest: int = 10) -> tuple[Array, list[str]]:
    """Share who agree with each statement if every respondent group had the same voice: the mean of the groups' shares.

    Groups with fewer than `fewest` votes on a statement do not count there; nan where no group has enough. Stands only
    beside the unweighted share. Gives (shares, the groups in steady order).
    """
    names = steady(set(respondents.values()))
    place = {name: i for i, name in enumerate(names)}
    label = np.array([place[respondents[p]] if p in respondents else -1 for p in votes.people], dtype=np.int64)
    cells = tally(votes, label, len(names)) if names else np.zeros((0, votes.shape[1], 3))
    seen = cells.sum(axis=2)
    enough = seen >= fewest
    share = np.divide(cells[:, :, 2], seen, out=np.zeros(seen.shape), where=enough)
    count = enough.sum(axis=0)
    return np.divide(share.sum(axis=0), count, out=np.full(votes.shape[1], np.nan), where=count > 0), names

