"""Which records are the same, which belong to one study, which are about one another; and what a person is asked."""

import json
import random
import shutil
from importlib.util import find_spec
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import _made_records, linkage
from careloom_methods.errors import MethodError
from careloom_methods.linkage import compare, dedupe, prepare
from careloom_methods.linkage.command import main
from careloom_methods.linkage.model import WEIGHTS
from careloom_methods.linkage.on_splink import LEVELS, dedupe_on
from tests.oracles import slow_linkage

PAPER = {"title": "Short breaks for carers in rural Wales", "authors": ["Evans, Non", "Price, Catrin"], "year": 2021,
         "journal": "Journal of Social Care", "volume": "4", "pages": "12-19"}  # fmt: skip


def with_paper(**other: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The paper, and the same with some values changed."""
    return {"id": "a", **PAPER}, {"id": "b", **PAPER, **other}


SAME = [
    {"title": "SHORT BREAKS FOR CARERS IN RURAL WALES. [Review] [12 refs]"},
    {"title": "[Short breaks for carers in rural Wales]. [Welsh]"},
    {"journal": "J Soc Care", "authors": ["Evans N", "Price C"]},
    {"pages": "", "volume": ""},
    {"pages": "12-9"},
    {"title": "Short breaks for carers in rural Wales.[Erratum appears in J Soc Care. 2021;4:99]"},
    {"authors": ["Non, Evans"], "year": 2022},
    {"doi": ["10.5555/a"]},
]  # fmt: skip


@pytest.mark.parametrize("change", SAME, ids=str)
def test_data_bases_write_one_paper_in_many_ways(change: dict[str, Any]) -> None:
    assert dedupe(with_paper(**change)).groups == [["a", "b"]]


@pytest.mark.parametrize(("change", "relation", "linked"), [
    ({"title": "Erratum: Short breaks for carers in rural Wales", "pages": "99"}, "about it", True),
    ({"title": "Retraction: Short breaks for carers in rural Wales", "pages": "99"}, "about it", True),
    ({"title": "Short breaks for carers in rural Wales - Reply", "authors": ["Khan, A"], "pages": "20"}, "about it", True),
    ({"title": ""}, "same", False),
    ({"pages": "30-41"}, "same", False),
], ids=str)  # fmt: skip
def test_what_is_not_sure_is_asked_and_never_merged(change: dict[str, Any], relation: str, linked: bool) -> None:
    got = dedupe(with_paper(**change))
    assert got.groups == []
    assert [(ask["ids"], ask["relation"]) for ask in got.asks] == [(["a", "b"], relation)]
    assert [link["ids"] for link in got.linked] == ([["b", "a"]] if linked else [])
    assert got.asks[0]["why"]


def test_another_report_of_one_study_is_linked_not_merged() -> None:
    got = dedupe(with_paper(journal="Conference of Carers", volume="77", pages="S3", year=2020))
    assert (got.groups, got.asks) == ([], [])
    assert [(link["ids"], link["relation"]) for link in got.linked] == [(["a", "b"], "same study, other report")]


def test_a_column_that_comes_back_in_every_issue_is_not_one_paper() -> None:
    column = [
        {**PAPER, "id": f"e{n}", "title": "Editor's comments", "volume": str(n), "pages": str(n)} for n in range(1, 6)
    ]
    got = dedupe(column)
    assert (got.groups, got.asks, got.linked) == ([], [], [])


def test_different_papers_stay_apart() -> None:
    got = dedupe(with_paper(title="What people told us about direct payments", pages="55", authors=["Khan, A"]))
    assert (got.groups, got.asks, got.linked) == ([], [], [])


def test_no_group_holds_two_records_that_speak_against_each_other() -> None:
    bare = {"id": "x", **PAPER, "pages": "", "volume": "", "journal": ""}
    other = {"id": "b", **PAPER, "pages": "70-81", "volume": "9", "journal": "Ageing", "year": 2024}
    got = dedupe([{"id": "a", **PAPER}, other, bare])
    assert all(not {"a", "b"} <= set(group) for group in got.groups)
    assert got.asks


def test_a_spreadsheet_date_is_read_as_pages() -> None:
    assert prepare({"id": "a", "pages": "13-May"}).page == prepare({"id": "b", "pages": "5-13"}).page == "5"


@given(seed=st.integers(0, 10_000), twins=st.floats(0.1, 0.6))
def test_the_order_of_records_changes_nothing(seed: int, twins: float) -> None:
    rows = _made_records.records(40, seed=seed, twins=twins)
    shuffled = random.Random(seed).sample(rows, len(rows))
    assert dedupe(rows).as_dict() == dedupe(shuffled).as_dict()


@given(seed=st.integers(0, 10_000))
def test_comparing_is_the_same_both_ways_round(seed: int) -> None:
    one, other, *_ = map(prepare, _made_records.records(6, seed=seed, twins=0.5))
    assert compare(one, other) == compare(other, one)


@pytest.mark.parametrize("seed", range(4))
def test_blocks_lose_nothing_that_comparing_all_pairs_finds(seed: int) -> None:
    rows = _made_records.records(150, seed=seed, twins=0.4)
    quick = {frozenset(group) for group in dedupe(rows).groups}
    slow = slow_linkage.groups(rows)
    assert all(any(group <= wide for wide in slow) for group in quick)
    assert quick == slow


@pytest.mark.parametrize("name", linkage.SETS)
def test_the_labelled_sets_reach_their_figures(name: str) -> None:
    if not linkage.DATA.exists():
        pytest.skip("../shared/data is not here")
    given_rows, true = linkage.labelled(name)
    got = dedupe(given_rows)
    found, asked = linkage.pairs(got.groups), linkage.pairs(ask["ids"] for ask in got.asks)
    assert found <= true
    assert len((found | asked) & true) / len(true) >= 0.985
    assert len(got.asks) <= 0.02 * len(given_rows)


def test_the_model_on_splink_gives_the_same_links() -> None:
    pytest.importorskip("splink", reason="the extra 'linkage' is not installed")
    rows = _made_records.records(20_000, seed=3, twins=0.3)
    assert dedupe_on(rows, engine="duckdb").as_dict() == dedupe(rows).as_dict()
    with pytest.raises(MethodError) as wrong:
        dedupe_on(rows, engine="spark")
    assert wrong.value.code == "no_engine"


# Spark is not among the extras that we install (it wants Java): whoever has both runs its path too.
if find_spec("pyspark") and shutil.which("java"):

    def test_the_model_on_spark_gives_the_same_links() -> None:
        from pyspark.sql import SparkSession

        session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
        try:
            rows = _made_records.records(20_000, seed=3, twins=0.3)
            assert dedupe_on(rows, engine="spark", session=session).as_dict() == dedupe(rows).as_dict()
        finally:
            session.stop()


def test_both_engines_have_the_same_levels() -> None:
    assert {field: {label for label, _ in steps} for field, steps in LEVELS.items()} == {
        field: set(weights) for field, weights in WEIGHTS.items()}  # fmt: skip


def test_the_command_links_across_files(tmp_path: Any, capsys: Any) -> None:
    (tmp_path / "one.ris").write_text("TY  - JOUR\nID  - 1\nTI  - Short breaks for carers in rural Wales\nAU  - Evans, Non\n"
                                      "PY  - 2021\nVL  - 4\nSP  - 12\nER  - \n")  # fmt: skip
    (tmp_path / "two.csv").write_text("id,title,author,year,volume,pages\n1,Short breaks for carers in rural Wales,"
                                      "\"Evans, N.\",2021,4,12-19\n2,Other,X,2000,1,1\n")  # fmt: skip
    assert main([str(tmp_path / "one.ris"), str(tmp_path / "two.csv"), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["groups"] == [["one.ris:1", "two.csv:1"]]
    assert {"groups", "asks", "linked"} <= said.keys()


def test_two_records_with_one_id_are_refused() -> None:
    with pytest.raises(MethodError) as wrong:
        dedupe([{"id": "a", **PAPER}, {"id": "a", **PAPER}])
    assert wrong.value.code == "same_id"
