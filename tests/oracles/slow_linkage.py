"""Every record beside every other, and groups by walking: slow, and with nothing to go wrong."""

from itertools import combinations
from typing import Any

from careloom_methods.linkage import compare
from careloom_methods.linkage.deduping import in_order, with_verdicts


def groups(records: list[dict[str, Any]]) -> set[frozenset[str]]:
    """Sets of ids that are joined by sure pairs, all pairs compared."""
    known = in_order(records)
    judged = with_verdicts(known, {(a, b): compare(known[a], known[b]) for a, b in combinations(range(len(known)), 2)})
    near: dict[int, set[int]] = {place: {place} for place in range(len(known))}
    for (a, b), (_, said) in judged.items():
        if said and said.relation == "same" and said.sure:
            near[a].add(b)
            near[b].add(a)
    found = set()
    for place in near:
        reached, edge = {place}, [place]
        while edge:
            fresh = near[edge.pop()] - reached
            reached |= fresh
            edge += fresh
        found.add(frozenset(known[p].id for p in reached))
    return {group for group in found if len(group) > 1}
