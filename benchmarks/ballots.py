"""Equal shares beside pabutools on public files, sequential PAV beside abcvoting: same winners, and CPU seconds.

    ./careloom bench ballots FOLDER [--most N] [--json]

FOLDER holds .pb files (those in pabutools' own repository under tests/pabulib/All, for example); they are never part of
ours. Both sides index the ballots inside the measured time; neither reads the file inside it. Ties by name, as theirs.
Without a folder only the made-up election is run. Both peers ask for a proprietary solver for other rules than these.
"""

import argparse
import importlib.metadata
import json
import random
import time
from fractions import Fraction
from pathlib import Path
from typing import Any

from careloom_methods.ballots import Ballot, Item, Profile, count, pabulib
from careloom_methods.ballots.profile import APPROVAL
from careloom_methods.errors import MethodError

LARGE = 10_000  # voters
UTILITIES = ("cost", "cardinality")


def ours(profile: Profile, utility: str) -> tuple[float, list[str]]:
    """(CPU seconds, winners)."""
    begin = time.process_time()
    winners = count(profile, "equal-shares", utility=utility).winners
    return time.process_time() - begin, winners


def theirs(profile: Profile, utility: str) -> tuple[float, list[str]]:
    """(CPU seconds, winners) of pabutools: from its ballots, collapsed into a multiprofile as its manual advises."""
    from pabutools.election import ApprovalBallot, ApprovalProfile, Cardinality_Sat, Cost_Sat, Instance, Project
    from pabutools.fractions import frac
    from pabutools.rules import method_of_equal_shares

    named = {i.id: Project(i.id, frac(i.cost.numerator, i.cost.denominator)) for i in profile.items}
    budget = profile.budget or Fraction(0)
    instance = Instance(named.values(), budget_limit=frac(budget.numerator, budget.denominator))
    ballots = ApprovalProfile([ApprovalBallot(named[i] for i in b.items) for b in profile.ballots], instance=instance)
    begin = time.process_time()
    found = method_of_equal_shares(
        instance, ballots.as_multiprofile(), sat_class=Cost_Sat if utility == "cost" else Cardinality_Sat
    )
    return time.process_time() - begin, sorted(p.name for p in found)


def whole_folder(folder: Path, most: int) -> list[dict[str, Any]]:
    """Every approval file, by both utilities. `most`: leave out larger files (in votes), 0 for none."""
    rows = []
    for file in sorted(folder.glob("*.pb")):
        text = file.read_text(encoding="utf-8-sig")
        if "vote_type;approval" not in text[:5000]:
            continue
        try:
            profile = pabulib.read(text)
        except MethodError as refused:
            rows.append({"file": file.name, "refused": refused.code})
            continue
        if profile.kind != APPROVAL or (most and len(profile.ballots) > most):
            continue
        for utility in UTILITIES:
            try:
                mine, winners = ours(profile, utility)
            except MethodError as refused:
                rows.append({"file": file.name, "refused": refused.code})
                break
            other, expected = theirs(profile, utility)
            rows.append({"file": file.name, "utility": utility, "voters": len(profile.ballots),
                         "same": winners == expected, "ours_cpu_s": mine, "peer_cpu_s": other})  # fmt: skip
    return rows


def summary(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """In total, and for large elections."""
    run = [r for r in rows if "same" in r]
    peer = "pabutools " + importlib.metadata.version("pabutools")
    found = []
    for what, some in (
        ("all approval files", run),
        (f"{LARGE:,} voters and more", [r for r in run if r["voters"] >= LARGE]),
    ):
        if not some:
            continue
        mine, other = (sum(r[key] for r in some) for key in ("ours_cpu_s", "peer_cpu_s"))
        found.append({"what": f"equal shares, {what}", "peer": peer, "counts": len(some),
                      "files": len({r["file"] for r in some}), "same_winners": sum(r["same"] for r in some),
                      "ours_cpu_s": round(mine, 2),
                      "peer_cpu_s": round(other, 2), "ratio": round(other / mine, 1)})  # fmt: skip
    refused = {r["file"]: r["refused"] for r in rows if "refused" in r}
    differ = [(r["file"], r["utility"]) for r in run if not r["same"]]
    return [*found, {"what": "not counted by us", "files": refused, "different": differ}]


def made_pav(voters: int = 5000, items: int = 100, seats: int = 20) -> dict[str, Any]:
    """Sequential PAV beside abcvoting on a made-up election; both from lists of approved items."""
    from abcvoting import abcrules
    from abcvoting.preferences import Profile as Other

    dice = random.Random(1)
    marks = [dice.sample(range(items), dice.randint(2, 15)) for _ in range(voters)]
    names = [f"{n:03d}" for n in range(items)]
    begin = time.process_time()
    ballots = tuple(Ballot(str(v), tuple(names[i] for i in m)) for v, m in enumerate(marks))
    mine = count(Profile(APPROVAL, tuple(Item(n) for n in names), ballots), "pav", seats=seats).winners
    spent = time.process_time() - begin
    begin = time.process_time()
    other = Other(items)
    other.add_voters(marks)
    expected = sorted(names[i] for i in abcrules.compute("seqpav", other, committeesize=seats, resolute=True)[0])
    rest = time.process_time() - begin
    return {"what": f"sequential PAV, {voters} voters, {items} items, {seats} seats",
            "peer": "abcvoting " + importlib.metadata.version("abcvoting"), "same_winners": mine == expected,
            "ours_cpu_s": round(spent, 2), "peer_cpu_s": round(rest, 2), "ratio": round(rest / spent, 1)}  # fmt: skip


def main() -> None:
    """Print one row a measurement."""
    asked = argparse.ArgumentParser(prog="careloom bench ballots")
    asked.add_argument("folder", nargs="?", help="where the .pb files are")
    asked.add_argument("--most", type=int, default=0, help="leave out files with more ballots")
    asked.add_argument("--json", action="store_true")
    options = asked.parse_args()
    table = [made_pav()]
    if options.folder:
        table += summary(whole_folder(Path(options.folder), options.most))
    print(json.dumps(table) if options.json else "\n".join(map(str, table)))


if __name__ == "__main__":
    main()
