"""Homes by several columns, people who must or must not be chosen, several Assemblies at once, and empty seats."""

import json
from pathlib import Path
from typing import Any

import pytest

from careloom_methods import lottery
from careloom_methods.lottery import verify
from careloom_methods.lottery.command import main
from tests.methods.lottery.test_asking_and_checking import PEOPLE, QUOTAS, quota, write

HOMES = [("1 Mill Lane", "AB1"), ("1  mill lane", "ab1"), ("1 Mill Lane", "XY9"), ("", "AB1"), ("", "AB1"),
         ("", ""), ("", ""), ("2 Mill Lane", "AB1"), ("3 High St", ""), ("3 High St", "")]  # fmt: skip
WALES = [{**row, "assembly": "Wales"} for row in PEOPLE]
BOTH = [*WALES, *({**row, "id": f"s{row['id']}", "assembly": "Scotland"} for row in PEOPLE)]


def run(capsys: pytest.CaptureFixture[str], *asked: str) -> dict[str, Any]:
    assert main([*asked, "--json"]) == 0
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    return said


def files(folder: Path, people: Any = PEOPLE, quotas: Any = QUOTAS) -> list[str]:
    return ["--people", write(folder, "people.csv", people), "--quotas", write(folder, "quotas.csv", quotas)]


def test_a_home_is_alike_in_all_the_columns_together_and_a_blank_address_is_none() -> None:
    people = [{"id": f"i{n}", "role": "x", "street": street, "code": code} for n, (street, code) in enumerate(HOMES)]
    pool = lottery.read(people, [quota(value="x")], 4, household=["street", "code"])
    homes = [{pool.type_of.index(kind) for kind in home} for home in pool.households]
    assert sorted(map(sorted, homes)) == [[0, 1], [3, 4], [8, 9]]
    assert any(words.startswith("4 people count as sharing a home") and "blank" in words for words in pool.warnings)
    said = lottery.run(people, [quota(value="x", low=4)], 4, household=["street", "code"], panels=40)
    assert all(not {"i0", "i1"} <= set(panel) for panel in said["panels"])
    assert any({"i5", "i6"} <= set(panel) for panel in said["panels"])
    assert verify.complaints(json.loads(json.dumps(said)), people, [quota(value="x", low=4)]) == []
    people[2]["code"] = "AB1"  # now i2 lives with i0 and i1
    together = next(n for n, panel in enumerate(said["panels"]) if {"i0", "i2"} <= set(panel) or {"i1", "i2"} <= set(panel))
    assert f"Panel {together}: " in " ".join(verify.complaints(said, people, [quota(value="x", low=4)]))


def test_whoever_must_or_must_not_be_chosen_stands_in_the_record_with_the_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = run(capsys, *files(tmp_path), "--number", "6", "--must-include", "i1=Chairs the group", "--must-exclude", "i2")
    assert said["must_include"] == {"i1": "Chairs the group"} and said["must_exclude"] == {"i2": ""}
    assert said["probabilities"]["i1"] == pytest.approx(1) and said["probabilities"]["i2"] == 0
    assert "No reason is given why i2 must or must not be chosen." in said["warnings"]
    assert "i2" in said["shut_out"] and said["min_probability"] > 0


def test_several_assemblies_are_one_draw_that_the_verifier_checks_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = [{**row, "assembly": ""} for row in QUOTAS[:1]] + [{**QUOTAS[1], "assembly": name} for name in ("Wales", "Scotland")]
    own[2]["max"] = "2"
    asked = [*files(tmp_path, BOTH, own), "--number", "Wales=6,Scotland=5", "--each", "assembly", "--panels", "20"]
    said = run(capsys, *asked, "--must-include", "si0=Asked by all", "--out", str(tmp_path / "record.json"))
    assert {name: len(one["panel"]) for name, one in said["assemblies"].items()} == {"Wales": 6, "Scotland": 5}
    assert said["assemblies"]["Scotland"]["probabilities"]["si0"] == pytest.approx(1)
    assert not set(said["assemblies"]["Wales"]["panel"]) & set(said["assemblies"]["Scotland"]["panel"])
    assert verify.main([str(tmp_path / "record.json"), *asked[:4]]) == 0
    assert "all fit" in capsys.readouterr().out
    said["assemblies"]["Wales"]["panel"] = said["assemblies"]["Wales"]["panels"][(said["assemblies"]["Wales"]["drawn"] + 1) % 20][::-1]
    assert any(words.startswith("Wales: ") for words in verify.complaints(said, BOTH, own))
    assert main([*asked]) == 0 and "Scotland\n5 of 12 people are chosen" in capsys.readouterr().out


def test_an_assembly_that_cannot_be_drawn_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(lottery.command.MethodError) as caught:
        main([*files(tmp_path, BOTH), "--number", "Wales=6,Scotland=5,England=3", "--each", "assembly"])
    assert caught.value.code == "number" and "England" in caught.value.message
    with pytest.raises(lottery.command.MethodError) as caught:
        main([*files(tmp_path, BOTH), "--number", "Wales=6,Scotland=13", "--each", "assembly"])
    assert caught.value.code == "number" and caught.value.values["assembly"] == "Scotland"


def test_empty_seats_are_drawn_again_and_each_alternates_chance_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = run(capsys, *files(tmp_path), "--number", "6", "--out", str(tmp_path / "record.json"))["panel"]
    gone = [i for i in before if int(i[1:]) % 3 == 0][:1]
    asked = [*files(tmp_path), "--number", "6", "--record", str(tmp_path / "record.json"), "--gone", *gone]
    said = run(capsys, *asked)
    assert set(before) - set(gone) <= set(said["panel"]) and len(said["panel"]) == 6 and len(said["in"]) == 1
    assert sum(said["chances"].values()) == pytest.approx(1) and said["in"][0] in said["chances"]
    assert not {*gone, *before} & said["chances"].keys()
    assert main(asked) == 0 and "Who could have come in: " in capsys.readouterr().out
