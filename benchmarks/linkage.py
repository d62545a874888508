"""Finding duplicates on two labelled sets, beside bib-dedupe in the same run; and one model on two engines.

Counted: pairs of ids inside one group. A question counts as found, since a person sees its records side by side. The
labels call corrections and replies duplicates; we ask about those. `--engines` adds 20,000 made-up records on our own
engine and on splink with DuckDB; Spark runs the same code and was not measured here.
"""

import csv
import gzip
import json
import sys
import time
from collections.abc import Iterable
from importlib.metadata import version
from itertools import combinations
from pathlib import Path
from typing import Any

from benchmarks import _made_records
from careloom_methods import records
from careloom_methods.linkage import dedupe

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "evidence" / "dedupe"
SETS = ["haematology", "respiratory"]
Pairs = set[tuple[str, ...]]


def pairs(groups: Iterable[Iterable[str]]) -> Pairs:
    """Every two ids that stand in one group."""
    return {tuple(sorted(pair)) for group in groups for pair in combinations(group, 2)}


def labelled(name: str) -> tuple[list[dict[str, Any]], Pairs]:
    """(records, pairs that are the same by the labels)."""
    rows = records.read(gzip.decompress((DATA / f"{name}.records_pre_merged.csv.gz").read_bytes())).records
    with gzip.open(DATA / f"{name}.merged_record_ids.csv.gz", "rt", encoding="utf-8", newline="") as file:
        groups = [row[0].split(";") for row in list(csv.reader(file))[1:]]
    return [row.as_dict() for row in rows], pairs(groups)


def peer(rows: list[dict[str, Any]]) -> Pairs:
    """The pairs that bib-dedupe calls duplicates, on the same values."""
    import pandas
    from bib_dedupe.bib_dedupe import block, cluster, match, prep

    table = pandas.DataFrame([{
        "ID": r["id"], "ENTRYTYPE": r["type"] or "article", "title": r["title"], "author": " and ".join(r["authors"]),
        "year": str(r["year"] or ""), "journal": r["journal"], "volume": r["volume"], "number": r["issue"],
        "pages": r["pages"], "abstract": "", "doi": ""} for r in rows])  # fmt: skip
    ready = prep(table, verbosity_level=0, cpu=1)
    return pairs(cluster(match(block(ready, cpu=1), cpu=1)))


def row(what: str, found: Pairs, true: Pairs, cpu: float, *, asked: Pairs | None = None, asks: int = 0,
        number: int = 0) -> dict[str, Any]:  # fmt: skip
    """One line of the table."""
    good = found & true
    return {
        "what": what, "true": len(true), "found": len(found), "good": len(good), "records": number, "asks": asks,
        "precision": round(len(good) / len(found), 4) if found else 1.0, "recall": round(len(good) / len(true), 4),
        "good_with_asks": len((found | (asked or set())) & true), "cpu_s": round(cpu, 2),
    }  # fmt: skip


def spent(begin: float) -> float:
    """CPU seconds since `begin`."""
    return time.process_time() - begin


def engines(number: int = 20_000) -> dict[str, Any]:
    """Do our own engine and splink on DuckDB give the same links?"""
    from careloom_methods.linkage.on_splink import dedupe_on

    rows = _made_records.records(number)
    begin = time.process_time()
    own = dedupe(rows)
    ours, begin = spent(begin), time.process_time()
    other = dedupe_on(rows, engine="duckdb")
    return {"what": f"{number} made-up records", "own_cpu_s": round(ours, 1), "pairs": own.compared,
            f"splink {version('splink')} on DuckDB {version('duckdb')} cpu_s": round(spent(begin), 1),
            "same_links": own.as_dict() == other.as_dict()}  # fmt: skip


def main() -> None:
    """Both sets, both programs, then the pool."""
    if not DATA.exists():
        sys.exit("The labelled sets are not here: ../shared/data/evidence/dedupe is missing.")
    rows = []
    for name in SETS:
        given, true = labelled(name)
        begin = time.process_time()
        result = dedupe(given)
        cpu, asked = spent(begin), pairs(ask["ids"] for ask in result.asks)
        rows.append(row(f"{name}: Careloom", pairs(result.groups), true, cpu, asked=asked, asks=len(result.asks),
                        number=len(given)))  # fmt: skip
        if "--alone" not in sys.argv:
            begin = time.process_time()
            theirs = peer(given)
            rows.append(
                row(f"{name}: bib-dedupe {version('bib-dedupe')}", theirs, true, spent(begin), number=len(given))
            )
    both = [pooled(rows, "Careloom"), pooled(rows, f"bib-dedupe {version('bib-dedupe')}")]
    report: dict[str, Any] = {"sets": rows, "pool": both}
    ours, theirs_pool = report["pool"]
    report["ratio"] = round(theirs_pool["cpu_s"] / ours["cpu_s"], 1) if theirs_pool else None
    if "--engines" in sys.argv:
        report["engines"] = engines()
    show(report)


def pooled(rows: list[dict[str, Any]], who: str) -> dict[str, Any] | None:
    """Sums over the sets for one program."""
    mine = [r for r in rows if who in r["what"]]
    if not mine:
        return None
    total = {
        key: sum(r[key] for r in mine)
        for key in ("true", "found", "good", "records", "asks", "good_with_asks", "cpu_s")
    }
    return {"what": f"pool: {who}", **total, "precision": round(total["good"] / total["found"], 4),
            "recall": round(total["good"] / total["true"], 4)}  # fmt: skip


def show(report: dict[str, Any]) -> None:
    """As JSON or as a table."""
    if "--json" in sys.argv:
        print(json.dumps(report))
        return
    for r in [*report["sets"], *filter(None, report["pool"])]:
        asked, found = r["asks"] / r["records"], r["good_with_asks"] / r["true"]
        print(f"{r['what']:34} precision {r['precision']:.4f} recall {r['recall']:.4f} with questions {found:.4f}"
              f" ({asked:.2%} of records) {r['cpu_s']:8.2f} s CPU")  # fmt: skip
    print(f"bib-dedupe takes {report['ratio']} times the CPU" if report["ratio"] else "bib-dedupe was not run")
    if "engines" in report:
        print(report["engines"])


if __name__ == "__main__":
    main()
