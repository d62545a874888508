"""Cells that leave: a spreadsheet runs none of them, a number stays a number, and what must come back comes back."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from careloom.centre.cells import as_written, harmless, runs

BLANKS = ["", " ", "\t", "\u00a0", "\ufeff", "\u200b", "\u200f", "\x01", "\n"]


@pytest.mark.parametrize("before", BLANKS)
@pytest.mark.parametrize("cell", ["=1+1", "@x", "+cmd|' /c calc'!A0", "-2+3", "＝1+1"])
def test_a_formula_is_harmless_whatever_stands_unseen_in_front_of_it(before: str, cell: str) -> None:
    assert harmless(before + cell) == f"'{before}{cell}"


@pytest.mark.parametrize("cell", ["-2.5", "+44 20 7946 0000", "-", " -3", "1-2", "a=1", "'=1", "", "Hello\t=1"])
def test_a_number_and_plain_words_stay_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell


def test_where_nothing_may_be_reckoned_with_signed_numbers_are_text_too() -> None:
    assert [harmless(cell, numbers=True) for cell in ("-1", " +1", "1", None)] == ["'-1", "' +1", "1", ""]


@given(some.sampled_from(["", "=", "'=", "''@", "+", "-1", "-x", " =", "' =", "\t", "'\u200b="]), some.text(max_size=20))
def test_what_must_come_back_comes_back_exactly(start: str, rest: str) -> None:
    out = harmless(start + rest, exactly=True)
    assert as_written(out) == start + rest
    assert not runs(out)
