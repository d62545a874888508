"""Published numbers about the population, each with its definition and source. Frames of nations differ."""

import csv
from functools import lru_cache
from pathlib import Path

from careloom.centre.queries import places

FILE = Path(__file__).parent.parent / "data" / "benchmarks.csv"


@lru_cache(maxsize=1)
def benchmarks() -> tuple[dict[str, str], ...]:
    """Every row of our facts file; `status` says how sure it is (recalled: not checked)."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple({**row, "id": f"{row['area']}|{row['measure']}|{row['group']}"} for row in csv.DictReader(file))


def benchmarks_here() -> tuple[dict[str, str], ...]:
    """The same, where they are about this centre: none for one whose nations the file does not know."""
    names = set(places(("nation",)).values_list("name", flat=True))
    return benchmarks() if not names or names & {row["group"] for row in benchmarks()} else ()


def benchmark(name: str) -> dict[str, str] | None:
    """One row by its id."""
    return next((row for row in benchmarks() if row["id"] == name), None)


def by_area() -> list[tuple[str, list[dict[str, str]]]]:
    """Rows by area, in the order of the file."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in benchmarks_here():
        found.setdefault(row["area"], []).append(row)
    return list(found.items())
