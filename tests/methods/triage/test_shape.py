"""A triage file of another shape is refused in words; it never breaks the method and never loses a row in silence."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from careloom_methods.errors import MethodError
from careloom_methods.triage import triage

FILE: dict[str, Any] = {
    "year": 2026, "questions": [{"id": "q", "affected": ["carers"]}], "nations": ["wales"],
    "searches": [{"question": "q", "kind": "research", "nation": "wales", "date": "2026-01-01", "found": 9, "read": 5}],
    "sources": [{"id": "s", "question": "q", "kind": "lived", "nation": ["wales"], "year": 2024, "origin": "o", "people": 12,
                 "led_by": "carer", "voices": ["carers"], "tapupas": {"transparency": "yes"}}],
    "being_studied": [{"question": "q", "nation": "wales", "project": "p", "ends": "2027-01-01"}],
    "overrides": [], "rules": {"version": "ours", "research": {"studies": 2}},
}  # fmt: skip
ODD: list[Any] = [None, "x", -1, [], {}, 1.5, True, ["a"], {"a": 1}, 10**30]


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The address of everything in the file."""
    rows = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in rows:
        yield (*at, key)
        yield from places(inner, (*at, key))


def changed(at: tuple[Any, ...], *put: Any) -> dict[str, Any]:
    """The file with something else there, or with nothing."""
    made = copy.deepcopy(FILE)
    holder = made
    for key in at[:-1]:
        holder = holder[key]
    if put:
        holder[at[-1]] = put[0]
    else:
        del holder[at[-1]]
    return made


def test_whatever_stands_anywhere_the_answer_is_a_judgement_or_a_refusal_in_words() -> None:
    assert triage(FILE)["units"]
    refused = 0
    for at in places(FILE):
        for made in [changed(at), *(changed(at, odd) for odd in ODD)]:
            try:
                triage(made)
            except MethodError as wrong:
                refused += 1
                assert wrong.code and wrong.message.endswith(".")
    assert refused > 100


@pytest.mark.parametrize(("part", "row"), [
    ("searches", {"question": "other", "kind": "research", "nation": "wales"}),
    ("searches", {"question": "q", "kind": "reserch", "nation": "wales"}),
    ("being_studied", {"question": "other", "project": "p"}),
])  # fmt: skip
def test_a_row_that_would_be_left_out_in_silence_is_refused(part: str, row: dict[str, Any]) -> None:
    with pytest.raises(MethodError, match="not there") as caught:
        triage({**FILE, part: [row]})
    assert caught.value.values["row"] == 1


def test_nations_are_those_that_sources_name_one_or_several() -> None:
    file = {name: value for name, value in FILE.items() if name != "nations"}
    assert {unit["nation"] for unit in triage(file)["units"]} == {"wales"}
