"""The page about themes says what the code does: its examples run, and its figures say when they were measured."""

import doctest
import re

from benchmarks import themes
from tests.rules import tree

PAGE = tree.ROOT / "docs" / "explanation" / "themes.md"


def test_the_examples_on_the_page_run() -> None:
    done = doctest.testfile(str(PAGE), module_relative=False)
    assert done.attempted >= 12 and done.failed == 0


def test_the_figures_stand_with_their_day_and_every_row_has_figures() -> None:
    table = PAGE.read_text(encoding="utf-8").split(themes.BEGIN)[1].split(themes.END)[0]
    assert re.search(r"Measured on \d\d \w+ 20\d\d", table)
    rows = [line for line in table.splitlines() if line.startswith("| ")][1:]
    assert len(rows) >= 8 and all(re.search(r"\d", "".join(row.split("|")[3:])) for row in rows)


def test_writing_the_figures_changes_nothing_else_on_the_page(tmp_path) -> None:  # type: ignore[no-untyped-def]
    page = tmp_path / "page.md"
    page.write_text(f"Before\n{themes.BEGIN}\nold\n{themes.END}\nAfter\n")
    themes.write(page, [{"what": "reading", "ours_cpu": 1.5, "goal": "<= 2 s", "peer": "other 1.0", "peer_cpu": 300.0}])
    text = page.read_text()
    assert text.startswith("Before\n") and text.endswith("\nAfter\n") and "old" not in text
    assert "| reading | <= 2 s | cpu 1.50 | other 1.0: cpu 300 |" in text
