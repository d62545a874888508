"""Every worked example in the documents runs, and prints what the page says it prints."""

import contextlib
import doctest
import io
import re
from pathlib import Path

import pytest

from tests.rules.tree import ROOT

BLOCK = re.compile(r"```python\n(.*?)```\n```text\n(.*?)```", re.S)


def examples(text: str) -> list[tuple[str, str]]:
    """(code, what it prints) of a page."""
    return BLOCK.findall(text)


def printed(code: str) -> str:
    """What the code prints."""
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        exec(compile(code, "worked example", "exec"), {})  # noqa: S102  # our own page
    return told.getvalue()


PAGES = sorted(f for f in (ROOT / "docs").rglob("*.md") if "```python" in f.read_text())


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_a_page_prints_what_it_says(page: Path) -> None:
    text = page.read_text()
    asked = doctest.testfile(str(page), module_relative=False)
    found = examples(text)
    assert asked.failed == 0 and (found or asked.attempted)
    assert len(found) + text.count("```python\n>>>") == text.count("```python"), "each example is followed at once by a block of what it prints"
    assert [printed(code) for code, _ in found] == [told for _, told in found]


def test_there_are_examples_and_a_wrong_one_is_seen() -> None:
    assert len(PAGES) >= 3
    assert examples("```python\nprint(1)\n```\n```text\n2\n```") == [("print(1)\n", "2\n")]
    assert printed("print(1)\n") != "2\n"
