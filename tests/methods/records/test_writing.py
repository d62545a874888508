"""What we write, we read again: export then import changes nothing."""

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from careloom_methods import records
from careloom_methods.records.evidence import FIELDS, KINDS
from careloom_methods.records.record import TYPES, Record

LETTERS = "abcXYZ éŷŵ–&%$#_~^\\,.'\"<>()="
WORD = st.text(LETTERS, min_size=1, max_size=20).map(lambda t: " ".join(("w" + t.replace("<", "< ") + "w").split()))
KEY = st.text("abc-0123456789", min_size=2, max_size=8).map(lambda t: f"k{t}")
SINGLE = st.text("abcéŵ0123", min_size=1, max_size=8)
NAMES = st.lists(st.one_of(st.tuples(SINGLE, SINGLE).map(", ".join), SINGLE), max_size=3)
FULL = st.builds(
    Record, id=KEY, type=st.sampled_from(TYPES), title=WORD, authors=NAMES, year=st.none() | st.integers(1500, 2099),
    journal=st.just("") | WORD, volume=st.just("") | SINGLE, issue=st.just("") | SINGLE, pages=st.sampled_from(["", "7", "7-9", "e1"]),
    publisher=st.just("") | WORD, doi=st.lists(st.sampled_from(["10.5555/a_b", "10.1000/x(1)"]), unique=True, max_size=2),
    issn=st.sampled_from(["", "1234-5678"]), language=st.sampled_from(["", "en", "cy"]), abstract=st.just("") | WORD,
    keywords=st.lists(SINGLE, max_size=3), retracted=st.booleans(),
    urls=st.lists(st.sampled_from(["https://example.org/a_b?c=1&d=2", "https://example.org/z"]), unique=True, max_size=1),
)  # fmt: skip
# What a format has no place for.
NOT_IN = {"nbib": {"id", "urls", "type"}, "eppi-json": {"language", "type"}, "xlsx": set(), "csv": set()}


def shown(record: Record, format: str) -> dict[str, Any]:
    return {k: v for k, v in record.as_dict().items() if k not in {"line", "extra", "pmid", *NOT_IN.get(format, set())}}


@pytest.mark.parametrize("format", [*records.WRITERS, "xlsx"])
@settings(max_examples=40)
@given(rows=st.lists(FULL, min_size=1, max_size=3, unique_by=lambda r: r.id))
@example(rows=[Record(id="k1", title="=1+1 w", type="other", authors=["Council"], abstract="A & B {x}")])
def test_export_then_import_is_the_same(format: str, rows: list[Record]) -> None:
    got = records.read(records.write(rows, format))
    assert got.refused == []
    assert [shown(r, format) for r in got.records] == [shown(r, format) for r in rows]
    assert all(not record.extra for record in got.records)


def item(kind: str) -> dict[str, Any]:
    """An item with every field of its kind."""
    values = {"text": "=words; with, marks", "list": ["a", "b"], "number": 2007, "yes-no": True}
    return {f.name: f.choices[-1] if f.holds == "choice" else values[f.holds] for f in FIELDS if kind in f.kinds} | {
        "kind": kind
    }


@pytest.mark.parametrize("format", ["json", "csv"])
def test_items_of_all_three_kinds_go_out_and_come_back(format: str) -> None:
    items = [item(kind) | {"id": kind} for kind in KINDS]
    got = records.read(records.write_items(items, format))
    assert (got.refused, [{k: v for k, v in r.items() if k != "line"} for r in got.records]) == ([], items)
