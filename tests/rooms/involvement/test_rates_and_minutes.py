"""What we pay, by date, on a page; how long our forms take; who had a fair chance."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from careloom.involvement import queries, services
from careloom.involvement.models import FormTime, Limit, Opportunity, Rate
from careloom.involvement.services import minutes
from tests import make
from tests.rooms.involvement import stage


@pytest.fixture
def centre(db: Any, settings: Any) -> None:
    settings.DEMO = True
    stage.set_up()


def officer() -> Client:
    return stage.client(make.account("Olu", role=make.Role.PAYMENTS_OFFICER))


def test_everybody_sees_what_we_pay_and_what_it_may_mean(centre: None) -> None:
    anybody = Client(headers={"host": "localhost"})
    page = anybody.get("/take-part/what-we-pay/").content.decode()
    assert "£16 an hour" in page and "£15" not in page and "We never tell you that a payment is safe" in page
    anybody.cookies["edition"] = "easy"
    assert "We pay you for your time." in anybody.get("/take-part/what-we-pay/").content.decode()
    assert "Rydym yn eich talu am eich amser." in anybody.get("/cy/take-part/what-we-pay/").content.decode()


def test_a_rate_is_set_from_a_day_on_and_earlier_days_keep_theirs(centre: None) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    sent = {"go": "rate", "name": "time", "unit": "hour", "pence": "17.50", "valid_from": tomorrow.isoformat(),
            "source": "Leadership, 25 November"}  # fmt: skip
    assert officer().post("/desk/payments/rates/", sent).status_code == 302
    assert Rate.objects.filter(task="time").count() == 3  # the same name is the same work
    today, later = timezone.localdate(), queries.rate_on("time", tomorrow)
    assert later and later.pence == 1750 and queries.rate_on("time", today).pence == stage.NEW  # type: ignore[union-attr]
    page = Client(headers={"host": "localhost"}).get("/take-part/what-we-pay/").content.decode()
    assert "Time: £17.50 an hour from" in page or "time: £17.50 an hour from" in page
    wrong = officer_again().post("/desk/payments/rates/", sent | {"pence": "a lot"})
    assert wrong.status_code == 422 and 'value="a lot"' in wrong.content.decode()
    assert stage.client(make.stranger()).get("/desk/payments/rates/").status_code == 403


def officer_again() -> Client:
    return stage.client(make.account("Ola", role=make.Role.PAYMENTS_OFFICER))


def test_a_limit_is_set_and_the_warning_is_no_longer_stale(centre: None) -> None:
    april = date(timezone.localdate().year, 4, 1)
    sent = {"go": "limit", "name": "Permitted work (ESA)", "pence": "195.50", "per": "week", "below": "on",
            "valid_from": april.isoformat(), "source": "gov.example"}  # fmt: skip
    browser = officer()
    assert "Older than April" in browser.get("/desk/payments/rates/").content.decode()
    assert browser.post("/desk/payments/rates/", sent).status_code == 302
    made = Limit.objects.get(benefit="permitted-work", valid_from=april)
    assert made.pence == 19550 and made.below


def opened(seconds: int, monkeypatch: pytest.MonkeyPatch) -> str:
    """What a form carries that was opened some seconds ago."""
    now = minutes.time.time()
    with monkeypatch.context() as past:
        past.setattr(minutes.time, "time", lambda: now - seconds)
        return services.opened_now()


def test_a_form_knows_how_long_it_took_and_not_who_sent_it(centre: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Capability D08."""
    for seconds in (60, 120, 180, 240, 3000):
        assert services.note_form_time(form="offer", opened=opened(seconds, monkeypatch), about="meeting_1") >= seconds
    assert services.note_form_time(form="offer", opened="made-up") == 0
    assert services.note_form_time(form="offer", opened=opened(8000, monkeypatch)) == 0  # went away in between
    found = queries.minutes_of_forms({"offer": 3.0, "pulse": 1.0})
    assert found[0]["measured"] and found[0]["minutes"] == pytest.approx(3, abs=0.1) and found[0]["sent"] == 5
    assert found[1] == {"form": "pulse", "minutes": 1.0, "measured": False, "sent": 0}
    month = queries.minutes_by_month("meeting_1")
    assert month[0]["forms"] == 5 and month[0]["minutes"] == 60
    assert {f.name for f in FormTime._meta.get_fields()} == {"id", "form", "about", "seconds", "month"}


def test_an_answer_on_the_page_is_timed_and_a_wrong_one_keeps_its_beginning(
    centre: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    grace = make.account("Grace")
    offer = services.make_offer(opportunity=stage.event(), person=grace.person, by="staff")
    browser, path, began = stage.client(grace), f"/me/offers/{offer.public_id}/", opened(90, monkeypatch)
    sent = {"answer": "accept", "employer": "no", "benefits_answer": "yes", "advice": "", "how": "bank", "opened": began}
    wrong = browser.post(path, sent)
    assert wrong.status_code == 422 and began in wrong.content.decode() and not FormTime.objects.exists()
    browser.post(path, sent | {"advice": "had"})
    assert 90 <= FormTime.objects.get().seconds < 110


def test_reading_is_measured_for_the_meeting_whose_papers_it_was_once_five_said(db: Any) -> None:
    for minutes_taken in (5, 9, 10, 30):
        services.note_minutes(form="papers", about="meeting_1", minutes=minutes_taken)
    guess = {"papers": 7.0}
    assert queries.minutes_of_forms(guess, about="meeting_1") == [
        {"form": "papers", "minutes": 7.0, "measured": False, "sent": 4}]  # fmt: skip
    services.note_minutes(form="papers", about="meeting_1", minutes=12)
    found = queries.minutes_of_forms(guess, about="meeting_1")[0]
    assert (found["minutes"], found["measured"]) == (10, True)
    assert not queries.minutes_of_forms(guess, about="meeting_2")[0]["measured"]


def test_who_had_a_fair_chance_by_role_group_and_nation(centre: None) -> None:
    event = stage.event(places=1)
    people = [make.person("Ann", nation="wales", role_group="carer"), make.person("Bob", nation="wales"),
              make.person("Cat", nation="scotland", role_group="carer")]  # fmt: skip
    rows = [services.book(opportunity=event, person=person, by="x") for person in people]
    services.leave(booking=rows[2], by="x")
    services.save_attendance(opportunity=event, day=date(2026, 11, 20), minutes={people[0].pk: 60}, by="x")
    found = {row["group"]: row for row in queries.chance_by_group()}
    assert found["carer"] == {"group": "carer", "asked": 2, "place": 1, "waiting": 0, "turned_down": 0, "left": 1, "came": 1}
    assert found["draws-on-care"]["turned_down"] == 1  # the day is over
    assert [row["group"] for row in queries.chance_by_group("nation_code")] == ["scotland", "wales"]
    page = stage.client(make.rosa()).get("/desk/take-part/who/").content.decode()
    assert "carer" in page and "not for publishing" in page


def test_who_waited_until_it_was_over_was_turned_down_and_waits_no_more(centre: None) -> None:
    event = stage.event(places=1)
    Opportunity.objects.update(begins_at=timezone.now() + timedelta(days=9))
    for name in ("Ann", "Bob"):
        services.book(opportunity=event, person=make.person(name, nation="wales"), by="x")
    now = queries.fair_chance(event)
    assert (now["waiting"], now["turned_down"]) == (1, 0)
    services.close_opportunity(opportunity=event, by="x")
    event.refresh_from_db()
    found = queries.chance_by_group("nation_code")
    assert [(row["waiting"], row["turned_down"]) for row in found] == [(0, 1)]
    page = stage.client(make.rosa()).get(f"/desk/take-part/{event.public_id}/").content.decode()
    assert "0 are waiting, 1 were turned down" in page
