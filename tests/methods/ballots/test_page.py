"""The page about ballots says what the code does: every example on it runs."""

import doctest

from tests.rules import tree


def test_the_examples_on_the_page_run() -> None:
    page = tree.ROOT / "docs" / "explanation" / "ballots.md"
    done = doctest.testfile(str(page), module_relative=False)
    assert done.attempted >= 12 and done.failed == 0
