"""Bad input is answered in words; a draw can be checked by anyone; drop-outs are replaced; tables are mixed."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from careloom_methods import lottery
from careloom_methods.errors import MethodError
from careloom_methods.lottery import verify
from careloom_methods.lottery.command import main
from tests.rules.tree import METHODS

PEOPLE = [{"id": f"i{n}", "role": "carer" if n % 3 else "worker"} for n in range(12)]
QUOTAS = [
    {"feature": "role", "value": "carer", "min": "3", "max": "4"},
    {"feature": "role", "value": "worker", "min": "2", "max": "3"},
]


def refused(people: Any = PEOPLE, quotas: Any = QUOTAS, number: int = 6, **more: Any) -> MethodError:
    with pytest.raises(MethodError) as caught:
        lottery.run(people, quotas, number, **more)
    assert caught.value.values["suggestion"]
    return caught.value


def quota(feature: str = "role", value: str = "carer", low: object = 1, high: object = 6) -> dict[str, str]:
    return {"feature": feature, "value": value, "min": str(low), "max": str(high)}


def test_quotas_that_clash_are_named_in_words_with_the_least_change() -> None:
    few = [{"id": f"i{n}", "role": "carer" if n < 2 else "worker"} for n in range(12)]
    error = refused(few, [quota(low=4)], 6)
    assert "you ask for at least 4 with 'carer' for 'role'; 2 applied" in error.message
    assert error.values["least_change"]["seats"] == 2
    assert error.values["least_change"]["changes"] == [{"feature": "role", "value": "carer", "min": 4, "to": 2}]


def test_the_flexible_bounds_are_used_before_any_other_change() -> None:
    people = [{"id": f"i{n}", "a": "x" if n < 2 else "y", "b": "p" if n < 6 else "q"} for n in range(12)]
    quotas = [{**quota("a", "x", 3, 6), "min_flex": "1"}, quota("a", "y", 0, 12)]
    assert refused(people, quotas, 6).values["least_change"]["changes"][0]["value"] == "x"


def write(folder: Path, name: str, rows: list[dict[str, str]], mark: str = ",") -> str:
    text = "\n".join([mark.join(rows[0]), *(mark.join(row.values()) for row in rows)])
    (folder / name).write_text(text, encoding="utf-8-sig")
    return str(folder / name)


def test_the_command_keeps_its_contract_and_the_verifier_agrees(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people, quotas = write(tmp_path, "people.csv", PEOPLE), write(tmp_path, "quotas.csv", QUOTAS, ";")
    arguments = [
        "--people",
        people,
        "--quotas",
        quotas,
        "--number",
        "6",
        "--seed",
        "2026-11-25 rain",
        "--panels",
        "30",
        "--json",
    ]
    assert main(arguments) == 0
    text = capsys.readouterr().out
    said = json.loads(text)
    assert {
        "status",
        "rule",
        "number",
        "min_probability",
        "max_probability",
        "gap",
        "probabilities",
        "panel",
        "panels",
        "record",
    } <= said.keys()
    assert main(arguments) == 0 and capsys.readouterr().out == text
    (tmp_path / "record.json").write_text(text)
    checked = subprocess.run(
        [
            sys.executable,
            "-I",
            METHODS / "lottery/verify.py",
            tmp_path / "record.json",
            "--people",
            people,
            "--quotas",
            quotas,
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0 and "as published" in checked.stdout, checked.stdout + checked.stderr


def test_a_draw_without_a_list_of_panels_is_not_said_to_be_checked_in_full(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people, quotas = write(tmp_path, "people.csv", PEOPLE), write(tmp_path, "quotas.csv", QUOTAS)
    record = tmp_path / "record.json"
    record.write_text(json.dumps(lottery.run(PEOPLE, QUOTAS, 6)))
    assert verify.main([str(record), "--people", people, "--quotas", quotas]) == 0
    assert "could not be checked" in capsys.readouterr().out


@pytest.mark.parametrize(("record", "code"), [("nothing.json", "no_file"), ("people.csv", "not_a_record"),
                                              ("other.json", "not_a_record"), ("list.json", "not_a_record")])  # fmt: skip
def test_the_verifier_says_in_words_what_it_cannot_check(
    tmp_path: Path, record: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, "people.csv", PEOPLE)
    (tmp_path / "other.json").write_text('{"panel": 3}')
    (tmp_path / "list.json").write_text("[1]")
    assert main(["verify", str(tmp_path / record)]) == 2
    assert json.loads(capsys.readouterr().err)["error"]["code"] == code


def test_the_verifier_finds_that_a_place_which_was_fixed_was_not_kept() -> None:
    in_, out = PEOPLE[0]["id"], PEOPLE[1]["id"]
    said = lottery.run(PEOPLE, QUOTAS, 6, panels=30, include={in_: "x"}, exclude={out: "y"})
    assert verify.complaints(said, PEOPLE, QUOTAS) == []
    swapped = said | {"must_include": {out: "x"}, "must_exclude": {in_: "y"}}
    assert len([words for words in verify.complaints(swapped) if "must be" in words]) == 60
    assert len(verify.complaints(said | {"fixed": [{"id": in_, "include": False}], "must_include": {}})) == 30


@pytest.mark.parametrize("change", ["panel", "panels", "seed", "people", "quota"])
def test_the_verifier_finds_a_draw_that_was_tampered_with(change: str) -> None:
    people, quotas = [dict(row) for row in PEOPLE], [dict(row) for row in QUOTAS]
    said = json.loads(json.dumps(lottery.run(people, quotas, 6, panels=30, seed="s")))
    assert verify.complaints(said, people, quotas) == []
    if change == "panel":
        said["panel"] = said["panels"][(said["drawn"] + 1) % 30][::-1]
    elif change == "panels":
        said["panels"][3] = [*said["panels"][3][:-1], said["panels"][3][0]]
    elif change == "seed":
        said["record"]["seed"] = "a later thought"
    elif change == "people":
        people[0]["role"] = "carer"
    else:
        quotas[0]["max"] = "3"
    assert verify.complaints(said, people, quotas)


def test_a_record_alone_shows_where_the_seed_leads_but_not_whether_quotas_hold() -> None:
    said = json.loads(json.dumps(lottery.run(PEOPLE, QUOTAS, 6, panels=30, seed="s")))
    assert verify.complaints(said) == []
    said["panel"] = next(panel for panel in said["panels"] if panel != said["panel"])
    assert "The seed leads to panel" in " ".join(verify.complaints(said))


def test_columns_of_the_fields_other_tool_are_understood() -> None:
    other = [{"category": q["feature"], "name": q["value"], "min": q["min"], "max": q["max"]} for q in QUOTAS]
    assert lottery.run(PEOPLE, other, 6)["panel"] == lottery.run(PEOPLE, QUOTAS, 6)["panel"]


def test_whoever_drops_out_is_replaced_and_quotas_still_hold() -> None:
    pool = lottery.read(PEOPLE, QUOTAS, 6)
    panel = lottery.draw(lottery.fair_lottery(pool), seed="1")
    gone = [i for i in panel if PEOPLE[int(i[1:])]["role"] == "worker"][:1]
    again = lottery.replace_people(pool, panel=panel, gone=gone, seed="1")
    assert len(again.panel) == 6 and set(panel) - set(gone) <= set(again.panel) and not set(gone) & set(again.panel)
    workers = sum(PEOPLE[int(i[1:])]["role"] == "worker" for i in again.panel)
    assert 2 <= workers <= 3 and again.chosen[0] in again.chances and 0 < again.chances[again.chosen[0]] <= 1


def test_replacement_that_cannot_work_says_why() -> None:
    pool = lottery.read(PEOPLE, QUOTAS, 6)
    workers = [row["id"] for row in PEOPLE if row["role"] == "worker"]
    with pytest.raises(MethodError) as caught:
        lottery.replace_people(pool, panel=[*workers[:2], "i1", "i2", "i4", "i5"], gone=workers[:3], seed="1")
    assert caught.value.code == "infeasible"


def test_alternates_come_from_those_who_drop_out_most() -> None:
    pool = lottery.read(PEOPLE, [quota(low=4, high=4), quota(value="worker", low=2, high=2)], 6)
    found = lottery.fair_lottery(pool)
    panel = lottery.draw(found, seed="1")
    rates = {("role", "worker"): 0.9, ("role", "carer"): 0.0}
    reserve = lottery.alternates(found, panel=panel, number=2, rates=rates, seed="1", usual=0.0)
    assert all(PEOPLE[int(i[1:])]["role"] == "worker" for i in reserve) and not set(reserve) & set(panel)


def test_tables_mix_roles_and_nearly_everyone_meets() -> None:
    people = [(f"p{n}", "abcdef"[n % 6]) for n in range(30)]
    plan = lottery.seat(people, tables=5, rounds=4, seed="1")
    assert plan.met >= 0.98 * plan.bound
    roles = dict(people)
    for tables in plan.rounds:
        assert sorted(i for table in tables for i in table) == sorted(roles)
        assert all({roles[i] for i in table} == set("abcdef") for table in tables)


def test_no_seating_beats_the_bound_on_a_case_that_can_be_seen() -> None:
    assert lottery.most_pairs(4, 2, 3) == 6  # four people, two tables, three rounds: everyone can meet everyone
    assert lottery.seat([(x, "r") for x in "abcd"], tables=2, rounds=3, seed="1").met == 6


def test_fair_numbers_are_fair_and_the_same_everywhere() -> None:
    dice = lottery.Dice("careloom")
    assert [dice.below(6) for _ in range(8)] == [lottery.Dice("careloom").below(6), *[dice_at(n) for n in range(1, 8)]]
    counts = [0] * 5
    many = lottery.Dice("many")
    for _ in range(5000):
        counts[many.below(5)] += 1
    assert all(900 < n < 1100 for n in counts)


def dice_at(position: int) -> int:
    dice = lottery.Dice("careloom")
    dice.counter = position
    return dice.below(6)
