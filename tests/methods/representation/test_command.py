"""`./careloom represent`: files in, one JSON object out, errors with codes."""

import json
from pathlib import Path
from typing import Any

import pytest

from careloom_methods import __main__ as commands

ANSWERS = "role,nation,q\n" + "carer,wales,yes\n" * 31 + "provider,wales,no\n" * 4 + "carer,england,yes\n" * 58
CROSSED = "role,nation,target,source\ncarer,wales,60,made up\ncarer,england,60,made up\nprovider,scotland,30,made up\n"


def run(tmp_path: Path, capsys: Any, answers: str, targets: str, *more: str) -> tuple[int, dict[str, Any]]:
    (tmp_path / "a.csv").write_text(answers)
    (tmp_path / "t.csv").write_text(targets)
    code = commands.main(["represent", "--answers", str(tmp_path / "a.csv"), "--targets", str(tmp_path / "t.csv"),
                          "--json", *more])  # fmt: skip
    said = capsys.readouterr()
    return code, json.loads(said.out or said.err)


def test_crossed_targets_say_who_is_missing_and_which_tables_may_be_published(tmp_path: Path, capsys: Any) -> None:
    code, said = run(tmp_path, capsys, ANSWERS, CROSSED, "--by", "q,nation")
    assert code == 0 and said["missing"] == [{"role": "provider", "nation": "scotland"}]
    assert said["gaps"][0]["short"] == 30 and said["gaps"][1]["group"] == {"role": "carer", "nation": "wales"}
    assert {"effective_n", "max", "label"} <= said["weights_summary"].keys()
    shown = {tuple(c["key"]): c["value"] for c in said["tables"][0]["cells"]}
    assert shown["carer", "wales"] == 30 and shown["provider", "wales"] is None
    assert said["tables"][1]["dims"] == ["q", "nation"]


def test_targets_by_field_are_margins(tmp_path: Path, capsys: Any) -> None:
    targets = "field,category,share\nrole,carer,50\nrole,provider,50\nnation,wales,10%\nnation,england,90%\n"
    code, said = run(tmp_path, capsys, ANSWERS, targets)
    assert code == 0 and {tuple(t["dims"]) for t in said["tables"]} == {("role",), ("nation",)}


@pytest.mark.parametrize(("answers", "targets", "code"), [
    ("role\n", CROSSED, "no_answers"), ("role,q\ncarer,1\n", CROSSED, "no_column"),
    (ANSWERS, "role,target\n", "no_targets"), (ANSWERS, "role,target\ncarer,many\n", "bad_target"),
    (ANSWERS, "role,target\ncarer,1\ncarer,2\n", "target_twice"), (ANSWERS, "role\ncarer\n", "no_column"),
    ("role,role\na,b\n", CROSSED, "column_names"), ("role,nation\ncarer\n", CROSSED, "row_length")])  # fmt: skip
def test_bad_files_are_refused_with_a_code(tmp_path: Path, capsys: Any, answers: str, targets: str, code: str) -> None:
    status, said = run(tmp_path, capsys, answers, targets)
    assert (status, said["error"]["code"]) == (2, code)


def test_a_file_that_is_not_there_is_said(tmp_path: Path, capsys: Any) -> None:
    gone = str(tmp_path / "x.csv")
    assert commands.main(["represent", "--answers", gone, "--targets", gone, "--json"]) == 2
    assert json.loads(capsys.readouterr().err)["error"]["code"] == "no_file"
