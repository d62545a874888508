"""The lottery beside sortition-algorithms in the same run, and its own large and quick lines; CPU seconds.

`./careloom bench lottery [--only people,sites,…] [--pools N,…] [--limit SECONDS] [--json]`. Parts: `people` and `sites`
(both tools, maximin, its open solvers), `leximin` (ours; the peer's needs a solver that must be bought), `together`
(five Assemblies in one draw, replacements), `panels` (1,000 public panels), `homes`, `large` (5,000 and 20,000 people)
and `stretch` (100,000). Without `--only` the first four are run; `--pools` runs only the pools of so many people or
sites. A peer that has not ended after 290 CPU seconds (`--limit`) is stopped, and the row says so: its ratio is then
"at least". `_made_pools.py` says what makes a pool hard.
"""

import argparse
import importlib.metadata
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks._made_pools import EIGHT, SITES, made, with_homes
from careloom_methods import lottery

Row = dict[str, Any]
SOLVERS = {"mip-cbc": "CBC", "highspy": "HiGHS"}  # the peer's open back ends; the goals are against the first
PEER_SECONDS = 290
POOLS = [(150, 24), (200, 20), (300, 40), (420, 40), (500, 40), (1_000, 60)]
GOALS = {150: 8, 200: 8, 300: 12, 420: 20, 500: 20, 1_000: 20}
SITE_POOLS = [(60, 8), (90, 10), (120, 12), (240, 15)]
LARGE = [(5_000, 100), (20_000, 150)]


def peer(rows: Any, quotas: Any, seats: int, solver: str, limit: int) -> Row:
    """The peer's maximin in a process of its own: {cpu_s, smallest}, {over: seconds} or {wrong: why}."""
    asked = {"people": rows, "quotas": quotas, "seats": seats, "rule": "maximin", "solver": solver, "seconds": limit}
    done = subprocess.run([sys.executable, "-m", "benchmarks._peer_lottery"], input=json.dumps(asked), text=True,
                          capture_output=True, check=False)  # fmt: skip
    if done.returncode < 0:
        return {"over": limit}
    if done.returncode:
        return {"wrong": done.stderr.strip().splitlines()[-1][:120]}
    return dict(json.loads(done.stdout.splitlines()[-1]))


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """(what it gives, CPU seconds)."""
    begin = time.process_time()
    found = work()
    return found, time.process_time() - begin


def beside(what: str, rows: Any, quotas: Any, seats: int, *, goal: int, limit: int) -> Iterator[Row]:
    """One pool by both tools; a row for each of the peer's solvers."""
    found, ours = timed(lambda: lottery.fair_lottery(lottery.read(rows, quotas, seats), rule="maximin"))
    for solver, name in SOLVERS.items():
        row: Row = {"what": f"fairest chances, {what}", "types": len(found.pool.counts), "ours_cpu_s": round(ours, 3),
                    "smallest": round(found.smallest, 6), "gap": found.gap, "goal": f"{goal}x"}  # fmt: skip
        yield row | _against(peer(rows, quotas, seats, solver, limit), name, found.smallest, ours)


def _against(theirs: Row, solver: str, smallest: float, ours: float) -> Row:
    """What the peer's part of a row says; a peer that was stopped has no result, and its seconds are a lower bound."""
    if "wrong" in theirs:
        return {"did_not_run": f"{solver}: {theirs['wrong']}"}
    row: Row = {"peer": f"sortition-algorithms {importlib.metadata.version('sortition-algorithms')} with {solver}"}
    if "over" in theirs:
        over = float(theirs["over"])
        return row | {"peer_cpu_s": over, "stopped": True, "ratio": f"at least {over / ours:.0f}"}
    return row | {"peer_cpu_s": round(theirs["cpu_s"], 2), "ratio": round(theirs["cpu_s"] / ours, 1),
                  "same_smallest": abs(theirs["smallest"] - smallest) <= 1e-4}  # fmt: skip


def people(only: set[int], limit: int) -> Iterator[Row]:
    """Pools of people."""
    for number, seats in POOLS:
        if number in (only or {number}):
            yield from beside(f"{seats} of {number} people", *made(number, seats), seats, goal=GOALS[number],
                              limit=limit)  # fmt: skip


def sites(only: set[int], limit: int) -> Iterator[Row]:
    """Pools of sites: few seats, seven features, hardly two alike; one of them with quotas that leave little room."""
    pools = [(number, seats, False) for number, seats in SITE_POOLS] + [(120, 12, True)]
    for number, seats, tight in pools:
        if number in (only or {number}):
            what = f"{seats} of {number} sites" + (", tight quotas" if tight else "")
            yield from beside(what, *made(number, seats, 1, SITES, tight=tight), seats, goal=3, limit=limit)


def leximin() -> Iterator[Row]:
    """All levels, ours alone."""
    cases = [
        ("40 of 500 people", made(500, 40), 40), ("60 of 1000 people", made(1_000, 60), 60),
        ("15 of 240 sites", made(240, 15, 1, SITES), 15),
        ("12 of 120 sites, tight quotas", made(120, 12, 1, SITES, tight=True), 12),
    ]  # fmt: skip
    for what, (rows, quotas), seats in cases:
        yield ours(f"leximin, {what}", rows, quotas, seats, goal="90 s for 40 of 500")


def ours(what: str, rows: Any, quotas: Any, seats: int, *, goal: str, rule: str = "leximin", home: str = "") -> Row:
    """One pool by ours alone, with what is proved and how much memory the process has taken so far."""
    pool = lottery.read(rows, quotas, seats, household=[home] if home else [])
    found, spent = timed(lambda: lottery.fair_lottery(pool, rule=rule))
    return {"what": what, "types": len(pool.counts), "ours_cpu_s": round(spent, 2),
            "smallest": round(found.smallest, 6), "gap": found.gap,
            "below_the_bound": f"{100 * (1 - found.smallest / found.mixture.bound):.2f}%", "memory_mb": memory(),
            "goal": goal, "notes": found.notes}  # fmt: skip


def memory() -> int:
    """Megabytes that this process held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def together() -> Iterator[Row]:
    """Five Assemblies in one draw, with 1,000 public panels each; then three of the first drop out."""
    pools = [made(200, 35, seed) for seed in range(1, 6)]
    said, spent = timed(lambda: [lottery.run(*pool, 35, panels=1000, seed=f"{n}") for n, pool in enumerate(pools)])
    yield {"what": "five Assemblies, 35 of 200 each, 1,000 panels each", "ours_cpu_s": round(spent, 2), "goal": "10 s"}
    pool, panel = lottery.read(*pools[0], 35), said[0]["panel"]
    again, spent = timed(lambda: lottery.replace_people(pool, panel=panel, gone=panel[::12], seed="1"))
    yield {"what": "replace 3 of 35, each alternate's chance", "ours_cpu_s": round(spent, 2), "goal": "2 s",
           "came_in": len(again.chosen), "alternates": len(again.chances)}  # fmt: skip


def panels() -> Iterator[Row]:
    """1,000 panels, each as likely."""
    for number, seats in [(500, 40), (20_000, 150)]:
        pool = lottery.read(*made(number, seats, shares=EIGHT), seats)
        found = lottery.fair_lottery(pool, rule="maximin")
        public, spent = timed(lambda found=found: lottery.uniform(found, 1000, seed="bench"))
        yield {"what": f"1,000 panels, {seats} of {number} people", "ours_cpu_s": round(spent, 2),
               "floor_kept": public.smallest >= int(1000 * found.smallest + 1e-6) / 1000 - 1e-12,
               "memory_mb": memory(), "goal": "60 s, 300 MB"}  # fmt: skip


def homes() -> Iterator[Row]:
    """A tenth of the people live with another applicant."""
    for number, seats in [(1_000, 60), *LARGE]:
        rows, quotas = made(number, seats, shares=EIGHT)
        yield ours(f"leximin, {seats} of {number} people, a tenth share a home", with_homes(rows), quotas, seats,
                   goal="60 s", home="home")  # fmt: skip


def large() -> Iterator[Row]:
    """Very large pools with eight features."""
    for number, seats in LARGE:
        for rule in ("maximin", "leximin"):
            yield ours(f"{rule}, {seats} of {number} people", *made(number, seats, shares=EIGHT), seats, rule=rule,
                       goal="2% in 60 s, 1% in 150 s, 300 MB")  # fmt: skip


def stretch() -> Iterator[Row]:
    """A hundred thousand people."""
    yield ours("maximin, 200 of 100000 people", *made(100_000, 200, shares=EIGHT), 200, rule="maximin", goal="the gap")


ALONE: dict[str, Callable[[], Iterator[Row]]] = {
    "leximin": leximin, "together": together, "panels": panels, "homes": homes, "large": large, "stretch": stretch,
}  # fmt: skip
BESIDE = {"people": people, "sites": sites}


def main() -> None:
    """Print each row as soon as it is measured, or all of them as JSON."""
    parts = ", ".join([*BESIDE, *ALONE])
    parser = argparse.ArgumentParser(prog="careloom bench lottery", description=__doc__)
    parser.add_argument("--only", default="people,sites,leximin,together", metavar="PART,…", help=parts)
    parser.add_argument("--pools", default="", metavar="N,…", help="beside the peer, only pools of so many")
    parser.add_argument("--limit", type=int, default=PEER_SECONDS, help="CPU seconds after which the peer is stopped")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    pools = {int(number) for number in asked.pools.split(",") if number}
    table: list[Row] = []
    for part in asked.only.split(","):
        if part not in {*BESIDE, *ALONE}:
            parser.error(f"there is no part '{part}'; choose from {parts}")
        for row in BESIDE[part](pools, asked.limit) if part in BESIDE else ALONE[part]():
            table.append(row)
            if not asked.json:
                print(" · ".join(f"{key}: {value}" for key, value in row.items()), flush=True)
    if asked.json:
        print(json.dumps(table))


if __name__ == "__main__":
    main()
