"""Why quotas cannot be met: the smallest sets that clash, and the least change that would work; never a silent one."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from careloom_methods.lottery.panels import add_rules
from careloom_methods.lottery.pool import Pool
from careloom_methods.programme import Programme

SETS = 3  # clashing sets that are named


@dataclass(frozen=True)
class Bound:
    """One side of a quota."""

    quota: int
    side: str  # 'min' or 'max'


def _feasible(pool: Pool, bounds: set[Bound], seconds: float = 60.0) -> bool:
    """Can some panel keep these bounds? First without whole numbers, which settles most cases at once."""
    if not _programme(pool, bounds, 60.0).solve().ok:
        return False
    programme = _programme(pool, bounds, seconds)
    programme.whole(np.arange(len(pool.counts), dtype=np.int32))
    return programme.solve().ok or programme.out_of_time


def _programme(pool: Pool, bounds: set[Bound], seconds: float) -> Programme:
    programme = Programme(seconds=seconds)
    add_rules(programme, pool, skip=range(len(pool.quotas)))
    for n in range(len(pool.quotas)):
        quota = pool.quotas[n]
        low = quota.low if Bound(n, "min") in bounds else 0
        high = quota.high if Bound(n, "max") in bounds else pool.number
        if low > 0 or high < pool.number:
            columns = np.flatnonzero(pool.holds[n]).astype(np.int32)
            programme.add_row(low, high, columns, np.ones(len(columns)))
    return programme


def _irreducible(pool: Pool, bounds: list[Bound], seconds: float = 60.0) -> list[Bound]:
    """Leave out one bound after the other as long as it still clashes: every bound that is left is needed."""
    left = list(bounds)
    for bound in bounds:
        fewer = [b for b in left if b != bound]
        if not _feasible(pool, set(fewer), seconds):
            left = fewer
    return left


def sentence(pool: Pool, bound: Bound) -> str:
    """A bound in words."""
    quota = pool.quotas[bound.quota]
    there = int(pool.counts[pool.holds[bound.quota]].sum())
    if bound.side == "min":
        return f"you ask for at least {quota.low} with '{quota.value}' for '{quota.feature}'; {there} applied"
    return f"you allow at most {quota.high} with '{quota.value}' for '{quota.feature}'; {there} applied"


def clashes(pool: Pool, seed: int) -> list[dict[str, Any]]:
    """Up to three different smallest sets of quotas that cannot hold together, the shortest first."""
    every = [Bound(n, "min") for n, q in enumerate(pool.quotas) if q.low > 0]
    every += [Bound(n, "max") for n, q in enumerate(pool.quotas) if q.high < pool.number]
    if _feasible(pool, set(every)):
        return []
    chance = np.random.default_rng(seed)
    found: dict[frozenset[Bound], list[Bound]] = {}
    for _ in range(SETS):
        order = [every[int(n)] for n in chance.permutation(len(every))]
        core = _irreducible(pool, order)
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
    programme = Programme()
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


def shut_out_by(pool: Pool, kind: int) -> list[str]:
    """The quotas that keep a type of person off every panel, in words: a small set of them.

    Where only whole numbers clash, a search of more than a second is given up, and the set may be larger than needed.
    """
    fixed = {**pool.fixed, kind: (1, int(pool.counts[kind]))}
    forced = replace(pool, fixed=fixed)
    held = [n for n in range(len(pool.quotas)) if pool.holds[n, kind]]
    others = [n for n in range(len(pool.quotas)) if not pool.holds[n, kind]]
    # The bounds that speak of this person are left out last, so that they are the ones that are named.
    every = [Bound(n, side) for n in [*others, *held] for side in ("min", "max")]
    return [sentence(pool, b) for b in _irreducible(forced, every, seconds=1.0)]


def reasons(pool: Pool, shut: Sequence[int], *, seconds: float = 10.0) -> dict[int, list[str]]:
    """For each type that no panel can hold, why; after `seconds` only the quotas that such a person would count for."""
    until, found = time.monotonic() + seconds, {}
    for kind in shut:
        if time.monotonic() < until:
            found[kind] = shut_out_by(pool, kind)
        else:
            own = [Bound(n, "max") for n in range(len(pool.quotas)) if pool.holds[n, kind]]
            found[kind] = [sentence(pool, b) for b in own]
    return found
