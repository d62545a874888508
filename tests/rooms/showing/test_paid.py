"""What each role group was paid: once a quarter has ended, and never what one person was paid."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from careloom.centre.models import RoleGroup
from careloom.involvement import services as paying
from careloom.involvement.models import Claim
from careloom.people.models import Person
from careloom.showing import services
from careloom.showing.models import PaidQuarter
from careloom.showing.queries.giving import after, paid
from careloom.thread.models import Entry
from tests import make
from tests.rooms.involvement import stage

pytestmark = pytest.mark.django_db
SPRING, TODAY = date(2026, 5, 20), date(2026, 7, 1)
PAGE = "/desk/telling/giving/"


def pay(role: str, number: int, on: date, minutes: int = 60) -> None:
    """So many people of a role group have their money on a day."""
    event = stage.event(places=60)
    people = [make.person(f"{role} {n}", role_group=role) for n in range(number)]
    for one in people:
        stage.accepted(event, one)
    paying.save_attendance(
        opportunity=event, day=date(2026, 11, 20), minutes={p.pk: minutes for p in people}, by="staff"
    )
    paying.raise_claims(opportunity=event, by="staff")
    for claim in Claim.objects.filter(offer__opportunity=event):
        paying.send_claim(claim=claim)
        paying.approve_claim(claim=claim, by="officer")
    made = paying.make_pay_file(by="officer")
    assert made is not None
    Claim.objects.filter(pay_file=made).update(state="paid", paid_on=on)


@pytest.fixture(autouse=True)
def centre(settings: Any) -> None:
    settings.DEMO = True
    stage.set_up()
    for place, name in enumerate(("Carer", "Provider", "Practitioner")):
        RoleGroup.objects.create(slug=name.lower(), name=name, order=place)


def page(edition: str = "standard", language: str = "") -> str:
    client = Client(headers={"host": "localhost"})
    client.force_login(Person.objects.get(name="Rosa").account if Person.objects.filter(name="Rosa") else make.rosa())
    client.cookies["edition"] = edition
    return client.get(language + PAGE).content.decode()


def test_a_sum_for_few_people_is_hidden_and_cannot_be_worked_out_from_the_others() -> None:
    """Capability S03."""
    pay("carer", 12, SPRING)
    pay("practitioner", 11, SPRING, minutes=75)
    pay("provider", 3, SPRING, minutes=1440)
    assert len(services.show_paid(by="system", today=TODAY)) == 1
    shown = {row["name"]: row["sum"] for row in paid()[0]["rows"]}
    assert list(shown) == ["Carer", "Provider", "Practitioner"]
    assert shown["Provider"] is None and 3 * 16 * 24 not in shown.values()
    assert shown["Carer"] == 190  # 12 x £16 = £192, to the nearest 5
    text = page()
    assert "£190" in text and "hidden to protect people" in text and "£1,152" not in text
    assert "only a few people" in page("easy") and "Ebrill – Mehefin 2026" in page(language="/cy")


def test_when_ten_were_paid_it_shows_and_nine_are_nobody() -> None:
    pay("carer", 10, SPRING)
    pay("provider", 9, SPRING)
    services.show_paid(by="system", today=TODAY)
    shown = {row["name"]: row["sum"] for row in paid()[0]["rows"]}
    assert shown == {"Carer": 160, "Provider": None}


def test_one_payment_more_and_a_person_who_moves_change_nothing_that_was_shown() -> None:
    pay("carer", 12, SPRING)
    services.show_paid(by="system", today=TODAY)
    first = paid()
    pay("carer", 1, SPRING)
    Person.objects.filter(name="carer 0").update(role_group="provider")
    assert services.show_paid(by="system", today=TODAY) == [] and paid() == first
    assert Entry.objects.filter(event="paid.shown", subject="paid_2026-04-01").count() == 1


def test_a_quarter_shows_when_it_has_ended_and_each_has_its_own_money() -> None:
    pay("carer", 10, date(2026, 3, 31))
    pay("carer", 10, date(2026, 6, 30), minutes=120)
    services.show_paid(by="system", today=date(2026, 6, 30))
    assert [row.first_on for row in PaidQuarter.objects.all()] == [date(2026, 1, 1)]
    services.show_paid(by="system", today=TODAY)
    assert [(q["first"].month, q["last"], q["rows"][0]["sum"]) for q in paid()] == [
        (4, date(2026, 6, 30), 320), (1, date(2026, 3, 31), 160)]  # fmt: skip
    assert [after(date(2026, month, 1)) for month in (1, 4, 7, 10)] == [
        date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1), date(2027, 1, 1)]  # fmt: skip


def test_the_page_asks_as_often_for_four_quarters_as_for_none_and_without_payments_it_says_so() -> None:
    assert services.show_paid(by="system", today=TODAY) == []
    assert "Nobody was paid in a quarter that has ended." in page()
    with CaptureQueriesContext(connection) as before:
        page()
    for month in (1, 4, 7, 10):
        PaidQuarter.objects.create(first_on=date(2025, month, 1), shown=[["carer", 50], ["not-said", None]],
                                   at=stage.at(TODAY))  # fmt: skip
    with CaptureQueriesContext(connection) as now:
        assert "not said" in page()
    assert len(now) == len(before)
