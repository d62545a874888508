"""Bad input gets a code, values, a suggestion and exit code 2; quotas that hardly hold are warned of with the slack."""

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from careloom_methods import lottery
from careloom_methods.__main__ import main
from careloom_methods.errors import MethodError
from careloom_methods.lottery import panels
from tests.methods.lottery.test_asking_and_checking import PEOPLE, QUOTAS, quota, write
from tests.rules.tree import ROOT

ONE = [{"id": "a", "role": "carer"}, {"id": "b", "role": "worker"}]
BAD = [
    ("infeasible", PEOPLE, [quota(value="nobody has this", low=2)], "6"),
    ("feature_missing", [{"id": "a", "role": ""}, {"id": "b", "role": "carer"}], [quota()], "1"),
    ("column_spelling", [{"id": "a", "Role": "carer"}, {"id": "b", "Role": "carer"}], [quota()], "1"),
    ("columns_alike", [{"id": n, "role ": "carer", " role": "carer"} for n in "ab"], [quota()], "1"),
    ("value_spelling", [{"id": "a", "role": "Carer"}, {"id": "b", "role": "worker"}], [quota(low=0)], "1"),
    ("id_twice", [{"id": "a", "role": "carer"}] * 2, [quota()], "1"),
    ("id_missing", [{"id": "", "role": "carer"}, {"id": "b", "role": "carer"}], [quota()], "1"),
    ("quota_order", PEOPLE, [quota(low=5, high=2)], "6"),
    ("quota_number", PEOPLE, [quota(low="many")], "6"),
    ("quota_twice", PEOPLE, [quota(), quota()], "6"),
    ("quota_empty", PEOPLE, [quota(value="")], "6"),
    ("number", PEOPLE, QUOTAS, "13"),
    ("number", PEOPLE, QUOTAS, "0"),
    ("number", PEOPLE, QUOTAS, "six"),
    ("number", PEOPLE, QUOTAS, "Wales=6"),
    ("pool_of_one", ONE[:1], [quota(high=1)], "1"),
    ("column_missing", PEOPLE, [quota(feature="nation")], "6"),
    ("feature_values", [{"id": f"i{n}", "role": str(n)} for n in range(500)], [quota(value="1", low=0)], "3"),
]
OPTIONS = [
    ("rule", ["--rule", "favourites"]),
    ("panels", ["--panels", "200000"]),
    ("usage", ["--panels", "many"]),
    ("usage", ["--gone", "i1"]),
    ("id_unknown", ["--must-include", "nobody=why"]),
    ("id_both", ["--must-include", "i1=a", "--must-exclude", "i1=b"]),
    ("column_missing", ["--household", "home"]),
    ("column_missing", ["--each", "assembly"]),
    ("no_file", ["--record", "not-there.json", "--gone", "i1"]),
    ("not_a_record", ["--record", "people.csv", "--gone", "i1"]),
]


def said_by_the_command(
    folder: Path, capsys: pytest.CaptureFixture[str], people: Any, quotas: Any, number: str, *more: str
) -> dict[str, Any]:
    files = ["--people", write(folder, "people.csv", people), "--quotas", write(folder, "quotas.csv", quotas)]
    asked = [str(folder / text) if text.endswith((".json", ".csv")) else text for text in more]
    assert main(["lottery", *files, "--number", number, *asked, "--json"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    error: dict[str, Any] = json.loads(err)["error"]
    assert error["message"] and error["values"]["suggestion"] and len(error["values"]) > (error["code"] != "usage")
    return error


@pytest.mark.parametrize(("code", "people", "quotas", "number"), BAD)
def test_a_bad_file_or_number_ends_the_command_with_2_and_a_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], code: str, people: Any, quotas: Any, number: str
) -> None:
    assert said_by_the_command(tmp_path, capsys, people, quotas, number)["code"] == code


@pytest.mark.parametrize(("code", "more"), OPTIONS)
def test_a_bad_option_ends_the_command_with_2_and_a_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], code: str, more: list[str]
) -> None:
    assert said_by_the_command(tmp_path, capsys, PEOPLE, QUOTAS, "6", *more)["code"] == code


def test_the_process_itself_ends_with_2_and_says_what_clashes(tmp_path: Path) -> None:
    files = ["--people", write(tmp_path, "p.csv", PEOPLE), "--quotas", write(tmp_path, "q.csv", [quota(low=9, high=9)])]
    done = subprocess.run([sys.executable, "-m", "careloom_methods", "lottery", *files, "--number", "6", "--json"],
                          capture_output=True, text=True, check=False, env={"PYTHONPATH": str(ROOT / "src")})  # fmt: skip
    error = json.loads(done.stderr)["error"]
    assert done.returncode == 2 and error["code"] == "infeasible" and done.stdout == ""
    assert {"clashes", "least_change"} <= error["values"].keys()


def test_nobody_in_the_pool_is_said() -> None:
    with pytest.raises(MethodError) as caught:
        lottery.run([], QUOTAS, 1)
    assert caught.value.code == "pool_empty"


def test_a_search_that_finds_no_panel_and_no_proof_says_that_it_is_too_hard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of 24 values of three features exactly once: matching in three dimensions, with hardly any work allowed."""
    monkeypatch.setattr(panels, "NODES", 0)
    dice = random.Random(1)
    people = [{"id": f"p{n}", **{f: str(dice.randrange(24)) for f in "abc"}} for n in range(168)]
    quotas = [quota(f, str(value), 1, 1) for f in "abc" for value in range(24)]
    with pytest.raises(MethodError) as caught:
        lottery.run(people, quotas, 24)
    assert caught.value.code == "too_hard" and caught.value.values["quotas"] == 72


def test_quotas_that_hardly_hold_are_warned_of_with_how_many_can_drop_out() -> None:
    none, one = lottery.run(PEOPLE, [quota(low=4), quota(value="worker", low=4)], 8), lottery.run(PEOPLE, QUOTAS, 6)
    assert any("nobody can drop out" in words for words in none["warnings"]) and none["slack"][0]["spare"] == 0
    assert one["slack"] == []
    few = lottery.run(PEOPLE, [quota(low=4), quota(value="worker", low=3)], 7)
    assert [(s["value"], s["spare"], s["applied"]) for s in few["slack"]] == [("worker", 1, 4)]
    assert "only 1 can drop out" in few["warnings"][0]


def test_a_quota_that_the_others_pin_down_is_warned_of() -> None:
    """Every woman who applied is a worker, and at most two workers sit: a third woman is out of reach."""
    people = [{"id": f"i{n}", "sex": "woman" if n < 5 else "man", "role": "worker" if n < 6 else "carer"}
              for n in range(14)]  # fmt: skip
    said = lottery.run(people, [quota("sex", "woman", 2, 5), quota("role", "worker", 1, 2)], 6)
    pinned = next(s for s in said["slack"] if s["value"] == "woman")
    assert pinned["spare"] == 0 and "With all quotas together, no panel can have more than the 2" in pinned["words"]


def test_a_quota_for_a_value_that_nobody_has_is_said_even_where_it_asks_for_nobody() -> None:
    said = lottery.run(PEOPLE, [*QUOTAS, quota(value="researcher", low=0)], 6)
    assert "Nobody has 'researcher' for 'role'." in said["warnings"]
