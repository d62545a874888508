"""The real register as the demo centre holds it: every row is there, and what is not known is said."""

import csv

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from careloom.calls.models import CallFact
from careloom.centre.models import Figure, Place, Rule, Topic
from careloom.involvement.models import PaymentRate, PaymentRule
from careloom.projects.models import Project
from careloom.site.demo import REGISTER
from careloom.site.register import import_folder
from careloom.thread.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_of_module")]


def rows(name: str) -> list[dict[str, str]]:
    with (REGISTER / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_row_of_every_file_is_in_the_centre() -> None:
    counts = {"projects.csv": Project, "priorities.csv": Topic, "people.csv": Figure, "rules.csv": Rule,
              "payment-rates.csv": PaymentRate, "payment-rules.csv": PaymentRule, "eoi.csv": CallFact}  # fmt: skip
    assert {name: model.objects.count() for name, model in counts.items()} == {n: len(rows(n)) for n in counts}


def test_the_same_files_twice_change_nothing() -> None:
    before = Entry.objects.count()
    assert all(set(r.counts) - {"unchanged"} and r.counts["unchanged"] == sum(r.counts.values())
               for r in import_folder(REGISTER, by="system"))  # fmt: skip
    assert Entry.objects.count() == before


def test_what_is_not_known_is_said_and_the_row_is_kept() -> None:
    for row in rows("projects.csv"):
        unknown = Project.objects.get(register_id=row["project_id"]).unknown
        assert ("model" in unknown) == (row["model"] == "")
        assert ("host" in unknown) == (row["host"] == "")
        assert ("cohort" in unknown) == (row["cohort"] == "")


def test_two_hosts_and_several_places_are_kept_apart() -> None:
    assert [h.name for h in Project.objects.get(register_id="p06").hosts.order_by("pk")] == [
        "Shared Lives Plus", "Health and Social Care Moray",
    ]  # fmt: skip
    assert Project.objects.get(register_id="p03").places.count() == 4


def test_where_a_published_total_disagrees_both_numbers_are_shown() -> None:
    here = sum(row["cohort"] == "2026-27" for row in rows("projects.csv"))
    text = Client(headers={"host": "localhost"}).get("/projects/").content.decode()
    assert f"announced 22 projects for 2026-27" in text and f"has {here} of them" in text  # noqa: F541


def test_places_carry_a_code_only_where_one_is_known() -> None:
    assert Place.objects.get(slug="wales").official_code == "W92000004"
    assert Place.objects.filter(kind="council").count() == 153 + 22 + 32
    assert Place.objects.get(slug="swansea").official_code is None


@pytest.mark.parametrize("address", ["/projects/", "/topics/", "/coverage/", "/figures/", "/places/", "/about/", "/"])
def test_a_page_asks_the_database_as_often_for_1000_projects_as_for_19(address: str) -> None:
    client = Client(headers={"host": "localhost"})
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    nation = Project.objects.get(register_id="p01").nation
    Project.objects.bulk_create(
        Project(public_id=f"project_{n}", register_id=f"x{n}", title=f"T {n}", nation=nation) for n in range(1000)
    )
    with CaptureQueriesContext(connection) as many:
        answer = client.get(address)
    assert len(many) <= len(few)
    assert len(answer.content) <= 60_000
