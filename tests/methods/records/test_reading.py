"""Nothing that a file holds is lost in silence: it is taken, refused with its line, or asked about."""

import json
from typing import Any

import pytest

from careloom_methods import records
from careloom_methods.errors import MethodError
from careloom_methods.records import command
from tests.methods.records.cases import CASES, Case
from tests.rules import tree

GIVEN = tree.ROOT.parent / "shared" / "data" / "evidence" / "imports"


def title_of(record: Any) -> str:
    return str(record["title"]) if isinstance(record, dict) else record.title


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_a_file_that_goes_wrong_elsewhere(case: Case) -> None:
    got = records.read(case.data)
    assert got.format == case.format
    assert [title_of(r) for r in got.records] == case.titles
    assert [r["line"] for r in got.refused] == case.refused, got.refused
    assert [q["code"] for q in got.questions] == case.asked, got.questions


def test_the_given_files_come_out_as_expected() -> None:
    if not GIVEN.exists():
        pytest.skip("../shared/data is not here")
    for name, expected in json.loads((GIVEN / "expected.json").read_text()).items():
        got = records.read((GIVEN / name).read_bytes())
        assert (len(got.records), got.refused, got.questions) == (expected["records"], [], []), name
        assert [r.title for r in got.records] == expected.get("titles", [r.title for r in got.records])
        for field in expected.keys() - {"records", "titles"}:
            assert getattr(got.records[0], field) == expected[field], (name, field)


def test_structured_abstracts_keep_their_labels() -> None:
    case = next(c for c in CASES if c.name == "PubMed XML")
    record = records.read(case.data).records[0]
    assert record.abstract == "BACKGROUND: Carers are tired. RESULTS: They rested, p < 0.05."
    assert record.authors == ["Evans, Non", "Lived Voices"] and record.doi == ["10.5555/a.1"]


def test_tags_that_nobody_knows_are_kept() -> None:
    record = records.read(
        b"TY  - JOUR\nTI  - One\nX9  - own mark\nDO  - not a doi\nPY  - 2020/05/01\nER  - \n"
    ).records[0]
    assert record.year == 2020
    assert record.extra == {"unknown X9": ["own mark"], "doi": ["not a doi"], "year": ["2020/05/01"]}


def test_our_nbib_reader_agrees_with_the_package_on_a_clean_file() -> None:
    import nbib

    text = "PMID- 7\nTI  - One\nFAU - Evans, Non\nAU  - Evans N\nAB  - Said\nDP  - 2021\nJT  - J Care\nVI  - 4\nIP  - 2\nPG  - 1-9\n"
    theirs, ours = nbib.read(text)[0], records.read(text.encode()).records[0]
    assert ours.title == theirs["title"] and ours.abstract == theirs["abstract"] and ours.journal == theirs["journal"]
    assert ours.authors == [a["author"] for a in theirs["authors"]] and ours.pmid == str(theirs["pubmed_id"])


def test_columns_can_be_named_by_a_person() -> None:
    got = records.read(b"Name,What\nEvans,One\n", columns={"title": "What", "authors": "Name"})
    assert (got.records[0].title, got.records[0].authors) == ("One", ["Evans"])


@pytest.mark.parametrize(("data", "code"), [
    (b"", "empty"), (b"just words", "unknown_format"), (b"\x00\x01\x02\x03\x00\x00", "binary"),
    (b'<!DOCTYPE x [<!ENTITY a "b">]><PubmedArticleSet><PubmedArticle>&a;</PubmedArticle></PubmedArticleSet>', "unsafe_xml"),
    (b'{"a": 1}', "unknown_json"), (b"PK\x03\x04nonsense", "xlsx"), (b"\xff\xfeT\x00Y", "encoding"),
])  # fmt: skip
def test_a_file_that_cannot_be_read_says_why(data: bytes, code: str) -> None:
    with pytest.raises(MethodError) as wrong:
        records.read(data)
    assert wrong.value.code == code


def test_the_command_prints_what_came_of_each_file(tmp_path: Any, capsys: Any) -> None:
    one, two = tmp_path / "one.ris", tmp_path / "two.csv"
    one.write_bytes(CASES[0].data)
    two.write_text("title,year\nThree,2020\n")
    assert command.main([str(one), str(two), "--json", "--out", str(tmp_path / "all.bib"), "--format", "bibtex"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert [(f["file"], f["format"], len(f["records"])) for f in said["files"]] == [
        ("one.ris", "ris", 2),
        ("two.csv", "csv", 1),
    ]
    assert [r.title for r in records.read_file(tmp_path / "all.bib").records] == ["One", "Two", "Three"]
    assert command.main([str(one), "--json"]) == 0
    assert {"format", "encoding", "records", "refused", "questions"} <= json.loads(capsys.readouterr().out).keys()



def test_a_file_that_cannot_be_read_does_not_hide_what_the_others_hold(tmp_path: Any, capsys: Any) -> None:
    good, bad = tmp_path / "good.ris", tmp_path / "bad.ris"
    good.write_text("TY  - JOUR\nTI  - Short breaks\nER  - \n")
    bad.write_bytes(b"")
    with pytest.raises(MethodError, match="empty"):
        command.main([str(good), str(bad), "--json"])
    said = json.loads(capsys.readouterr().out)["files"]
    assert said[0]["records"][0]["title"] == "Short breaks" and said[1]["error"]["code"] == "empty"
    with pytest.raises(MethodError, match="FIELD=COLUMN"):
        command.main([str(good), "--column", "title"])