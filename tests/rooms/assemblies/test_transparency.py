"""The lottery's record: every heading, real counts, and an example that the lottery itself works out."""

from typing import Any

import pytest
from django.test import Client

from careloom.assemblies import example, queries
from tests.rooms.assemblies import stage

PATH = "/assemblies/lottery/"


@pytest.fixture
def anybody(db: Any, equality_key: Any) -> Client:
    return Client(headers={"host": "localhost"})


def test_the_page_stands_under_the_headings_of_the_standard(anybody: Client) -> None:
    page = anybody.get(PATH).content.decode()
    for heading in ("Who is responsible", "What it is for", "How a decision is made", "How it works", "Risks"):
        assert heading in page
    assert "So far here: 0 runs, 0 confirmed, 0 people answered." in page


def test_counts_are_real(anybody: Client) -> None:
    draw = stage.confirmed(stage.call(stage.wales()))
    page = anybody.get(PATH).content.decode()
    assert "So far here: 1 runs, 1 confirmed, 24 people answered." in page and f"{draw.public_id}.json" in page
    assert queries.draws_so_far()["runs"] == 1


def test_the_example_is_worked_out_by_the_lottery_and_repeats() -> None:
    first, again = (example.work_out(example.Example()) for _ in range(2))
    assert first == again and len(first["panel"]) == 12 and first["country"] >= 2
    assert {row["role"]: row["drawn"] for row in first["chances"]}.keys() == {"carer", "researcher"}
    other = example.work_out(example.Example(seed="another"))
    assert other["panel"] != first["panel"] and other["number"] == 12
    on = sum((row["low"] + row["high"]) / 2 * row["people"] for row in first["chances"])
    assert abs(on - 12 * first["panels"]) <= 12  # chances add up to the seats


@pytest.mark.parametrize("edition", ["standard", "easy"])
@pytest.mark.parametrize("language", ["", "/cy"])
def test_anybody_changes_the_numbers(anybody: Client, edition: str, language: str) -> None:
    anybody.cookies["edition"] = edition
    numbers = {"carers": "4", "carers_country": "0", "carer_seats": "2", "researchers": "2", "researchers_country": "1",
               "researcher_seats": "1", "country_seats": "1", "seed": "x"}  # fmt: skip
    page = anybody.get(f"{language}{PATH}", numbers)
    assert page.status_code == 200 and ("R1" in page.content.decode() or edition == "easy")
    impossible = anybody.get(f"{language}{PATH}", numbers | {"country_seats": "3"}).content.decode()
    assert ("These cannot hold together" in impossible) == (language == "")
    wrong = anybody.get(f"{language}{PATH}", numbers | {"carers": "900"})
    assert wrong.status_code == 422 and 'value="900"' in wrong.content.decode()
    assert anybody.get(f"{language}{PATH}", numbers | {"carers_country": "9"}).status_code == 422
