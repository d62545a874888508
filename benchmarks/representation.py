"""Raking beside ipfn, and an attack on published tables: CPU seconds, the same run.

`./careloom bench representation [--tables 3000] [--surveys 20] [--json]`
"""

import argparse
import contextlib
import json
import random
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import numpy as np

from careloom_methods.representation import Table, protect, protect_table, rake
from tests.oracles import disclosure_attack as attack

FIELDS = {"role": 6, "nation": 4, "sex": 2, "age": 4, "first": 2}  # 18 categories
DIMS = {"role": 5, "nation": 4, "q": 4}
LINKED = [("role",), ("nation",), ("q",), ("role", "nation"), ("role", "q"), ("nation", "q")]


def spent(work: Callable[[], Any]) -> tuple[float, Any]:
    """CPU seconds of one call, and what it gave."""
    begin = time.process_time()
    got = work()
    return time.process_time() - begin, got


def skewed(number: int, seed: int) -> tuple[dict[str, list[str]], dict[Any, dict[Any, float]]]:
    """Uneven made-up answers with uneven targets."""
    chance = random.Random(seed)
    columns = {f: [f"{f}{min(n - 1, int(chance.expovariate(0.8)))}" for _ in range(number)] for f, n in FIELDS.items()}
    return columns, {(f,): {(f"{f}{i}",): float(chance.randint(1, 9)) for i in range(n)} for f, n in FIELDS.items()}


def raking(number: int = 5000) -> dict[str, Any]:
    """Five margins, 18 categories; best of five for each."""
    import pandas
    from ipfn import ipfn

    columns, targets = skewed(number, 11)
    ours = min((spent(lambda: rake(columns, targets)) for _ in range(5)), key=lambda pair: pair[0])

    def theirs() -> Any:
        frame = pandas.DataFrame({**columns, "total": 1.0})
        margins = []
        for (field,), wanted in targets.items():
            series = pandas.Series({k: v for (k,), v in wanted.items()}, name="total")
            series.index.name = field
            margins.append(series * number / series.sum())
        return ipfn.ipfn(frame, margins, [[f] for (f,) in targets], convergence_rate=1e-10).iteration()["total"]

    with contextlib.redirect_stdout(sys.stderr):  # it talks
        peer = min((spent(theirs) for _ in range(2)), key=lambda pair: pair[0])
    apart = float(np.abs(ours[1].values - peer[1].to_numpy()).max())
    return {"what": f"raking {number} answers x 5 margins", "ours_cpu_s": round(ours[0], 4),
            "peer": f"ipfn {version('ipfn')}", "peer_cpu_s": round(peer[0], 4), "ratio": round(peer[0] / ours[0], 1),
            "largest_difference": apart, "effective_n": round(ours[1].effective_n, 1)}  # fmt: skip


def tables(number: int, seed: int = 20261125) -> dict[str, Any]:
    """Random tables with one, two or three questions, each attacked with whole-number programmes."""
    chance = random.Random(seed)
    found = {"what": f"attack on {number} tables", "cells": 0, "hidden": 0, "hidden_to_protect_others": 0,
             "recovered": 0, "protect_cpu_s": 0.0, "attack_cpu_s": 0.0}  # fmt: skip
    for _ in range(number):
        dims, true = attack.made_table(chance, most=5)
        seconds, released = spent(lambda t=true, d=dims: protect_table(t, dims=d))
        shown = {key: cell.value for key, cell in released.cells.items()}
        told = sum(true.values()) >= 20 and released.hidden < len(shown)
        after, got = spent(lambda t=true, d=dims, s=shown, k=told: attack.recovered(d, t, s, told=k))
        found["cells"] += len(shown)
        found["hidden"] += released.hidden
        found["hidden_to_protect_others"] += sum(v is None and true[k] >= 10 for k, v in shown.items())
        found["recovered"] += len(got)
        found["protect_cpu_s"] += seconds
        found["attack_cpu_s"] += after
    return {k: round(v, 2) if isinstance(v, float) else v for k, v in found.items()}


def surveys(number: int, seed: int = 7) -> dict[str, Any]:
    """All six tables of one survey together, attacked over the full joint table of its people."""
    chance = random.Random(seed)
    found = {"what": f"attack on all six tables of {number} surveys together", "hidden": 0, "recovered": 0,
             "protect_cpu_s": 0.0, "attack_cpu_s": 0.0}  # fmt: skip
    names = tuple(DIMS)
    for _ in range(number):
        people = [tuple(f"{d}{min(n - 1, int(chance.expovariate(0.9)))}" for d, n in DIMS.items())
                  for _ in range(chance.choice([60, 150, 400, 1500]))]  # fmt: skip
        true = {dims: attack.joint(people, names, dims) for dims in LINKED}
        seconds, given = spent(lambda t=true: protect([Table("/".join(d), d, c) for d, c in t.items()]))
        shown = {d: {k: c.value for k, c in r.cells.items()} for d, r in zip(LINKED, given, strict=True)}
        told = any(v is not None for cells in shown.values() for v in cells.values())
        begin = time.process_time()
        tries = attack.Attack({d: sorted({p[i] for p in people}) for i, d in enumerate(names)}, len(people))
        for dims in LINKED:
            tries.read(dims, true[dims], shown[dims], told=told)
        for dims in LINKED:
            for key, value in shown[dims].items():
                if value is None:
                    low, high = tries.between(dims, key)
                    found["hidden"] += 1
                    found["recovered"] += low == high
        found["protect_cpu_s"] += seconds
        found["attack_cpu_s"] += time.process_time() - begin
    return {k: round(v, 2) if isinstance(v, float) else v for k, v in found.items()}


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(prog="careloom bench representation")
    parser.add_argument("--tables", type=int, default=3000)
    parser.add_argument("--surveys", type=int, default=20)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    rows = [raking(), tables(asked.tables), surveys(asked.surveys)]
    print(json.dumps(rows) if asked.json else "\n".join(
        row.pop("what") + "\n  " + ", ".join(f"{k}: {v}" for k, v in row.items()) for row in rows))  # fmt: skip


if __name__ == "__main__":
    main()
