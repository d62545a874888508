"""What was measured beside others: kept as files, shown as one table, and written on the page that tells of it."""

import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

KEPT = Path(__file__).parent / "kept"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
Row = dict[str, Any]


def keep(name: str, options: list[str]) -> None:
    """Run one measurement as a program of its own, and keep what it printed."""
    done = subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *options, "--json"], stdout=subprocess.PIPE,
                          text=True, check=True)  # fmt: skip
    found = {"day": time.strftime("%Y-%m-%d"), "options": options, "python": platform.python_version(),
             "cores": os.cpu_count(), "found": json.loads(done.stdout.splitlines()[-1])}  # fmt: skip
    KEPT.mkdir(exist_ok=True)
    (KEPT / f"{name}.json").write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def compared() -> list[Row]:
    """{bench, day, what, peer, ours, theirs, ratio} of everything kept that had a peer in the same run; CPU seconds.

    `stopped`: the peer was stopped without a result, so that its seconds and the ratio are the least that they can be.
    """
    rows = []
    for file in sorted(KEPT.glob("*.json")):
        run = json.loads(file.read_text(encoding="utf-8"))
        for row in _beside(file.stem, run["found"]):
            rows.append({"bench": file.stem, "day": run["day"], **row, "ratio": round(row["theirs"] / row["ours"], 1)})
    return rows


def _beside(name: str, found: Any) -> list[Row]:
    if name == "linkage":
        pool = {row["what"][6:]: row["cpu_s"] for row in found["pool"] if row}
        return _pair("pairs of duplicates in the labelled sets", pool)
    if name == "screening":
        return _pair("a whole review, until the last relevant record is found",
                     {who: row["cpu_s"] for who, row in found["whole run"].items()})  # fmt: skip
    rows = []
    for row in found if isinstance(found, list) else []:
        ours = row.get("ours_cpu_s", row.get("ours_cpu"))
        theirs = row.get("peer_cpu_s", row.get("peer_cpu"))
        if "peer" in row and isinstance(ours, float) and isinstance(theirs, float):
            stopped = {"stopped": True} if row.get("stopped") else {}
            rows.append({"what": row["what"], "peer": row["peer"], "ours": ours, "theirs": theirs, **stopped})
    return rows


def _pair(what: str, seconds: dict[str, float]) -> list[Row]:
    ours = seconds.pop("Careloom")
    return [{"what": what, "peer": peer, "ours": ours, "theirs": theirs} for peer, theirs in seconds.items()]


def table(rows: list[Row]) -> str:
    """The rows in Markdown."""
    lines = ["| what | peer and version | ours, CPU seconds | the peer's, same run | times less | day | command |",
             "|---|---|---|---|---|---|---|"]  # fmt: skip
    for r in rows:
        theirs, ratio = _short(r["theirs"]), f"{r['ratio']:g}"
        if r.get("stopped"):
            theirs, ratio = f"stopped after {r['theirs']:g} without a result", f"at least {r['ratio']:g}"
        lines.append(f"| {r['what']} | {r['peer']} | {_short(r['ours'])} | {theirs} | {ratio} |"
                     f" {r['day']} | `./careloom bench {r['bench']}` |")  # fmt: skip
    return "\n".join(lines)


def _short(seconds: float) -> str:
    return f"{seconds:,.4f}" if seconds < 0.1 else f"{seconds:,.2f}"


def write(page: Path) -> None:
    """Put the table between the marks of a page."""
    text = page.read_text(encoding="utf-8")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    page.write_text(f"{before}{BEGIN}\n{table(compared())}\n{END}{after}", encoding="utf-8")
