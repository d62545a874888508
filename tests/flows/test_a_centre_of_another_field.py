"""A centre for health in Canada is set up by its pages alone; rooms above offer its words, and none of the UK's."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from careloom.centre import queries
from careloom.centre.models import BudgetLine, DeliveryModel, Objective, Place, RoleGroup, Topic
from careloom.involvement.services import load_limits
from careloom.listening.models import Target
from careloom.listening.queries import balance
from careloom.projects.models import Project
from careloom.site.register import PROJECTS, import_folder
from tests import make
from tests.rooms.listening import forms
from tests.rooms.priorities.test_services import candidate, opened, round_

pytestmark = pytest.mark.django_db
SOURCED = {"source": "our own charter", "confidence": "read", "note": ""}
UK = ["England", "Scotland", "Wales", "Northern Ireland", "Carer", "Person who draws on care", "Demonstrator"]


@pytest.fixture
def ada(settings: Any) -> Client:
    settings.DEMO, settings.CURRENCY = True, "CAD"
    client = Client(headers={"host": "localhost"})
    client.force_login(make.account("Ada", role=make.Role.ADMINISTRATOR))
    return client


def add(client: Client, words: str, /, **given: Any) -> None:
    answer = client.post(f"/desk/centre/{words}/new/", given)
    assert answer.status_code == 302, answer.content.decode()


def set_up(client: Client) -> None:
    """What an administrator types on the first morning."""
    add(client, "places", name="Canada", kind="whole", **SOURCED)
    for province in ("Ontario", "Québec"):
        add(client, "places", name=province, kind="nation", parent=Place.objects.get(slug="canada").pk, **SOURCED)
    add(client, "places", name="Ottawa", kind="council", parent=Place.objects.get(slug="ontario").pk, **SOURCED)
    for group in ("Patient", "Nurse"):
        add(client, "role-groups", name=group)
    add(client, "delivery-models", name="Learning visit", says="Two clinics visit each other.")
    add(client, "stages", model=DeliveryModel.objects.get().pk, name="Choose what to see")
    add(client, "objectives", name="Shorter waits", **SOURCED)
    add(client, "sectors", name="Primary care")
    add(client, "cohorts", label="2027", year="2027")
    add(client, "topics", name="Care at night", year="2027", process="Patients' council", level="topic area", **SOURCED)
    add(client, "budget-lines", model=DeliveryModel.objects.get().pk, nation=Place.objects.get(slug="ontario").pk,
        year="2027", pence="1,250,000.50", **SOURCED)  # fmt: skip


def test_it_is_set_up_by_pages_and_every_room_offers_its_words_and_no_others(
    ada: Client, equality_key: Any, tmp_path: Any
) -> None:
    waiting = ada.get("/desk/").content.decode()
    assert all(f"/desk/centre/{kind}/new/" in waiting for kind in ("places", "role-groups", "delivery-models"))
    set_up(ada)
    set_up(ada)  # sent twice: nothing is there twice
    assert (Place.objects.count(), Topic.objects.count(), BudgetLine.objects.get().pence) == (4, 1, 125_000_050)
    assert "/desk/centre/places/new/" not in ada.get("/desk/").content.decode()
    assert [code for code, _ in queries.nations()] == ["ontario", "quebec"]

    forms.survey(is_open=False)
    targets = ada.get("/desk/listening/small/targets/").content.decode()
    assert "Patient, Ontario" in targets and "Nurse, Québec" in targets
    assert [word for word in UK if f"{word}," in targets or f", {word}" in targets] == []
    sent = {"group": "|nurse|quebec", "number": "40", "source": "College of nurses", "definition": "nurses", "benchmark": ""}
    assert ada.post("/desk/listening/small/targets/", sent).status_code == 302
    assert Target.objects.get().nation == "quebec"
    RoleGroup.objects.filter(slug="nurse").update(ended_on=timezone.localdate())
    rows = {(row["role"], row["nation"]) for row in balance(Target.objects.get().questionnaire)}
    assert rows == {("patient", "ontario"), ("patient", "quebec"), ("nurse", "quebec")}  # what has a target stays
    assert "Nurse, Ontario" not in ada.get("/desk/listening/small/targets/").content.decode()

    cells = {"project_id": "k1", "cohort": "2027", "model": "Learning visit", "topic": "Nights", "host": "Clinic",
             "place": "Ottawa", "nation": "Ontario", "start": "2027-01", "source": "our own charter"}  # fmt: skip
    line = ",".join(cells.get(column, "") for column in PROJECTS)
    (tmp_path / "projects.csv").write_text(",".join(PROJECTS) + "\n" + line + "\n", encoding="utf-8")
    report = import_folder(tmp_path, by="system")[0]
    project = Project.objects.get()
    assert [warning.reason for warning in report.warnings] == []
    assert project.places.get().place == Place.objects.get(slug="ottawa")

    chosen = ada.get("/desk/projects/k1/topics/").content.decode()
    assert "Care at night" in chosen and "Shorter waits" in chosen
    ada.post("/desk/projects/k1/topics/", {"topic": Topic.objects.get().pk, "objective": Objective.objects.get().pk})
    filters = ada.get("/projects/").content.decode()
    others = [ada.get(address).content.decode() for address in ("/about/", "/places/", "/desk/evidence/questions/")]
    for page in (chosen, filters, *others):
        assert [word for word in UK if word in page] == []
    assert all(word in filters for word in ("Ontario", "Québec", "Learning visit", "Care at night"))


def test_its_money_is_its_own_on_every_page_in_files_and_in_what_is_typed(ada: Client) -> None:
    set_up(ada)
    add(ada, "budget-lines", model=DeliveryModel.objects.get().pk, nation=Place.objects.get(slug="quebec").pk,
        year="2027", pence="CA$12.50", **SOURCED)  # fmt: skip
    ada.force_login(make.account("Lea", role=make.Role.LEADERSHIP))
    assert "CA$1,250,013" in ada.get("/desk/budget/").content.decode()
    assert b"amount_cad" in ada.get("/desk/budget.csv").content

    ada.force_login(make.account("Pat", role=make.Role.PAYMENTS_OFFICER))
    rate = {"go": "rate", "name": "Time", "unit": "hour", "pence": "20", "valid_from": "2026-01-01", "source": "board"}
    assert "How much, in Canadian dollars?" in ada.get("/desk/payments/rates/").content.decode()
    assert ada.post("/desk/payments/rates/", rate).status_code == 302
    assert "CA$20 an hour" in ada.get("/take-part/what-we-pay/").content.decode()
    assert load_limits(by="system") == 0  # what UK sources say of benefits, in pounds

    of = round_(marks="budget", budget=5000)
    candidate(of, "Night clinic", cost=4500)
    opened(of)
    for address in ("", "1/", "paper/"):
        page = ada.get(f"/priorities/{of.slug}/{address}").content.decode()
        assert "CA$" in page and "£" not in page, address


def test_a_register_that_comes_in_later_brings_no_words_of_the_uk(ada: Client, tmp_path: Any) -> None:
    from django.core.management import call_command

    set_up(ada)
    (tmp_path / "projects.csv").write_text(",".join(PROJECTS) + "\n", encoding="utf-8")
    call_command("import_register", str(tmp_path))
    assert Place.objects.count() == 4 and [name for _, name in queries.role_groups()] == ["Patient", "Nurse"]
