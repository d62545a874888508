"""The real register comes in whole: every row is there or named in a warning."""

import csv
import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from careloom.calls.models import CallFact
from careloom.centre.models import Figure, Place, Rule, Topic
from careloom.centre.reading import ReadingError
from careloom.centre.services import load_defaults
from careloom.involvement.models import PaymentRate, PaymentRule
from careloom.projects.models import Project
from careloom.site.demo import REGISTER
from careloom.site.register import PROJECTS, import_folder
from careloom.thread.models import Entry

pytestmark = pytest.mark.django_db


def rows(name: str) -> list[dict[str, str]]:
    with (REGISTER / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def one_project(folder: Path, **cells: str) -> None:
    values = {"project_id": "p99", "topic": "A topic", "nation": "Wales", **cells}
    line = ",".join(f'"{values.get(column, "")}"' for column in PROJECTS)
    (folder / "projects.csv").write_text(",".join(PROJECTS) + "\n" + line + "\n")


def test_every_row_of_every_file_is_in_the_centre(demo_centre: None) -> None:
    counts = {"projects.csv": Project, "priorities.csv": Topic, "people.csv": Figure, "rules.csv": Rule,
              "payment-rates.csv": PaymentRate, "payment-rules.csv": PaymentRule, "eoi.csv": CallFact}  # fmt: skip
    assert {name: model.objects.count() for name, model in counts.items()} == {n: len(rows(n)) for n in counts}


def test_the_same_files_twice_change_nothing(demo_centre: None) -> None:
    before = Entry.objects.count()
    assert all(set(r.counts) - {"unchanged"} and r.counts["unchanged"] == sum(r.counts.values())
               for r in import_folder(REGISTER, by="system"))  # fmt: skip
    assert Entry.objects.count() == before


def test_what_is_not_known_is_said_and_the_row_is_kept(demo_centre: None) -> None:
    for row in rows("projects.csv"):
        unknown = Project.objects.get(register_id=row["project_id"]).unknown
        assert ("model" in unknown) == (row["model"] == "")
        assert ("host" in unknown) == (row["host"] == "")
        assert ("cohort" in unknown) == (row["cohort"] == "")


def test_two_hosts_and_several_places_are_kept_apart(demo_centre: None) -> None:
    assert [h.name for h in Project.objects.get(register_id="p06").hosts.order_by("pk")] == [
        "Shared Lives Plus", "Health and Social Care Moray",
    ]  # fmt: skip
    assert Project.objects.get(register_id="p03").places.count() == 4


def test_where_a_published_total_disagrees_both_numbers_are_shown(demo_centre: None) -> None:
    here = sum(row["cohort"] == "2026-27" for row in rows("projects.csv"))
    text = Client(headers={"host": "localhost"}).get("/projects/").content.decode()
    assert f"announced 22 projects for 2026-27" in text and f"has {here} of them" in text  # noqa: F541


@pytest.mark.parametrize(("cells", "code"), [({"start": "2022-02-31"}, "date"), ({"topic": "=1+1"}, "formula")])
def test_a_bad_row_saves_nothing_of_its_file(tmp_path: Path, cells: dict[str, str], code: str) -> None:
    load_defaults(by="system")
    one_project(tmp_path, **cells)
    with pytest.raises(ReadingError) as caught:
        import_folder(tmp_path, by="system")
    assert (caught.value.code, caught.value.file, caught.value.line) == (code, "projects.csv", 2)
    assert Project.objects.count() == 0


def test_a_place_nobody_knows_is_kept_as_written_with_a_warning(tmp_path: Path) -> None:
    load_defaults(by="system")
    one_project(tmp_path, place="Atlantis", model="Dreamers")
    [report] = import_folder(tmp_path, by="system")
    reasons = " ".join(w.reason for w in report.warnings)
    assert "Atlantis is kept as written" in reasons and "Dreamers" in reasons
    assert Project.objects.get().places.get().place is None


def test_the_command_answers_in_json_and_refuses_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_register", str(REGISTER), "--json")
    assert {f["file"] for f in json.loads(capsys.readouterr().out)["files"]} >= {"projects.csv", "people.csv"}
    (tmp_path / "projects.csv").write_text("wrong\n")
    with pytest.raises(SystemExit) as stopped:
        call_command("import_register", str(tmp_path), "--json")
    assert stopped.value.code == 2
    assert json.loads(capsys.readouterr().err)["error"]["code"] == "columns"


def test_places_carry_a_code_only_where_one_is_known(demo_centre: None) -> None:
    assert Place.objects.get(slug="wales").official_code == "W92000004"
    assert Place.objects.filter(kind="council").count() == 153 + 22 + 32
    assert Place.objects.get(slug="swansea").official_code is None


@pytest.mark.parametrize("address", ["/projects/", "/topics/", "/coverage/", "/figures/", "/places/", "/about/", "/"])
def test_a_page_asks_the_database_as_often_for_1000_projects_as_for_19(
    address: str, demo_centre: None, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "localhost"})
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(address)
    known = Project.objects.get(register_id="p01")
    Project.objects.bulk_create(
        [
            Project(public_id=f"project_{n}", register_id=f"x{n}", title=f"T {n}", nation=known.nation)
            for n in range(1000)
        ]
    )
    with CaptureQueriesContext(connection) as many:
        answer = client.get(address)
    assert len(many) <= len(few)
    assert len(answer.content) <= 60_000
