"""Who decides what, with names only as people agreed; and the budget, for leadership."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from careloom.centre import queries, services
from careloom.centre.kinds import KINDS
from careloom.centre.models import Body, DeliveryModel, Place, Seat
from careloom.centre.services import load_defaults
from careloom.people import services as people
from careloom.thread.models import Entry
from careloom.thread.services import decide, record
from tests import make

pytestmark = pytest.mark.django_db
SOURCED = {"source": "our minutes", "confidence": "read", "note": ""}


def seat(name: str, *, begins: int = -10, ends: int | None = None, shown: bool = True, person: str = "") -> Any:
    today = timezone.localdate()
    return services.add_word(kind=KINDS["seats"], by="system", values={
        "body": Body.objects.get(slug="leadership-team"), "name": name, "role": "Member", "person_id": person,
        "starts_on": today + timedelta(days=begins), "may_be_shown": shown, **SOURCED,
        "ends_on": None if ends is None else today + timedelta(days=ends),
    })  # fmt: skip


def page() -> str:
    return Client(headers={"host": "localhost"}).get("/about/governance/").content.decode()


def test_a_name_is_public_only_with_a_yes_and_within_the_term() -> None:
    load_defaults(by="system")
    seat("Now Named")
    seat("Said No", shown=False)
    seat("Was Here", begins=-90, ends=-1)
    seat("Comes Later", begins=5)
    seat("Last Day", ends=0)
    text = page()
    assert "Now Named" in text and "Last Day" in text and "not named" in text
    assert not any(name in text for name in ("Said No", "Was Here", "Comes Later"))
    assert "founding document 004" in text  # each body says where its facts come from
    with pytest.raises(services.Refused):
        seat("Turned Round", begins=3, ends=2)


def test_names_stay_off_the_trace_and_go_when_the_person_leaves() -> None:
    load_defaults(by="system")
    grace = make.person("Grace")
    seat("Grace G.", person=grace.public_id)
    assert not any("Grace" in str(entry.values) for entry in Entry.objects.all())
    people.erase_person(person=grace, by="system")
    left = Seat.objects.get()
    assert (left.name, left.person_id, left.may_be_shown) == ("", "", False)
    assert "Grace" not in page() and "not named" in page()


def test_a_body_shows_decisions_it_took_and_none_that_is_about_one_person() -> None:
    load_defaults(by="system")
    heard = record(event="theme.agreed", subject="theme_1", by="system")
    about = decide(question="What comes first?", outcome="Breaks", reasons_for="Many asked", by="p", because=[heard])
    decide(question="May this offer be paid?", outcome="Yes", reasons_for="x", by="p")
    assert list(queries.decisions_to_show()) == [about]
    values = {"body": Body.objects.get(slug="assemblies"), "decision": about}
    for _ in range(2):
        services.add_word(kind=KINDS["body-decisions"], values=values, by="system")
    assert "What comes first?" in page() and "May this offer" not in page()
    assert list(queries.decisions_to_show()) == []


def test_the_budget_adds_up_by_model_nation_and_year(settings: Any) -> None:
    load_defaults(by="system")
    lines = [("network", "wales", 2026, 100_050), ("network", "england", 2026, 200_000), ("ask", "wales", 2027, 50)]
    for model, nation, year, pence in lines:
        services.add_word(kind=KINDS["budget-lines"], by="system", values={
            "model": DeliveryModel.objects.get(slug=model), "nation": Place.objects.get(slug=nation), "year": year,
            "pence": pence, **SOURCED})  # fmt: skip
    settings.DEMO = True
    client = Client(headers={"host": "localhost"})
    client.force_login(make.account("Lea", role=make.Role.LEADERSHIP))
    text = client.get("/desk/budget/").content.decode()
    assert all(sum in text for sum in ("£3,001", "£3,000.50", "£1,001", "£0.50")) and "our minutes" in text
    rows = client.get("/desk/budget.csv").content.decode().splitlines()
    assert rows[1].startswith("Network,England,2026,2000.00,our minutes") and len(rows) == 4
    assert Client(headers={"host": "localhost"}).get("/desk/budget/").status_code == 302  # not for the public
