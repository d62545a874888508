"""`./careloom themes`: the keys people script against, and what bad input gets."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from careloom_methods.__main__ import main


def table(path: Path, *rows: dict[str, str]) -> str:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return str(path)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    return {
        "texts": table(tmp_path / "texts.csv", {"id": "1", "text": "Not enough time, always rushed"},
                       {"id": "2", "text": "Mae angen mwy o amser arna i"}, {"id": "3", "text": "😀"}),
        "codebook": table(tmp_path / "book.csv", {"id": "time", "name": "Enough time", "definition": "not rushed"},
                          {"id": "home", "name": "My own home", "definition": ""}),
        "coded": table(tmp_path / "coded.csv", {"id": "1", "themes": "time"}),
    }  # fmt: skip


def run(capsys: Any, *argv: str) -> tuple[int, Any, Any]:
    code = main(["themes", *argv])
    out = capsys.readouterr()
    return code, json.loads(out.out) if out.out.startswith("{") else out.out, json.loads(out.err) if out.err else None


def test_suggest_prints_the_contract(files: dict[str, str], capsys: Any) -> None:
    code, found, _ = run(
        capsys,
        "suggest",
        "--texts",
        files["texts"],
        "--codebook",
        files["codebook"],
        "--coded",
        files["coded"],
        "--json",
    )
    assert code == 0 and [t["id"] for t in found["texts"]] == ["1", "2", "3"]
    assert [t["language"] for t in found["texts"]] == ["en", "cy", "und"]
    first = found["texts"][0]["suggestions"][0]
    assert {"theme", "score", "because"} <= set(first) and first["theme"] == "time"
    assert found["texts"][2]["suggestions"] == [] and found["texts"][2]["state"] == "signs"


def test_suggest_without_json_is_a_table(files: dict[str, str], capsys: Any) -> None:
    code, found, _ = run(capsys, "suggest", "--texts", files["texts"], "--codebook", files["codebook"])
    assert code == 0 and found.splitlines()[0].startswith("1\ten\ttime ")


def test_agree_prints_alpha_for_each_theme(tmp_path: Path, capsys: Any) -> None:
    codings = table(tmp_path / "c.csv", *({"coder": c, "text": t, "themes": s} for c, t, s in [
        ("a", "1", "time|home"), ("b", "1", "time"), ("a", "2", ""), ("b", "2", ""), ("a", "3", "home")]))  # fmt: skip
    code, found, _ = run(capsys, "agree", "--codings", codings, "--json")
    assert code == 0 and found["themes"]["time"]["alpha"] == 1 and found["themes"]["home"]["single"] == 1


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [("texts", b"id,words\n1,x\n", "column_missing"), ("texts", b"\xff\xfe\x00", "not_text"), ("codebook", b"id,name\n", "no_themes"),
     ("codebook", b"id,name\ntime,A\ntime,B\n", "themes_twice"), ("coded", b"id,themes\n1,other\n", "unknown_theme"), ("texts", None, "no_file"),
     ("texts", b"", "column_missing")],
)  # fmt: skip
def test_bad_input_exits_2_with_a_code(
    name: str, content: bytes | None, expected: str, files: dict[str, str], tmp_path: Path, capsys: Any
) -> None:
    bad = tmp_path / "bad.csv"
    if content is not None:
        bad.write_bytes(content)
    files[name] = str(bad)
    code, _, error = run(
        capsys, "suggest", *(part for key, path in files.items() for part in (f"--{key}", path)), "--json"
    )
    assert code == 2 and error["error"]["code"] == expected


def test_a_wrong_option_exits_2(capsys: Any) -> None:
    code, _, error = run(capsys, "suggest", "--nonsense")
    assert code == 2 and error["error"]["code"] == "usage"
