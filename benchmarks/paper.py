"""`./careloom bench paper [--copies N] [--json]`: boxes read wrong without a question, boxes asked, pages a minute.

Pens and scanners are made up (benchmarks/_made_scans.py), so the truth is known; no real pen or scanner is in it.
"""

import argparse
import json
import time
from collections.abc import Callable
from typing import Any

import cv2
import numpy as np

from benchmarks import _made_scans as made
from benchmarks import _paper_stored
from careloom_methods.paper import layout_of, reading, serial
from careloom_methods.paper.scans import open_scan

# What: (share of odd marks, scanner, seed, most silent errors in 10,000 boxes, most asked in 100).
SETS: dict[str, tuple[float, dict[str, Any], int, float, float]] = {
    "ordinary": (0.0, made.ORDINARY, 4101, 1, 1), "odd marks": (0.12, made.ORDINARY, 4102, 5, 8),
    "hard scans": (0.12, made.HARD, 4103, 10, 100),
}  # fmt: skip


def measure(name: str, copies: int, say: Callable[[str], None] = lambda _: None) -> dict[str, Any]:
    """Figures of one set."""
    odd, how, seed, most_silent, most_asked = SETS[name]
    form, rng = made.form(), np.random.default_rng(seed)
    totals = {"boxes": 0, "silent": 0, "asked": 0, "pages": 0, "unreadable": 0, "wrong_person": 0}
    seconds = 0.0
    layout_of(form)
    for number in range(copies):
        blank = made.blank_pages(form, number)
        truth = made.fill(blank, form, rng, odd)
        scans = [made.scan(p, rng, how, f"{number}", n) for n, p in enumerate(blank, 1)]
        files = [(s.file, cv2.imencode(".jpg", s.grey, [cv2.IMWRITE_JPEG_QUALITY, 90])[1].tobytes()) for s in scans]
        start = time.process_time()
        report = reading.read((s for file, data in files for s in open_scan(file, data)), [form])
        seconds += time.process_time() - start
        totals["pages"] += len(scans)
        totals["unreadable"] += len(report.refused)
        totals["wrong_person"] += sum(key != serial(number) for key in report.copies) + len(report.foreign_pages)
        if serial(number) in report.copies:
            _score(report.copies[serial(number)], truth, totals)
        if number % 50 == 49:
            say(f"{name}: {number + 1} copies, {totals}")
    boxes = max(totals["boxes"], 1)
    return {"set": name, **totals, "silent_per_10k": round(totals["silent"] / boxes * 1e4, 2),
            "asked_percent": round(totals["asked"] / boxes * 100, 2), "target_silent_per_10k": most_silent,
            "target_asked_percent": most_asked, "cpu_seconds_a_page": round(seconds / totals["pages"], 4),
            "pages_a_minute": round(60 * totals["pages"] / seconds)}  # fmt: skip


def _score(copy: reading.Copy, truth: dict[str, bool], totals: dict[str, int]) -> None:
    asked = {ask.box for ask in copy.asks}
    chosen = {key for keys in copy.chosen.values() for key in keys}
    for marks in copy.seen.values():
        for key in marks:
            totals["boxes"] += 1
            totals["asked"] += key in asked
            totals["silent"] += key not in asked and (key in chosen) != truth[key]


def main() -> None:
    """Run every set and print it."""
    asked = argparse.ArgumentParser(prog="careloom bench paper")
    asked.add_argument("--copies", type=int, default=60, help="of 120 boxes; 500 are 60,000 boxes")
    asked.add_argument("--only", choices=[*SETS, "stored"])
    asked.add_argument("--json", action="store_true")
    options = asked.parse_args()
    rows = [measure(name, options.copies) for name in SETS if options.only in (None, name)]
    rows += _paper_stored.stored() if options.only in (None, "stored") else []
    if options.json:
        print(json.dumps({"rows": rows}))
        return
    for row in rows:
        if "what" in row:
            print(", ".join(f"{key.replace('_', ' ')} {value}" for key, value in row.items()))
            continue
        print(f"{row['set']}: {row['boxes']} boxes on {row['pages']} pages; wrong without a question "
              f"{row['silent_per_10k']} in 10,000 (at most {row['target_silent_per_10k']}); "
              f"asked {row['asked_percent']}% (at most {row['target_asked_percent']}%); "
              f"unreadable pages {row['unreadable']}; pages of a wrong person {row['wrong_person']}; "
              f"{row['pages_a_minute']} pages a minute by CPU time")  # fmt: skip


if __name__ == "__main__":
    main()
