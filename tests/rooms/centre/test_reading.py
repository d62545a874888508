"""A table made elsewhere: what is wrong is named by file and line, and nothing is guessed."""

import pytest

from careloom.centre.reading import ReadingError, partial_date, read_rows

GOOD = "id,name\n1,Ada\n2,Tom\n"


def read(raw: bytes) -> list[dict[str, str]]:
    return [row.cells for row in read_rows(raw, file="t.csv", columns=["id", "name"], key="id")]


@pytest.mark.parametrize(
    "raw",
    [GOOD.encode(), b"\xef\xbb\xbf" + GOOD.encode(), GOOD.encode("utf-16"), GOOD.replace(",", ";").encode(),
     GOOD.replace(",", "\t").encode(), GOOD.replace("\n", "\r\n").encode(), GOOD.encode() + b",\n\n",
     b"name,id\nAda,1\nTom,2\n"],
)  # fmt: skip
def test_good_tables_are_read_alike(raw: bytes) -> None:
    assert read(raw) == [{"id": "1", "name": "Ada"}, {"id": "2", "name": "Tom"}]


@pytest.mark.parametrize(
    ("raw", "code", "line"),
    [
        ("id,name\n1,Ŵyn".encode("latin-1", "replace") + b"\xe9\n", "encoding", 2),
        (b"id,name\n1,a\x00b\n", "nul", 2),
        (b"id\n1\n", "columns", 1),
        (b"id,name,more\n1,a,b\n", "columns", 1),
        (b"id,id\n1,a\n", "columns", 1),
        (b"id,name\n1\n", "cells", 2),
        (b"id,name\n1,=HYPERLINK(1)\n", "formula", 2),
        (b"id,name\n1,@x\n", "formula", 2),
        (b"id,name\n1,a\n1,b\n", "duplicate", 3),
        (b"id,name\n1," + b"a" * 20_001 + b"\n", "long_cell", 2),
        (b'id,name\n1,"a\n', "csv", 2),
        (b"", "columns", 1),
    ],
)
def test_bad_tables_say_what_and_where(raw: bytes, code: str, line: int) -> None:
    with pytest.raises(ReadingError) as caught:
        read(raw)
    assert (caught.value.code, caught.value.line) == (code, line)
    assert "t.csv" in str(caught.value)


def test_a_file_over_the_limit_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("careloom.centre.reading.LIMIT", 10)
    with pytest.raises(ReadingError) as caught:
        read(GOOD.encode())
    assert caught.value.code == "too_large"


@pytest.mark.parametrize("text", ["2022", "2022-06", "2022-06-30", ""])
def test_partial_dates_stay_as_written(text: str) -> None:
    assert partial_date(text, file="t.csv", line=2) == text


@pytest.mark.parametrize("text", ["2022-13", "2022-02-31", "soon", "31/02/2022"])
def test_dates_that_do_not_exist_are_named(text: str) -> None:
    with pytest.raises(ReadingError) as caught:
        partial_date(text, file="t.csv", line=7)
    assert (caught.value.code, caught.value.line, caught.value.found) == ("date", 7, text)


