"""What bad ballots get: an error with a code and what to do, or the stated honest answer. Each case by the command."""

import json
from pathlib import Path
from typing import Any

import pytest

from careloom_methods.__main__ import main

CASES = [
    ("unknown_item", "pav --seats 1", {"items": ["a"], "ballots": [{"voter": "1", "approve": ["b"]}]}),
    ("repeated_item", "borda", {"items": ["a", "b"], "ballots": [{"voter": "1", "ranking": ["a", "a"]}]}),
    ("voted_twice", "approval", {"items": ["a"], "ballots": [{"voter": "1", "approve": ["a"]}] * 2}),
    ("no_ballots", "approval", {"items": ["a"], "ballots": []}),
    ("no_items", "approval", {"items": [], "ballots": [{"voter": "1", "approve": []}]}),
    ("item_twice", "approval", {"items": ["a", "a"], "ballots": [{"voter": "1", "approve": ["a"]}]}),
    ("no_weight", "approval", {"items": ["a"], "ballots": [{"voter": "1", "approve": ["a"], "weight": 0}]}),
    ("negative_weight", "approval", {"items": ["a"], "ballots": [{"voter": "1", "approve": ["a"], "weight": -1}]}),
    ("not_a_number", "approval", {"items": ["a"], "ballots": [{"voter": "1", "approve": ["a"], "weight": "much"}]}),
    ("cost", "equal-shares --budget 5", {"items": [{"id": "a", "cost": 0}], "ballots": [{"approve": ["a"]}]}),
    ("all_over_budget", "equal-shares --budget 5", {"items": [{"id": "a", "cost": 9}], "ballots": [{"approve": ["a"]}]}),
    ("budget", "equal-shares --budget 0", {"items": ["a"], "ballots": [{"approve": ["a"]}]}),
    ("not_a_number", "equal-shares --budget lots", {"items": ["a"], "ballots": [{"approve": ["a"]}]}),
    ("no_limit", "equal-shares", {"items": ["a"], "ballots": [{"approve": ["a"]}]}),
    ("no_limit", "pav", {"items": ["a"], "ballots": [{"approve": ["a"]}]}),
    ("seats", "pav --seats 3", {"items": ["a"], "ballots": [{"approve": ["a"]}]}),
    ("two_limits", "phragmen --seats 1 --budget 1", {"items": ["a"], "ballots": [{"approve": ["a"]}]}),
    ("unknown_rule", "first-past-the-post", {"items": ["a"], "ballots": [{"approve": ["a"]}]}),
    ("completion", "equal-shares --seats 1 --completion luck", {"items": ["a"], "ballots": [{"approve": ["a"]}]}),
    ("utility", "equal-shares --seats 1 --utility joy", {"items": ["a"], "ballots": [{"approve": ["a"]}]}),
    ("wrong_ballots", "schulze", {"items": ["a"], "ballots": [{"approve": ["a"]}]}),
    ("no_groups", "jla", {"items": ["a"], "ballots": [{"ranking": ["a"]}]}),
    ("same_item", "bradley-terry", {"items": ["a"], "ballots": [{"pairs": [["a", "a"]]}]}),
    ("not_shown", "bradley-terry", {"items": ["a"], "ballots": [{"shown": ["a"], "best": "b", "worst": "a"}]}),
    ("no_pairs", "bradley-terry", {"items": ["a", "b"], "ballots": [{"pairs": []}]}),
    ("mixed_ballots", "approval", {"items": ["a"], "ballots": [{"approve": ["a"]}, {"ranking": ["a"]}]}),
    ("not_json", "approval", {"votes": []}),
]  # fmt: skip


def refused(capsys: pytest.CaptureFixture[str], file: Path, rule: str) -> dict[str, Any]:
    """The error that the command prints."""
    assert main(["ballot", "--ballots", str(file), "--rule", *rule.split(), "--json"]) == 2
    error: dict[str, Any] = json.loads(capsys.readouterr().err)["error"]
    return error


@pytest.mark.parametrize(("code", "rule", "data"), CASES)
def test_it_is_refused_with_a_code_and_what_to_do(
    code: str, rule: str, data: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ballots.json"
    file.write_text(json.dumps(data))
    error = refused(capsys, file, rule)
    assert error["code"] == code and error["message"].endswith(".") and error["values"]["suggestion"]


@pytest.mark.parametrize(("code", "rule", "text"), [
    ("repeated_rank", "borda", "voter,item,rank\n1,a,1\n1,b,1\n"),
    ("not_a_number", "borda", "voter,item,rank\n1,a,first\n"),
    ("column", "borda", "who,item,rank\n1,a,1\n"),
    ("column", "borda", "voter,wish\n1,a\n"),
    ("voted_twice", "borda", 'voter,vote\n1,"a,b"\n1,"b,a"\n'),
    ("points", "points", 'voter,vote,points\n1,"a,b",3\n'),
    ("not_pabulib", "pav", "META\nkey;value\nbudget;3\n"),
    ("vote_type", "pav", "META\nkey;value\nvote_type;shouting\nPROJECTS\nproject_id;cost\na;1\nVOTES\nvoter_id;vote\n"),
    ("no_file", "pav", None),
])  # fmt: skip
def test_a_file_that_cannot_be_read_says_why(
    code: str, rule: str, text: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ballots.csv"
    if text is not None:
        file.write_text(text)
    error = refused(capsys, file, rule)
    assert error["code"] == code and error["values"]["suggestion"]


@pytest.mark.parametrize(("code", "text"), [
    ("column", "nation,min\nWales,1\n"), ("kind_twice", "kind,min\nWales,1\nWales,2\n"),
    ("quota", "kind,min\nWales,1.5\n"), ("quota", "kind,max\nWales,-1\n"), ("not_a_number", "kind,min\nWales,some\n"),
    ("quota_too_high", "kind,min\nWales,2\n"), ("quota_order", "kind,min,max\nWales,1,0\n"),
])  # fmt: skip
def test_quotas_that_cannot_be_read_or_kept_are_refused(
    code: str, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, quotas = tmp_path / "ballots.json", tmp_path / "quotas.csv"
    file.write_text(json.dumps({"items": [{"id": "a", "kind": "Wales"}], "ballots": [{"approve": ["a"]}]}))
    quotas.write_text(text)
    error = refused(capsys, file, f"pav --seats 1 --quotas {quotas}")
    assert error["code"] == code and error["values"]["suggestion"]


def test_what_costs_more_than_the_budget_is_named_and_the_rest_is_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ballots.json"
    file.write_text(json.dumps({"items": [{"id": "a", "cost": 9}, {"id": "b", "cost": 2.5}], "budget": 5,
                                "ballots": [{"approve": ["a", "b"]}, {"approve": ["a"]}]}))  # fmt: skip
    assert main(["ballot", "--ballots", str(file), "--rule", "equal-shares", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["winners"] == ["b"] and found["spent"] == 2.5
    assert found["left_out"] == [{"item": "a", "why": "costs more than the whole budget"}]
    assert {"winners", "order", "ties", "spent"} <= set(found)
