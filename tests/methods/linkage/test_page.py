"""The public page says what the code does."""

import contextlib
import io
import re

from careloom_methods.linkage.deduping import SERIES
from careloom_methods.linkage.model import ASK, SAME, WEIGHTS
from tests.rules import tree

PAGE = (tree.ROOT / "docs/explanation/finding-duplicates.md").read_text()


def test_the_worked_example_gives_what_the_page_says() -> None:
    code, said = re.search(r"```python\n(.*?)```\n```text\n(.*?)```", PAGE, re.S).groups()  # type: ignore[union-attr]
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(code, {})  # noqa: S102  # our own page
    assert out.getvalue() == said


def test_the_points_on_the_page_are_the_models() -> None:
    assert (SAME, ASK, SERIES) == (9, 3, 3)
    rows = dict(zip(WEIGHTS, re.findall(r"^\| [^|]+ \| ([^|]+ \d[^|]*) \| ([^|]+) \|$", PAGE, re.M), strict=False))
    for field, cells in rows.items():
        numbers = {int(n.replace("−", "-")) for n in re.findall(r"−?\d+", " ".join(cells))}
        assert {int(w) for w in WEIGHTS[field].values()} - {0} <= numbers, field
