"""Open data: dated releases that can be cited, files that programs and people can read, and nothing private."""

import csv
import io
import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from careloom.centre.models import Topic
from careloom.showing import services
from careloom.showing.models import OpenFile, OpenRelease
from careloom.showing.queries import open_data as queries
from careloom.thread.models import Entry
from careloom.thread.publishing import Column, OpenTable, open_tables
from tests import csvw, make


def get(address: str, **also: Any) -> Any:
    return Client(headers={"host": "localhost"}).get(address, **also)


def text_of(answer: Any) -> str:
    return b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()


def topic(number: int, name: str = "") -> Topic:
    return Topic.objects.create(slug=f"t{number}", name=name or f"Topic {number}", process="Survey", year="2026", level="topic")


def only(monkeypatch: pytest.MonkeyPatch, **tables: Any) -> None:
    """The centre has these tables and no others."""
    found = {name: OpenTable(name, name, name, (Column("id", "id"), Column("says", "says")), rows, named=True, **more)
             for name, (rows, more) in tables.items()}  # fmt: skip
    for module in ("services.opening", "queries.open_data"):
        monkeypatch.setattr(f"careloom.showing.{module}.open_tables", lambda: found)


@pytest.mark.django_db
def test_a_release_is_made_only_when_something_changed_and_old_ones_stay() -> None:
    topic(1)
    first = services.publish_open_data(by="system")
    assert first and services.publish_open_data(by="system") is None
    topic(2)
    second = services.publish_open_data(by="system")
    assert second and (second.number, first.number) == (2, 1)
    assert [len(json.loads(text_of(get(f"/open-data/{n}/topics.json")))["rows"]) for n in (1, 2)] == [1, 2]
    # What did not change is kept once.
    assert OpenFile.objects.filter(table="places").count() == 1 and OpenFile.objects.filter(table="topics").count() == 2
    entry = Entry.objects.get(public_id=second.entry_id)
    assert entry.values["digest"] == second.digest and entry.event == "open_data.published"


@pytest.mark.django_db
def test_csv_json_and_description_say_the_same(settings: Any) -> None:
    topic(1, "=1+1, said “Ann”")
    services.publish_open_data(by="system")
    answer = get("/open-data/1/topics.csv")
    assert answer["Access-Control-Allow-Origin"] == "*" and "csv-metadata.json" in answer["Link"]
    raw = text_of(answer)
    assert raw.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(raw.removeprefix("\ufeff"))))
    whole = json.loads(text_of(get("/open-data/1/topics.json")))
    described = json.loads(text_of(get("/open-data/1/topics.csv-metadata.json")))
    assert rows[0] == [c["name"] for c in described["tableSchema"]["columns"]] == [c["name"] for c in whole["columns"]]
    assert rows[1][1] == "'=1+1, said “Ann”" and whole["rows"][0]["name"] == "=1+1, said “Ann”"
    assert described["@context"][0] == "http://www.w3.org/ns/csvw" and described["url"] == "topics.csv"
    assert described["dc:license"]["@id"] == whole["licence"] == settings.DATA_LICENCE.split("|")[1]
    together = json.loads(text_of(get("/open-data/1/csv-metadata.json")))
    for table in together["tables"]:
        assert csvw.faults(table | {"@context": together["@context"]}, text_of(get(f"/open-data/1/{table['url']}"))) == []
    assert {t["url"] for t in together["tables"]} == {f"{name}.csv" for name in open_tables()}


@pytest.mark.django_db
def test_the_short_address_leads_to_the_newest_release_and_what_is_not_there_is_not_found() -> None:
    assert get("/open-data/topics.csv").status_code == 404
    assert "Nothing is published yet" in text_of(get("/open-data/"))
    services.publish_open_data(by="system")
    assert get("/open-data/topics.csv")["Location"] == "/open-data/1/topics.csv"
    for wrong in ("2/topics.csv", "1/people.csv", "1/topics.xlsx", "2/", "1/topics.csv.csv"):
        assert get(f"/open-data/{wrong}").status_code == 404, wrong


@pytest.mark.django_db
def test_what_is_taken_back_leaves_every_release_at_once_and_for_good(monkeypatch: pytest.MonkeyPatch) -> None:
    gone: set[str] = set()
    rows = [{"id": str(n), "says": "x"} for n in range(1200)]
    only(monkeypatch, said=(lambda: rows, {"taken_back": lambda: gone}))
    release = services.publish_open_data(by="system")
    assert release
    of = queries.one(release, "said")
    assert of and of.file.rows == 1200 and queries.page(of, start=1100, most=3)[0][0]["id"] == "1100"
    gone.add("7")
    assert "7" not in {row["id"] for row in queries.rows(of)}  # before the night
    services.publish_open_data(by="system")
    of = queries.one(release, "said")
    assert of and of.file.removed == 1
    gone.clear()  # it is not only hidden
    assert "7" not in {row["id"] for row in queries.rows(of)}
    assert queries.page(of, start=499, most=1) == ([{"id": "500", "says": "x"}], 1199)


@pytest.mark.django_db
def test_a_column_that_is_not_declared_stops_the_whole_release(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, said=(lambda: [{"id": "1", "says": "x", "email": "ann@example.org"}], {}))
    with pytest.raises(services.NotDeclared, match="said: email"):
        services.publish_open_data(by="system")
    assert not OpenRelease.objects.exists()


@pytest.mark.django_db
def test_the_page_asks_the_database_the_same_few_times_however_much_there_is() -> None:
    def queries_of(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            text_of(get(address))
        return len(asked)

    topic(0)
    services.publish_open_data(by="system")
    page, file = queries_of("/open-data/"), queries_of("/open-data/1/topics.csv")
    for n in range(1, 60):
        topic(n)
    services.publish_open_data(by="system")
    assert queries_of("/open-data/") == page <= 8
    assert queries_of("/open-data/2/topics.csv") == file <= 8


@pytest.mark.django_db
def test_staff_publish_when_they_want(settings: Any) -> None:
    settings.DEMO = True  # no second factor on the loopback
    client = Client(headers={"host": "localhost"})
    client.force_login(make.rosa())
    assert "Release 1 is published" in client.post("/desk/open-data/", follow=True).content.decode()
    assert "Nothing changed" in client.post("/desk/open-data/", follow=True).content.decode()
    assert queries.release(1) and OpenRelease.objects.get().by.startswith("person_")
