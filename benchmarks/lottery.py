"""The lottery beside sortition-algorithms in the same run: the same smallest chance, CPU seconds of both.

The peer (GPL) is only run, through its public command of selection, with its open solver. Pools are made here with
UK-like categories from fixed seeds: many small categories and few seats make a pool hard, not many people.
"""

import json
import random
import resource
import sys
import time
from typing import Any

from careloom_methods import lottery

SHARES: dict[str, dict[str, float]] = {
    "gender": {"woman": 0.58, "man": 0.4, "another": 0.02},
    "age": {"18-24": 0.05, "25-34": 0.14, "35-49": 0.25, "50-64": 0.34, "65-79": 0.19, "80+": 0.03},
    "role": {"draws": 0.2, "carer": 0.22, "worker": 0.15, "provider": 0.18, "commissioner": 0.13, "researcher": 0.12},
    "nation": {"England": 0.6, "Scotland": 0.17, "Wales": 0.13, "Northern Ireland": 0.1},
    "ethnicity": {"White": 0.86, "Asian": 0.07, "Black": 0.04, "Mixed": 0.02, "Other": 0.01},
    "area": {"urban": 0.7, "rural": 0.22, "island": 0.08},
}  # fmt: skip
SOLVER = "mip-cbc"  # the peer's open back end
SIZES = [(150, 24), (200, 20), (300, 40), (500, 40)]
MORE = {"disability": {"yes": 0.3, "no": 0.7}, "language": {"English": 0.94, "Welsh": 0.04, "other": 0.02}}
# The peer gave no result at 2,000 people; beyond that only ours is run, with the gap that it proves.
LARGE = [(5_000, 100), (20_000, 150), (100_000, 200)]


def made(
    people: int, seats: int, seed: int = 1, shares: dict[str, dict[str, float]] = SHARES
) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """A pool, and quotas around equal shares of a random panel's make-up."""
    dice = random.Random(seed)
    rows = [
        {"id": f"p{n}", **{f: dice.choices(list(v), list(v.values()))[0] for f, v in shares.items()}}
        for n in range(people)
    ]
    panel = dice.sample(rows, seats)
    quotas = []
    for feature, values in shares.items():
        for value in values:
            have = sum(row[feature] == value for row in panel)
            there = sum(row[feature] == value for row in rows)
            low, high = max(0, have - 1), min(there, have + 2)
            quotas.append({"feature": feature, "value": value, "min": str(low), "max": str(high)})
    return rows, quotas


def peer(rows: list[dict[str, str]], quotas: list[dict[str, str]], seats: int) -> tuple[float, float, str]:
    """(CPU seconds, smallest chance, version) of the peer's maximin."""
    import importlib.metadata

    import sortition_algorithms as other
    from sortition_algorithms.committee_generation.maximin import find_distribution_maximin

    features, _, _ = other.read_in_features(
        ["feature", "value", "min", "max"], [{k: q[k] for k in ("feature", "value", "min", "max")} for q in quotas]
    )
    settings = other.Settings(id_column="id", columns_to_keep=[])
    people, _ = other.read_in_people(["id", *SHARES], rows, features, settings)
    begin = time.process_time()
    panels, weights, _ = find_distribution_maximin(features, people, seats, [], SOLVER)
    spent = time.process_time() - begin
    on = {row["id"]: sum(w for panel, w in zip(panels, weights, strict=True) if row["id"] in panel) for row in rows}
    return spent, min(on.values()), importlib.metadata.version("sortition-algorithms")


def large() -> list[dict[str, Any]]:
    """Very large pools with eight features: the smallest chance, its proved gap, and 1,000 public panels."""
    table = []
    for people, seats in LARGE:
        rows, quotas = made(people, seats, shares=SHARES | MORE)
        pool = lottery.read(rows, quotas, seats)
        begin = time.process_time()
        found = lottery.fair_lottery(pool, rule="maximin")
        fair = time.process_time()
        public = lottery.uniform(found, 1000, seed="bench")
        table.append({
            "what": f"{seats} of {people}", "types": len(pool.counts), "ours_cpu_s": round(fair - begin, 2),
            "smallest": found.smallest, "below_the_bound": round(1 - found.smallest / found.mixture.bound, 5),
            "thousand_panels_cpu_s": round(time.process_time() - fair, 2), "smallest_in_them": public.smallest,
            "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, "notes": found.notes,
        })  # fmt: skip
        if "--json" not in sys.argv:
            print(table[-1], flush=True)
    return table


def main() -> None:
    """Each pool by both; one row a pool; `--large` adds the very large ones."""
    table: list[dict[str, Any]] = []
    for people, seats in SIZES:
        rows, quotas = made(people, seats)
        begin = time.process_time()
        found = lottery.fair_lottery(lottery.read(rows, quotas, seats), rule="maximin")
        ours = time.process_time() - begin
        row: dict[str, Any] = {
            "what": f"{seats} of {people}",
            "ours_cpu_s": round(ours, 2),
            "smallest": found.smallest,
            "gap": found.gap,
        }
        try:
            spent, smallest, version = peer(rows, quotas, seats)
            row |= {
                "peer": f"sortition-algorithms {version}",
                "peer_cpu_s": round(spent, 2),
                "peer_smallest": smallest,
                "ratio": round(spent / ours, 1),
            }
        except Exception as wrong:
            row["peer"] = f"did not run: {type(wrong).__name__}: {wrong}"[:160]
        table.append(row)
        if "--json" not in sys.argv:
            print(row, flush=True)
    if "--large" in sys.argv:
        table += large()
    if "--json" in sys.argv:
        print(json.dumps(table))


if __name__ == "__main__":
    main()
