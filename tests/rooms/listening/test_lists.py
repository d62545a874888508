"""The waiting list and its one message; the list of people who want to hear from us again."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from careloom.jobs import registry, worker
from careloom.jobs.models import Job
from careloom.listening import launch, services
from careloom.listening.launch import LEAVE
from careloom.listening.models import SignUp, Waiting
from careloom.questionnaires.models import Questionnaire
from careloom.thread.ids import link_of
from tests import make
from tests.rooms.listening import forms

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """The process is gone: nobody catches this."""


def client() -> Client:
    return Client(headers={"host": "localhost"})


@pytest.fixture
def small(equality_key: Any) -> Questionnaire:
    return forms.survey().questionnaire


def wait(questionnaire: Questionnaire, number: int) -> None:
    for n in range(number):
        services.join_waiting_list(questionnaire=questionnaire, email=f"p{n}@example.org", edition=["standard", "easy"][n % 2],
                                   language=["en", "cy", ""][n % 3], consent_wording="waiting-1")  # fmt: skip


def work() -> None:
    registry.find_jobs()
    while worker.work_once():
        pass


def test_each_person_gets_one_message_in_their_format_and_language(small: Questionnaire) -> None:
    wait(small, 6)
    services.ask_for_launch(questionnaire=small, address="https://c.example", by="rosa")
    work()
    by_person = {m.to[0]: m for m in mail.outbox}
    assert len(mail.outbox) == len(by_person) == 6
    assert "You can now answer our questions." not in by_person["p0@example.org"].body
    assert "https://c.example/surveys/small/?twin=en\n" in by_person["p0@example.org"].body
    welsh_easy = by_person["p1@example.org"].body
    assert "Gallwch ateb ein cwestiynau nawr." in welsh_easy and "?twin=cy-easy" in welsh_easy
    both = by_person["p2@example.org"].body
    assert both.index("Mae ar agor nawr") < both.index("It is open now")  # Welsh is read first
    assert all(m.subject.startswith("[small] ") for m in mail.outbox)  # an inbox can sort by it
    assert all(w.mailed_at for w in Waiting.objects.all())


def test_asked_twice_nobody_gets_a_second_message(small: Questionnaire) -> None:
    wait(small, 3)
    for _ in range(2):
        services.ask_for_launch(questionnaire=small, address="https://c.example", by="rosa")
        work()
    assert len(mail.outbox) == 3


def test_nobody_is_told_that_it_is_open_before_it_is() -> None:
    version = forms.survey(is_open=False)
    with pytest.raises(services.NotOpen):
        services.ask_for_launch(questionnaire=version.questionnaire, address="https://c.example", by="rosa")


@pytest.mark.parametrize("moment", ["before sending", "after sending"])
def test_killed_and_started_again_each_person_sees_one_message(small: Questionnaire, monkeypatch: Any, moment: str) -> None:
    wait(small, 5)
    services.ask_for_launch(questionnaire=small, address="https://c.example", by="rosa")
    sent, real = [0], launch.EmailMessage.send

    def send(self: Any, fail_silently: bool = False) -> int:
        sent[0] += 1
        if sent[0] == 3 and moment == "before sending":
            raise Killed
        number = real(self)
        if sent[0] == 3:
            raise Killed
        return number

    monkeypatch.setattr(launch.EmailMessage, "send", send)
    with pytest.raises(Killed):
        work()
    Job.objects.filter(state="running").update(lease_until="2020-01-01T00:00:00Z")  # the lease of the dead runs out
    work()
    seen = {m.extra_headers["Message-ID"] for m in mail.outbox}  # a mail program shows one number once
    assert len(seen) == 5 and {m.to[0] for m in mail.outbox} == {f"p{n}@example.org" for n in range(5)}
    assert Waiting.objects.filter(mailed_at=None).count() == 0 and len(mail.outbox) <= 6


def test_a_message_that_could_not_go_is_tried_again(small: Questionnaire, monkeypatch: Any) -> None:
    wait(small, 1)
    services.ask_for_launch(questionnaire=small, address="https://c.example", by="rosa")
    real = launch.EmailMessage.send
    monkeypatch.setattr(launch.EmailMessage, "send", lambda self: (_ for _ in ()).throw(OSError()))
    work()
    assert Waiting.objects.get().mailed_at is None and not mail.outbox
    monkeypatch.setattr(launch.EmailMessage, "send", real)
    Job.objects.filter(state="waiting").update(run_after="2020-01-01T00:00:00Z")
    work()
    assert len(mail.outbox) == 1


def test_the_link_in_the_message_forgets_the_address(small: Questionnaire) -> None:
    wait(small, 1)
    services.ask_for_launch(questionnaire=small, address="http://localhost", by="rosa")
    work()
    link = re.findall(r"http://localhost(/waiting/\S+)", mail.outbox[0].body)[0]
    browser = client()
    assert "Delete my address" in browser.get(link).content.decode() and Waiting.objects.exists()  # a look deletes nothing
    assert browser.post(link).status_code == 200 and not Waiting.objects.exists()
    assert browser.get(link).status_code == 404


def test_who_left_before_the_launch_gets_no_message(small: Questionnaire) -> None:
    wait(small, 2)
    services.ask_for_launch(questionnaire=small, address="https://c.example", by="rosa")
    services.leave_waiting_list(waiting=Waiting.objects.order_by("pk")[0], by="guest")
    work()
    assert [m.to for m in mail.outbox] == [["p1@example.org"]]


def test_addresses_go_a_month_after_their_message(small: Questionnaire) -> None:
    wait(small, 2)
    Waiting.objects.filter(email="p0@example.org").update(mailed_at="2020-01-01T00:00:00Z")
    assert services.forget_mailed(by="system") == 1 and Waiting.objects.get().email == "p1@example.org"


def test_rosa_sees_who_was_sent_what_and_sends(small: Questionnaire, settings: Any) -> None:
    settings.DEMO = True
    wait(small, 2)
    browser = client()
    browser.force_login(make.rosa())
    assert "Write to 2 people now" in browser.get("/desk/listening/small/waiting/").content.decode()
    assert browser.post("/desk/listening/small/waiting/").status_code == 302
    work()
    page = browser.get("/desk/listening/small/waiting/").content.decode()
    assert len(mail.outbox) == 2 and "not yet" not in page and "p1@example.org" in page


def test_whoever_signed_up_before_the_newsletter_can_still_leave_by_a_link_and_only_by_it() -> None:
    row = SignUp.objects.create(public_id="list_1", email="grace@example.org", wants=["surveys"], edition="standard",
                                language="", consent_wording="list-1", joined_at=timezone.now())
    assert client().post(f"/sign-up/{row.public_id}/leave/").status_code == 404
    assert client().post(f"/sign-up/{link_of(row.public_id, LEAVE)}/leave/").status_code == 200
    assert not SignUp.objects.exists()
