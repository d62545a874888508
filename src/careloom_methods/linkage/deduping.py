"""From records to groups, questions and links. The order in which records come changes nothing."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from careloom_methods.errors import MethodError
from careloom_methods.linkage import blocking
from careloom_methods.linkage.model import Compared, compare
from careloom_methods.linkage.prepared import Prepared, prepare
from careloom_methods.linkage.relations import ABOUT, IS_SAME, Verdict, verdict

SERIES = 3  # volumes of one journal from which on a title is a series' title
SIDE_BY_SIDE = 8  # records that one question shows at most
Pair = tuple[int, int]


@dataclass
class Linked:
    """`groups`: ids that are the same; `asks`: {ids, relation, why} for a person; `linked`: {ids, relation, why}."""

    groups: list[list[str]] = field(default_factory=list)
    asks: list[dict[str, Any]] = field(default_factory=list)
    linked: list[dict[str, Any]] = field(default_factory=list)
    compared: int = 0
    not_compared: int = 0  # records whose title too many share to look at each pair

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {"groups": self.groups, "asks": self.asks, "linked": self.linked, "compared": self.compared,
                "not_compared": self.not_compared}  # fmt: skip


def dedupe(records: Iterable[Mapping[str, Any]]) -> Linked:
    """Compare records (mappings with at least `id` and `title`) and say which belong together.

    Raises MethodError `same_id` if two records have one id.
    """
    known = in_order(records)
    result = grouped(known, judge(known, blocking.pairs(known)))
    result.not_compared = blocking.largest_left_out(known)
    return result


def in_order(records: Iterable[Mapping[str, Any]]) -> list[Prepared]:
    """Records ready to compare, by their ids, whatever order they came in."""
    known = sorted((prepare(record) for record in records), key=lambda p: _natural(p.id))
    for one, next_one in pairwise(known):
        if one.id == next_one.id:
            raise MethodError("same_id", f"Two records have the id {one.id}.", id=one.id)
    return known


def _natural(text: str) -> tuple[Any, ...]:
    """'r10' after 'r9'."""
    return tuple((0, int(p), "") if p.isdigit() else (1, 0, p) for p in re.split(r"(\d+)", text) if p), text


Judged = dict[Pair, tuple[Compared, Verdict | None]]


def judge(known: Sequence[Prepared], pairs: Iterable[Pair]) -> Judged:
    """Compared values and verdict of each pair."""
    return with_verdicts(known, {(a, b): compare(known[a], known[b]) for a, b in pairs})


def with_verdicts(known: Sequence[Prepared], compared: Mapping[Pair, Compared]) -> Judged:
    """The verdict on each compared pair."""
    stems = [_stem(record) for record in known]
    series = _series(known)
    return {
        (a, b): (one, verdict(known[a], known[b], one, series=stems[a] in series and stems[b] in series))
        for (a, b), one in compared.items()
    }


def _stem(record: Prepared) -> tuple[str, str]:
    return record.title[:24], record.journal[0] if record.journal else ""


def _series(known: Sequence[Prepared]) -> set[tuple[str, str]]:
    """Beginnings of titles that stand in SERIES or more volumes of one journal, as an editor's column does."""
    volumes: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for record in known:
        if record.title and record.volume:
            volumes[_stem(record)].add(record.volume)
    return {stem for stem, found in volumes.items() if len(found) >= SERIES}


class _Groups:
    """Sets of places that grow together."""

    def __init__(self, size: int) -> None:
        self.of = [[place] for place in range(size)]

    def join(self, a: int, b: int) -> None:
        one, two = sorted((self.of[a], self.of[b]), key=len)
        if one is not two:
            two += one
            for place in one:
                self.of[place] = two

    def ids(self, known: Sequence[Prepared], *places: int) -> list[str]:
        return [known[p].id for p in sorted({p for place in places for p in self.of[place]})]


def grouped(known: Sequence[Prepared], found: Judged) -> Linked:
    """Groups from the surest pair down; a pair that would join two records that disagree is asked instead."""
    result, groups = Linked(compared=len(found)), _Groups(len(known))
    sure = sorted((-compared.score, pair) for pair, (compared, said) in found.items()
                  if said and said.relation == IS_SAME and said.sure)  # fmt: skip
    left = []
    for _, (a, b) in sure:
        if _agree(known, groups.of[a], groups.of[b]):
            groups.join(a, b)
        else:
            left.append((a, b))
    result.groups = [groups.ids(known, place) for place in range(len(known))
                     if len(groups.of[place]) > 1 and place == min(groups.of[place])]  # fmt: skip
    _tell(known, found, groups, set(left), result)
    return result


def _agree(known: Sequence[Prepared], one: list[int], two: list[int]) -> bool:
    """No record of one group speaks against one of the other."""
    if one is two or len(one) == len(two) == 1:
        return True
    return all(compare(known[a], known[b]).score >= 0 for a in one for b in two)


def _tell(known: Sequence[Prepared], found: Judged, groups: _Groups,
          left: set[Pair], result: Linked) -> None:  # fmt: skip
    """One link for two groups with the reasons of their surest pair, and questions.

    Links that say *about it* are asked about as well: a correction or retraction can re-open what others built on it.
    """
    told: dict[Pair, tuple[float, Pair, Compared, Verdict, bool]] = {}
    for (a, b), (compared, said) in found.items():
        if said is None or groups.of[a] is groups.of[b]:
            continue
        ends = sorted((min(groups.of[a]), min(groups.of[b])))
        now = (compared.score, (-a, -b), compared, said, said.sure and (a, b) not in left)
        between = (ends[0], ends[1])
        if between not in told or now[:2] > told[between][:2]:
            told[between] = now
    asks = []
    for between, (score, (a, b), compared, said, sure) in sorted(told.items()):
        if sure:
            first, second = (-b, -a) if known[-b].about and not known[-a].about else (-a, -b)
            ids = [known[first].id, known[second].id]
            result.linked.append({"ids": ids, "relation": said.relation, "why": compared.why})
        if not sure or said.relation == ABOUT:
            asks.append((-score, between, {"relation": said.relation, "why": compared.why}))
    result.asks = _bundled(known, groups, asks)


def _bundled(known: Sequence[Prepared], groups: _Groups, asks: list[tuple[float, Pair, dict[str, Any]]]) -> list[Any]:
    """Questions that touch are put as one, as long as a person can see all its records side by side."""
    bundle = _Groups(len(known))
    for members in groups.of:
        for place in members:
            bundle.join(members[0], place)
    asks.sort(key=lambda ask: ask[:2])
    for _, (a, b), _ in asks:
        if len(bundle.of[a]) + len(bundle.of[b]) <= SIDE_BY_SIDE:
            bundle.join(a, b)
    put: dict[tuple[str, ...], dict[str, Any]] = {}
    for _, (a, b), said in asks:  # the surest pair of a bundle gives its relation and reasons
        put.setdefault(tuple(bundle.ids(known, a, b)), said)
    return [{"ids": list(ids), **said} for ids, said in sorted(put.items(), key=lambda item: _natural(item[0][0]))]
