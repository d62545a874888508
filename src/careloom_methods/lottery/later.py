"""After the draw: people drop out, and others take their places without breaking a quota."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from careloom_methods.errors import MethodError
from careloom_methods.lottery.dice import Dice
from careloom_methods.lottery.drawing import Lottery, draw, fair_lottery
from careloom_methods.lottery.pool import Pool

SCENES = 400  # made-up drop-outs by which alternates are chosen


@dataclass(frozen=True)
class Replacement:
    """Who comes in, and each alternate's chance of having been asked."""

    chosen: list[str]
    chances: dict[str, float]
    panel: list[str]


def replace_people(
    pool: Pool,
    *,
    panel: Sequence[str],
    gone: Sequence[str],
    seed: str,
    among: Sequence[str] | None = None,
    rule: str = "leximin",
) -> Replacement:
    """Draw again for the empty seats: those who stay keep theirs, all quotas hold. `among`: only these may come in.

    Raises MethodError('infeasible') with the clash and the least change, or ('id_unknown').
    """
    known = set(pool.ids)
    if unknown := sorted((set(panel) | set(gone)) - known):
        raise MethodError("id_unknown", f"Nobody has the id {unknown[0]}.", ids=unknown, suggestion="Look at the id.")
    left = set(gone)
    stay = [person for person in panel if person not in left]
    barred = left | (known - set(panel) - set(among) if among is not None else set())
    again = forced(pool, include=stay, exclude=sorted(barred))
    lottery = fair_lottery(again, rule=rule, seed=seed)
    chosen, sitting = draw(lottery, seed=f"{seed}/replacement"), set(stay)
    chances = {i: p for i, p in zip(again.ids, lottery.probabilities, strict=True) if i not in sitting and p > 0}
    return Replacement([i for i in chosen if i not in sitting], chances, chosen)


def forced(pool: Pool, *, include: Sequence[str], exclude: Sequence[str]) -> Pool:
    """The same pool with people who must or must not be chosen; each of them is a type alone."""
    include_set, exclude_set = set(include), set(exclude)
    alone = {n for n, i in enumerate(pool.ids) if i in include_set | exclude_set}
    type_of, counts = list(pool.type_of), pool.counts.copy()
    columns = [pool.holds]
    fixed = dict(pool.fixed)
    homes = [list(home) for home in pool.households]
    for person in sorted(alone):
        kind, bounds = type_of[person], ((1, 1) if pool.ids[person] in include_set else (0, 0))
        if counts[kind] > 1:
            counts[kind] -= 1
            counts = np.append(counts, 1)
            columns.append(pool.holds[:, [kind]])
            type_of[person] = kind = len(counts) - 1
        fixed[kind] = bounds
    return replace(
        pool,
        type_of=tuple(type_of),
        counts=counts,
        holds=np.hstack(columns),
        fixed=fixed,
        households=tuple(tuple(home) for home in homes),
    )


def alternates(
    lottery: Lottery,
    *,
    panel: Sequence[str],
    number: int,
    rates: Mapping[tuple[str, str], float],
    seed: str,
    usual: float = 0.1,
) -> list[str]:
    """`number` people to keep in reserve so that, over many made-up drop-outs, as few quotas as possible break.

    rates: (feature, value) → share of such people who drop out; a person's rate is the highest that fits, or `usual`.
    Greedy choice over SCENES drop-outs (after Assos and others, "Alternates, Assemble!", 2024).
    """
    pool = lottery.pool
    place = {i: n for n, i in enumerate(pool.ids)}
    sitting = [place[i] for i in panel]
    held = pool.holds[:, list(pool.type_of)].astype(np.int64)  # quota x person
    rate = np.full(len(pool.ids), usual)
    for row, quota in enumerate(pool.quotas):
        if (quota.feature, quota.value) in rates:
            rate = np.where(held[row] > 0, np.maximum(rate, rates[quota.feature, quota.value]), rate)
    low = np.array([q.low for q in pool.quotas])
    need = np.array([np.maximum(0, low - held[:, kept].sum(axis=1)) for kept in _scenes(sitting, rate, seed)])
    order = Dice(f"{seed}/alternates").shuffled([n for n in range(len(pool.ids)) if n not in set(sitting)])
    chosen: list[int] = []
    while len(chosen) < min(number, len(order)):
        worth = (need > 0).astype(float).sum(axis=0) @ held[:, order]
        best = order.pop(int(np.argmax(worth)))
        chosen.append(best)
        need = np.maximum(0, need - held[:, best])
    return [pool.ids[n] for n in chosen]


def _scenes(sitting: list[int], rate: Any, seed: str) -> list[list[int]]:
    """For each scene, who of the panel is still there."""
    dice = Dice(f"{seed}/scenes")
    return [[n for n in sitting if dice.below(10_000) >= round(10_000 * float(rate[n]))] for _ in range(SCENES)]
