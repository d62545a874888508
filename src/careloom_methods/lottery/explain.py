"""Why quotas cannot be met: the smallest sets that clash, and the least change that would work; never a silent one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from careloom_methods.lottery.dice import Dice
from careloom_methods.lottery.panels import QUICK, add_rules
from careloom_methods.lottery.pool import Pool, Quota
from careloom_methods.programme import NODES, Programme, Work

SETS = 3  # clashing sets of several quotas that are named
REASONS = 2e8  # steps of work to say why people are shut out


@dataclass(frozen=True)
class Bound:
    """One side of a quota."""

    quota: int
    side: str  # 'min' or 'max'


def _feasible(pool: Pool, bounds: set[Bound], nodes: int = NODES, work: Work | None = None) -> bool:
    """Can some panel keep these bounds? First without whole numbers, which settles most cases at once."""
    programme = _programme(pool, bounds, work or Work())
    if not programme.solve().ok:
        return False
    programme.whole(np.arange(len(pool.counts), dtype=np.int32))
    return programme.solve(nodes=nodes).ok or programme.cut_short


def _programme(pool: Pool, bounds: set[Bound], work: Work) -> Programme:
    programme = Programme(work)
    add_rules(programme, pool, skip=range(len(pool.quotas)))
    for n in range(len(pool.quotas)):
        quota = pool.quotas[n]
        low = quota.low if Bound(n, "min") in bounds else 0
        high = quota.high if Bound(n, "max") in bounds else pool.number
        if low > 0 or high < pool.number:
            columns = np.flatnonzero(pool.holds[n]).astype(np.int32)
            programme.add_row(low, high, columns, np.ones(len(columns)))
    return programme


def _irreducible(pool: Pool, bounds: list[Bound], nodes: int = NODES, work: Work | None = None) -> list[Bound]:
    """Leave out one bound after the other as long as it still clashes: every bound that is left is needed."""
    left = list(bounds)
    for bound in bounds:
        fewer = [b for b in left if b != bound]
        if not _feasible(pool, set(fewer), nodes, work):
            left = fewer
    return left


def sentence(pool: Pool, bound: Bound) -> str:
    """A bound in words."""
    quota = pool.quotas[bound.quota]
    there = int(pool.counts[pool.holds[bound.quota]].sum())
    if bound.side == "min":
        return f"you ask for at least {quota.low} with '{quota.value}' for '{quota.feature}'; {there} applied"
    return f"you allow at most {quota.high} with '{quota.value}' for '{quota.feature}'; {there} applied"


def clashes(pool: Pool, seed: str) -> list[dict[str, Any]]:
    """Smallest sets of quotas that cannot hold together, the shortest first: every quota that clashes alone, and up to
    three sets of several."""
    every = [Bound(n, "min") for n, q in enumerate(pool.quotas) if q.low > 0]
    every += [Bound(n, "max") for n, q in enumerate(pool.quotas) if q.high < pool.number]
    alone = [bound for bound in every if not _feasible(pool, {bound})]
    found = {frozenset([bound]): [bound] for bound in alone}
    others = [bound for bound in every if bound not in alone]
    dice = Dice(f"{seed}/clashes")
    if not _feasible(pool, set(others)):
        for _ in range(SETS):
            core = _irreducible(pool, dice.shuffled(others))
            found.setdefault(frozenset(core), core)
    sets = sorted(found.values(), key=lambda core: (len(core), sorted((b.quota, b.side) for b in core)))
    return [
        {
            "quotas": [_named(pool, b) for b in sorted(core, key=lambda b: (b.quota, b.side))],
            "words": "; ".join(sentence(pool, b) for b in sorted(core, key=lambda b: (b.quota, b.side)))
            + (f"; the panel has {pool.number} seats" if core else f"nobody can fill {pool.number} seats"),
        }
        for core in sets
    ]


def _named(pool: Pool, bound: Bound) -> dict[str, Any]:
    quota = pool.quotas[bound.quota]
    return {
        "feature": quota.feature,
        "value": quota.value,
        "side": bound.side,
        "number": quota.low if bound.side == "min" else quota.high,
        "applied": int(pool.counts[pool.holds[bound.quota]].sum()),
    }


def least_change(pool: Pool) -> dict[str, Any]:
    """The fewest seats by which quotas must move so that a panel exists, and which quotas those are.

    Moves within the flex bounds cost one a seat; beyond them ten, so that they come last.
    """
    programme = Programme(Work())
    add_rules(programme, pool, skip=range(len(pool.quotas)))
    types = len(pool.counts)
    costs = [0.0] * types
    for n, quota in enumerate(pool.quotas):
        within = (max(0, quota.low - quota.low_flex), max(0, quota.high_flex - quota.high))
        pieces = [(-1.0, within[0], 1.0), (-10.0, quota.low, 1.0), (-1.0, within[1], -1.0), (-10.0, pool.number, -1.0)]
        first = programme.columns
        programme.add_columns(np.array([p[0] for p in pieces]), np.zeros(4), np.array([float(p[1]) for p in pieces]))
        costs += [p[0] for p in pieces]
        columns = np.flatnonzero(pool.holds[n]).astype(np.int32)
        both = np.concatenate([columns, np.arange(first, first + 2, dtype=np.int32)])
        programme.add_row(quota.low, np.inf, both, np.ones(len(both)))
        both = np.concatenate([columns, np.arange(first + 2, first + 4, dtype=np.int32)])
        programme.add_row(-np.inf, quota.high, both, np.concatenate([np.ones(len(columns)), -np.ones(2)]))
    programme.costs(np.array(costs))
    programme.whole(np.arange(programme.columns, dtype=np.int32))
    solved = programme.solve()
    if not solved.ok:
        return {"seats": None, "changes": [], "words": "No change of quotas helps: too few people can sit together."}
    changes: list[dict[str, Any]] = []
    for n, quota in enumerate(pool.quotas):
        down, up = np.rint(solved.x[types + 4 * n : types + 4 * n + 4]).reshape(2, 2).sum(axis=1)
        if down:
            changes.append(
                {"feature": quota.feature, "value": quota.value, "min": quota.low, "to": int(quota.low - down)}
            )
        if up:
            changes.append(
                {"feature": quota.feature, "value": quota.value, "max": quota.high, "to": int(quota.high + up)}
            )
    seats = int(sum(abs(c["to"] - c.get("min", c.get("max", 0))) for c in changes))
    words = "; ".join(map(_change_in_words, changes))
    return {"seats": seats, "changes": changes, "words": words}


def _change_in_words(change: dict[str, Any]) -> str:
    side = "min" if "min" in change else "max"
    name = {"min": "minimum", "max": "maximum"}[side]
    return f"{name} of '{change['value']}' for '{change['feature']}' from {change[side]} to {change['to']}"


def shut_out_by(pool: Pool, kind: int, work: Work) -> list[str]:
    """The quotas that keep a type of person off every panel, in words: a small set of them.

    Where only whole numbers clash, a long search is given up, and the set may be larger than needed.
    """
    fixed = {**pool.fixed, kind: (1, int(pool.counts[kind]))}
    forced = replace(pool, fixed=fixed)
    held = [n for n in range(len(pool.quotas)) if pool.holds[n, kind]]
    others = [n for n in range(len(pool.quotas)) if not pool.holds[n, kind]]
    # The bounds that speak of this person are left out last, so that they are the ones that are named.
    every = [Bound(n, side) for n in [*others, *held] for side in ("min", "max")]
    return [sentence(pool, b) for b in _irreducible(forced, every, QUICK, work)]


def reasons(pool: Pool, shut: Sequence[int], work: Work) -> dict[int, list[str]]:
    """For each type that no panel can hold, why; after much work only the quotas that such a person would count for."""
    until, found = work.done + REASONS, {}
    for kind in shut:
        if not work.past(until):
            found[kind] = shut_out_by(pool, kind, work)
        else:
            own = [Bound(n, "max") for n in range(len(pool.quotas)) if pool.holds[n, kind]]
            found[kind] = [sentence(pool, b) for b in own]
    return found


def slack(pool: Pool, most_types: int = 2500) -> list[dict[str, Any]]:
    """Quotas that hardly hold, least to spare first: [{feature, value, side, number, spare, applied, words}].

    Two ways to be near the edge: hardly more applied than the minimum asks for; or with all quotas together no panel
    can have more than the minimum (or fewer than the maximum), so that nothing may change. The second is looked at by
    two small linear programmes a quota, in pools of up to `most_types`.
    """
    found = []
    for n, quota in enumerate(pool.quotas):
        applied = int(pool.counts[pool.holds[n]].sum())
        spare = applied - quota.low
        if 0 < quota.low <= applied and spare <= max(1, quota.low // 10):
            found.append(_near(pool, Bound(n, "min"), spare, _who_can_leave(quota, applied, spare)))
    if len(pool.counts) <= most_types:
        found += _pinned(pool, {one["quota"] for one in found})
    return [{k: v for k, v in one.items() if k != "quota"} for one in sorted(found, key=lambda one: one["spare"])]


def _who_can_leave(quota: Quota, applied: int, spare: int) -> str:
    who = f"{applied} people with '{quota.value}' for '{quota.feature}'"
    return f"Of {who} only {spare} can drop out." if spare else f"All {who} are needed; nobody can drop out."


def _near(pool: Pool, bound: Bound, spare: int, words: str) -> dict[str, Any]:
    return {**_named(pool, bound), "spare": spare, "words": words, "quota": bound.quota}


def _left_over(pool: Pool, n: int) -> int:
    """The room between a quota's two sides that the quotas of its own feature and those who applied leave."""
    quota = pool.quotas[n]
    others = [m for m, q in enumerate(pool.quotas) if q.feature == quota.feature and m != n]
    free = int(pool.counts[~pool.holds[[n, *others]].any(axis=0)].sum())
    high = min(quota.high, int(pool.counts[pool.holds[n]].sum()), pool.number - sum(pool.quotas[m].low for m in others))
    return max(0, high - max(quota.low, pool.number - free - sum(pool.quotas[m].high for m in others)))


def _pinned(pool: Pool, known: set[int]) -> list[dict[str, Any]]:
    programme = Programme(Work())
    add_rules(programme, pool)
    found = []
    for n, quota in enumerate(pool.quotas):
        if n in known or _left_over(pool, n) == 0:
            continue
        weights = pool.holds[n].astype(float)
        programme.costs(weights)
        who = f"'{quota.value}' for '{quota.feature}'"
        if quota.low and programme.solve().objective < quota.low + 1 - 1e-6:
            words = f"With all quotas together, no panel can have more than the {quota.low} with {who} you ask for."
            found.append(_near(pool, Bound(n, "min"), 0, words))
        programme.costs(-weights)
        if -programme.solve().objective > quota.high - 1 + 1e-6:
            words = f"With all quotas together, no panel can have fewer than the {quota.high} with {who} you allow."
            found.append(_near(pool, Bound(n, "max"), 0, words))
    return found
