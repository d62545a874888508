"""Opinions beside red-dwarf in the same run, then what only we do: a million people, live ticks, honest groups.

`./careloom bench opinions [--quick] [--json]`. CPU seconds of one thread for both; medians of three where a run is
short. `--quick` leaves out the two large conversations.
"""

import gc
import importlib.metadata
import json
import os
import re
import statistics
import sys
import time
import warnings
from collections.abc import Callable
from operator import itemgetter
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np

from careloom_methods.opinions import Live, analyse, sure
from careloom_methods.opinions.reading import read_statements, read_votes
from careloom_methods.opinions.votes import Votes, votes_from
from tests.oracles import planted

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "opinion"
PUBLIC = ["brexit-consensus", "football-concussions", "scoop-hivemind.biodiversity", "vtaiwan.uberx",
          "american-assembly.bowling-green"]  # fmt: skip
Rows = list[dict[str, Any]]


def cpu(call: Callable[[], Any], times: int) -> float:
    """Median CPU seconds of a call."""
    spent = []
    for _ in range(times):
        gc.collect()
        begin = time.process_time()
        call()
        spent.append(time.process_time() - begin)
    return statistics.median(spent)


def as_rows(votes: Votes) -> Rows:
    """The list of votes that both tools start from."""
    return [{"participant_id": int(p), "statement_id": int(s), "vote": int(v)}
            for p, s, v in zip(votes.person, votes.statement, votes.vote, strict=True)]  # fmt: skip


def beside_red_dwarf(name: str, rows: Rows, out: list[int], times: int) -> dict[str, Any]:
    """From the same list of votes to all outputs that both give: axes, map, groups, counts, consensus, lists."""
    from reddwarf.implementations.base import run_pipeline

    def ours() -> Any:
        columns = [np.fromiter(map(itemgetter(key), rows), dtype=np.int64, count=len(rows))
                   for key in ("participant_id", "statement_id", "vote")]  # fmt: skip
        return analyse(votes_from(*columns, rejected=out), tests=False)

    def theirs() -> Any:
        return run_pipeline(votes=rows, mod_out_statement_ids=out, random_state=0)

    if times > 1:  # both warm
        ours(), theirs()
    mine, peer = cpu(ours, times), cpu(theirs, times)
    return {"what": f"{name}: whole analysis of {len(rows)} votes", "peer": "red-dwarf " + version(), "ours_cpu": mine,
            "peer_cpu": peer, "ratio": peer / mine}  # fmt: skip


def version() -> str:
    """The peer's version."""
    return importlib.metadata.version("red-dwarf")


def public() -> Rows:
    """The five public conversations, and the median ratio."""
    found = []
    for name in PUBLIC if DATA.exists() else []:
        folder = DATA / name
        votes = read_votes(str(folder / "participants-votes.csv.gz"))
        about = read_statements(str(folder / "comments.csv.gz"))
        out = [i for i, s in enumerate(votes.statements) if about.get(s)]
        found.append(beside_red_dwarf(name, as_rows(votes), out, 3))
    if found:
        middle = statistics.median(row["ratio"] for row in found)
        found.append({"what": "median of the public conversations", "ratio": middle, "goal": ">= 10"})
    return found


def arrays(people: int, statements: int, each: float, seed: int = 0) -> tuple[Any, Any, Any]:
    """Three columns of a large made-up conversation with three planted groups, already in order."""
    rng = np.random.default_rng(seed)
    lean = rng.random((3, statements)) < 0.5
    who, what, said = [], [], []
    for start in range(0, people, 20_000):
        tall = min(20_000, people - start)
        seen = rng.random((tall, statements), dtype=np.float32) < each / statements
        row, column = np.nonzero(seen)
        group = rng.integers(0, 3, tall)[row]
        agree = np.where(rng.random(len(row), dtype=np.float32) < 0.85, lean[group, column], ~lean[group, column])
        who.append((row + start).astype(np.int32))
        what.append(column.astype(np.int16))
        passed = rng.random(len(row), dtype=np.float32) < 0.1
        said.append(np.where(passed, 0, 2 * agree.astype(np.int8) - 1).astype(np.int8))
    return np.concatenate(who), np.concatenate(what), np.concatenate(said)


def polis_largest() -> Rows:
    """33,422 people x 783 statements x 2 million votes, beside red-dwarf from the same list."""
    who, what, said = arrays(33_422, 783, 60)
    rows = [{"participant_id": p, "statement_id": s, "vote": v}
            for p, s, v in zip(who.tolist(), what.tolist(), said.tolist(), strict=True)]  # fmt: skip
    return [beside_red_dwarf("33,422 x 783", rows, [], 1) | {"goal": ">= 25"}]


def million() -> Rows:
    """1,000,000 people x 1,000 statements x 50 million votes from arrays, with both tests, in its own process."""
    import subprocess

    done = subprocess.run([sys.executable, "-m", "benchmarks.opinions", "--million"], capture_output=True, text=True,
                          check=True, env={**os.environ, "PYTHONPATH": "src:."})  # fmt: skip
    return [json.loads(done.stdout)]


def _million() -> None:
    """Memory is this program's own peak: what getrusage says is at least what the program that started it had."""
    who, what, said = arrays(1_000_000, 1_000, 50)
    count = len(said)
    begin = time.process_time()
    votes = votes_from(who, what, said)
    del who, what, said
    result = analyse(votes)
    spent = time.process_time() - begin
    most = int(re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())[0]) * 1024 / 1e9
    print(json.dumps({"what": f"1,000,000 x 1,000: {count} votes, with both tests", "ours_cpu": spent,
                      "gigabytes": most, "verdict": result.verdict.word, "goal": "<= 30 s, <= 2 GB"}))  # fmt: skip


def live() -> Rows:
    """One vote to one new result at 536 people x 314 statements."""
    rng = np.random.default_rng(0)
    votes, _ = planted.with_truth(people=536, statements=314, groups=2, seen=0.177, seed=0)
    conversation = Live(votes.statements)
    for p, s, v in zip(votes.person, votes.statement, votes.vote, strict=True):
        conversation.vote(votes.people[p], votes.statements[s], int(v))
    spent = []
    for _ in range(400):
        person, statement = votes.people[rng.integers(536)], votes.statements[rng.integers(314)]
        begin = time.process_time()
        conversation.vote(person, statement, int(rng.integers(-1, 2)))
        conversation.result()
        spent.append((time.process_time() - begin) * 1000)
    spent.sort()
    return [{"what": "one vote to new result, 536 x 314", "median_ms": spent[200], "p95_ms": spent[380],
             "goal": "<= 25 ms p95"}]  # fmt: skip


def honest(sets: int = 20, nulls: int = 20) -> Rows:
    """Three planted groups found; groups falsely found in shuffled votes; how often 90% intervals hold the truth."""
    found = false = total = 0
    for seed in range(sets):
        votes, truth = planted.with_truth(people=300, statements=50, groups=3, seen=0.4, seed=seed)
        result = analyse(votes, seed=seed)
        good = result.verdict.word == "groups" and len(result.names) == 3
        found += good and planted.same_groups(result.label, truth) >= 0.9
        for null in range(nulls if seed < 5 else 0):
            total += 1
            false += analyse(planted.shuffled(votes, null), seed=null).verdict.word == "groups"
    rng = np.random.default_rng(3)
    share, of = rng.beta(2, 2, 40_000), rng.integers(10, 400, 40_000)
    low, high = sure.interval(rng.binomial(of, share), of)
    covered = float(((low <= share) & (share <= high)).mean())
    return [
        {"what": f"three planted groups found, {sets} sets", "share": found / sets, "goal": ">= 0.95"},
        {"what": f"groups falsely found in {total} shuffled conversations", "share": false / total, "goal": "<= 0.05"},
        {"what": "90% intervals that hold the truth", "share": covered, "goal": "0.87 to 0.93"},
    ]


def main() -> None:
    """Every part that was not left out."""
    warnings.filterwarnings("ignore")
    if "--million" in sys.argv:
        return _million()
    rows = public() + live() + honest()
    if "--quick" not in sys.argv:
        rows += polis_largest() + million()
    if "--json" in sys.argv:
        print(json.dumps(rows))
        return None
    for row in rows:
        shown = {k: f"{v:.3g}" if isinstance(v, float) else str(v) for k, v in row.items() if k != "what"}
        figures = ", ".join(f"{k} {v}" for k, v in shown.items())
        print(f"{row['what']}: {figures}")
    return None


if __name__ == "__main__":
    main()
