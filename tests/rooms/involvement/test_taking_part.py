"""Places, waiting lists, attendance, claims, a second person, the pay file, the access budget; and privacy."""

import threading
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from careloom.involvement import queries, services
from careloom.involvement.models import (
    AccessBooking,
    Attendance,
    Booking,
    Claim,
    ClaimLine,
    EventPlace,
    Opportunity,
    PayFile,
)
from careloom.involvement.money import for_minutes, table
from careloom.people import services as people
from careloom.people.models import Person
from careloom.thread.models import Entry
from tests import make
from tests.rooms.involvement import stage

DAY = date(2026, 11, 20)


@pytest.fixture
def centre(db: Any) -> None:
    stage.set_up()


@pytest.mark.django_db(transaction=True)
def test_of_ten_who_race_for_the_last_place_exactly_one_has_it(tmp_path: Path) -> None:
    """Capability S07."""
    stage.set_up()
    event = stage.event(places=2)
    services.book(opportunity=event, person=make.person("First"), by="x")
    racers = [make.person(f"Racer{n}") for n in range(10)]
    gate = threading.Barrier(10)

    def race(person: Person) -> None:
        gate.wait()
        services.book(opportunity=event, person=person, by=person.public_id)

    def count() -> list[int]:
        taken = EventPlace.objects.filter(opportunity=event, booking__isnull=False).count()
        return [queries.coming(event).count(), queries.waiting(event).count(), taken]

    with stage.database_for_threads(tmp_path / "race.sqlite3"):
        assert stage.at_once([lambda p=person: race(p) for person in racers]) == [None] * 10  # type: ignore[misc]
        assert stage.at_once([count]) == [[2, 9, 2]]


def test_the_database_itself_refuses_a_place_for_two(centre: None) -> None:
    event = stage.event(places=2)
    one = services.book(opportunity=event, person=make.person(), by="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        EventPlace.objects.filter(opportunity=event, number=2).update(booking=one)
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.create(opportunity=event, person=one.person, at=timezone.now())


def test_a_place_given_back_goes_to_whoever_waits_longest(centre: None) -> None:
    event = stage.event(places=1)
    first, second, third = (
        services.book(opportunity=event, person=make.person(name), by="x") for name in ("Ann", "Bob", "Cat")
    )
    assert services.leave(booking=first, by="x") == second
    assert services.leave(booking=first, by="x") is None  # twice changes nothing
    assert [b.person.name for b in queries.coming(event)] == ["Bob"] and list(queries.waiting(event)) == [third]
    services.close_opportunity(opportunity=event, by="x")
    with pytest.raises(services.Refused, match="closed"):
        services.book(opportunity=event, person=make.person("Dan"), by="x")


def test_taking_a_place_on_the_page_costs_few_queries(centre: None, django_assert_max_num_queries: Any) -> None:
    event, grace = stage.event(), make.account("Grace")
    browser = stage.client(grace)
    with django_assert_max_num_queries(25):
        answer = browser.post(f"/take-part/{event.public_id}/book/", {"go": "book"})
    assert answer.status_code == 302
    page = browser.get(f"/take-part/{event.public_id}/").content.decode()
    assert "You have a place." in page and "£16 an hour" in page
    browser.post(f"/take-part/{event.public_id}/book/", {"go": "leave"})
    assert queries.booking_of(event, grace.person) is None


@pytest.mark.parametrize("number", [10, 200])
def test_an_attendance_list_costs_the_same_for_any_number(
    centre: None, number: int, django_assert_max_num_queries: Any
) -> None:
    event = stage.event(places=number)
    everyone = [Person(public_id=f"person_{n}", name=f"P{n}") for n in range(number)]
    Person.objects.bulk_create(everyone)
    minutes = {p.pk: 60 for p in Person.objects.filter(public_id__startswith="person_")}
    with django_assert_max_num_queries(8):
        assert services.save_attendance(opportunity=event, day=DAY, minutes=minutes, by="staff") == number
    with django_assert_max_num_queries(8):
        services.save_attendance(opportunity=event, day=DAY, minutes=dict.fromkeys(minutes, 90), by="staff")
    assert Attendance.objects.count() == number and set(Attendance.objects.values_list("minutes", flat=True)) == {90}


def test_a_rate_that_changes_in_the_middle_is_right_on_both_sides(centre: None) -> None:
    event, grace = stage.event(begins_at=stage.at(date(2026, 10, 1))), make.person()
    stage.accepted(event, grace)
    for day in (date(2026, 10, 14), date(2026, 10, 15)):
        services.save_attendance(opportunity=event, day=day, minutes={grace.pk: 90}, by="staff")
    services.raise_claims(opportunity=event, by="staff")
    assert list(ClaimLine.objects.order_by("day").values_list("pence", flat=True)) == [2250, 2400]
    assert services.raise_claims(opportunity=event, by="staff") == 0  # nothing twice


def sent_claim(person: Person) -> Claim:
    event = stage.event()
    stage.accepted(event, person)
    services.save_attendance(opportunity=event, day=DAY, minutes={person.pk: 60}, by="staff")
    services.raise_claims(opportunity=event, by="staff")
    claim = Claim.objects.get(offer__person=person)
    services.send_claim(claim=claim)
    return claim


def test_a_second_person_agrees_in_the_service_and_in_the_database(centre: None) -> None:
    claim = sent_claim(make.person())
    for by in (claim.claimant_id, "staff"):
        with pytest.raises(services.Refused, match="second_person"):
            services.approve_claim(claim=claim, by=by)
        with pytest.raises(IntegrityError), transaction.atomic():
            Claim.objects.update(state="approved", approved_by=by, approved_at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.update(state="paid", paid_on=DAY)
    assert services.approve_claim(claim=claim, by="officer") and not services.approve_claim(claim=claim, by="other")


def test_from_claim_to_money_on_the_page(centre: None, settings: Any) -> None:
    settings.DEMO = True
    claim = sent_claim(make.person("=Formula"))
    officer = make.account("Olu", role=make.Role.PAYMENTS_OFFICER)
    browser = stage.client(officer)
    assert "£16" in browser.get("/desk/payments/").content.decode()
    browser.post("/desk/payments/", {"go": "approve", "claim": claim.public_id})
    browser.post("/desk/payments/", {"go": "file"})
    made = PayFile.objects.get()
    text = browser.get(f"/desk/payments/{made.public_id}.csv").content.decode()
    assert "\"'=Formula\"" in text and '"16.00"' in text
    browser.post("/desk/payments/", {"go": "paid", "file": made.public_id})
    claim.refresh_from_db()
    assert claim.state == "paid" and claim.paid_on == timezone.localdate() and services.make_pay_file(by="x") is None


def test_nobody_else_sees_what_somebody_is_paid(centre: None, settings: Any) -> None:
    settings.DEMO = True
    grace, tom = make.account("Grace"), make.account("Tom")
    claim = sent_claim(grace.person)
    paths = [f"/me/claims/{claim.public_id}/", f"/me/offers/{claim.offer.public_id}/",
             f"/me/offers/{claim.offer.public_id}/letter.pdf"]  # fmt: skip
    for path in paths:
        assert stage.client(grace).get(path).status_code == 200 and stage.client(tom).get(path).status_code == 404
    for role in (make.Role.NATIONAL_LEAD, make.Role.ENGAGEMENT_LEAD):
        assert stage.client(make.account(role, role=role)).get("/desk/payments/").status_code == 403
    money = Entry.objects.filter(event__regex=r"^(claim|offer|pay_file)")
    assert money.exists() and not any(
        grace.person.public_id in (e.subject, e.actor, str(e.values)) or "pence" in e.values for e in money
    )


def test_expenses_are_added_once_and_only_those_offered(centre: None) -> None:
    grace = make.account("Grace")
    claim = sent_claim(grace.person)
    with pytest.raises(services.Refused, match="claim_was_sent"):
        services.add_expense(claim=claim, kind="travel", day=DAY, pence=100, once="k")
    services.ask_claimant(claim=claim, question="Which train?", by="officer")
    sent = {"kind": "travel", "day": "2026-11-20", "pence": "12.50", "once": "k" * 20}
    browser = stage.client(grace)
    for _ in range(2):
        assert browser.post(f"/me/claims/{claim.public_id}/", sent).status_code == 302
    assert ClaimLine.objects.filter(kind="travel").count() == 1
    wrong = browser.post(f"/me/claims/{claim.public_id}/", sent | {"pence": "ten", "once": "j" * 20})
    assert wrong.status_code == 422 and 'value="ten"' in wrong.content.decode()
    with pytest.raises(services.Refused, match="expense_amount"):
        services.add_expense(claim=Claim.objects.get(), kind="food", day=DAY, pence=200_000, once="z")


def test_an_offer_is_answered_on_its_page(centre: None) -> None:
    grace = make.account("Grace")
    offer = services.make_offer(opportunity=stage.event(), person=grace.person, by="staff")
    browser, path = stage.client(grace), f"/me/offers/{offer.public_id}/"
    sent = {"answer": "less", "less": "9.00", "employer": "no", "benefits_answer": "yes", "advice": "", "how": "bank"}
    refused = browser.post(path, sent)
    assert refused.status_code == 422 and "free advice first" in refused.content.decode()
    assert browser.post(path, sent | {"advice": "had"}).status_code == 302
    offer.refresh_from_db()
    assert (offer.state, offer.agreed_pence) == ("accepted", 900)
    assert browser.post(path, sent | {"less": "99", "advice": "had"}).status_code == 422


def test_access_needs_are_listed_only_for_those_who_come(centre: None, settings: Any) -> None:
    settings.DEMO = True
    event, grace, waits = stage.event(places=1), make.person(), make.person("Waits")
    for person, need in ((grace, "Step-free room"), (waits, "Secret need")):
        people.set_preferences(person=person, preferred_format="easy", preferred_language="cy", needs=[need], by="x")
        services.book(opportunity=event, person=person, by="x")
    page = stage.client(make.rosa()).get(f"/desk/take-part/{event.public_id}/").content.decode()
    assert "Step-free room" in page and "Secret need" not in page
    assert stage.client(make.stranger()).get(f"/desk/take-part/{event.public_id}/").status_code == 403


def test_the_access_budget_is_prepaid_and_never_overspent_in_silence(centre: None) -> None:
    """Capability M03."""
    asked = [services.need_access(about="m1", kind="travel", person=make.person(n), year=2026, once=n, by="x")
             for n in ("Ann", "Bob")]  # fmt: skip
    assert services.need_access(about="m1", kind="travel", person=asked[0].person, year=2026, once="Ann", by="x").pk
    services.book_access(booking=asked[0], pence=9_000, by="rosa")
    with pytest.raises(services.Refused) as wrong:
        services.book_access(booking=asked[1], pence=1_001, by="rosa")
    assert wrong.value.values == {"left": 1_000}
    assert AccessBooking.objects.get(pk=asked[0].pk).prepaid and AccessBooking.objects.count() == 2
    later = services.need_access(about="m1", kind="travel", person=asked[0].person, year=2031, once="q", by="x")
    with pytest.raises(services.Refused, match="access_budget_spent"):  # nobody set it, but the need is not lost
        services.book_access(booking=later, pence=1, by="rosa")


def test_what_was_booked_is_typed_and_shown_in_the_money_of_the_centre(centre: None, settings: Any) -> None:
    settings.DEMO, settings.CURRENCY = True, "CAD"
    asked = services.need_access(about="m1", kind="travel", person=make.person("Ann"), year=2026, once="Ann", by="x")
    rosa = stage.client(make.rosa())
    for amount, said in (("fifty", "such as 12.50"), ("CA$50.25", "CA$50.25")):
        page = rosa.post("/desk/access-budget/", {"booking": asked.public_id, "amount": amount}, follow=True)
        assert said in page.content.decode(), amount
    asked.refresh_from_db()
    assert asked.pence == 5025 and "CA$49.75 of CA$100 are left" in page.content.decode()


def test_the_lead_opens_an_event_notes_who_came_and_wrong_minutes_stay(centre: None, settings: Any) -> None:
    settings.DEMO = True
    rosa = stage.client(make.rosa())
    new = {"title": "Tea", "kind": "event", "what": "Tea and talk", "how_long": "1 hour", "how_often": "Once",
           "minutes": "60", "places": "5", "task": "time", "expenses": ["travel"], "begins_at": "2026-11-20T10:00"}  # fmt: skip
    assert rosa.post("/desk/take-part/", new | {"places": "0"}).status_code == 422
    path = rosa.post("/desk/take-part/", new)["location"]
    grace = make.person()
    services.book(opportunity=Opportunity.objects.get(), person=grace, by="x")
    for go in ("offers", "claims"):
        assert rosa.post(path, {"go": go}).status_code == 302
    wrong = rosa.post(f"{path}attendance/", {"day": "2026-11-20", f"m{grace.pk}": "two hours"})
    assert wrong.status_code == 422 and 'value="two hours"' in wrong.content.decode()
    assert rosa.post(f"{path}attendance/", {"day": "2026-11-20", f"m{grace.pk}": "60"}).status_code == 302
    assert Attendance.objects.get().minutes == 60


@pytest.mark.parametrize("path", ["/take-part/", "/me/taking-part/", "/desk/payments/", "/desk/access-budget/"])
@pytest.mark.parametrize("edition", ["standard", "easy"])
@pytest.mark.parametrize("language", ["", "/cy"])
def test_pages_open_in_each_edition_and_language(
    centre: None, settings: Any, path: str, edition: str, language: str
) -> None:
    settings.DEMO = True
    sent_claim(make.person())
    browser = stage.client(make.account("Ada", role=make.Role.ADMINISTRATOR))
    browser.cookies["edition"] = edition
    assert browser.get(language + path).status_code == 200


def test_time_is_paid_in_whole_pence_and_cells_are_guarded() -> None:
    assert [for_minutes(1500, m) for m in (60, 90, 1, 20)] == [1500, 2250, 25, 500]
    assert for_minutes(1599, 1) == 27 and for_minutes(1, 30) == 1
    assert table([["=1", " +1", "-1", "@x", "a=1"]]) == '"\'=1","\' +1","\'-1","\'@x","a=1"\r\n'
