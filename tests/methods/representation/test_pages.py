"""The public pages say what the code does."""

import contextlib
import io
import re

import pytest

from careloom_methods.representation import LEAST, STEP
from careloom_methods.representation.witness import ROOM
from tests.rules import tree

DOCS = tree.ROOT / "docs/explanation"


@pytest.mark.parametrize("page", ["small-numbers.md", "what-if-the-mix-matched.md"])
def test_the_worked_example_gives_what_the_page_says(page: str) -> None:
    code, said = re.search(r"```python\n(.*?)```\n```text\n(.*?)```", (DOCS / page).read_text(), re.S).groups()  # type: ignore[union-attr]
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(code, {})  # noqa: S102  # our own page
    assert out.getvalue() == said


def test_the_numbers_in_the_rules_are_the_codes() -> None:
    text = (DOCS / "small-numbers.md").read_text()
    assert f"Fewer than {LEAST} is hidden" in text and f"nearest {STEP}" in text and f"at least {ROOM} apart" in text
