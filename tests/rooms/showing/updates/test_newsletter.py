"""The newsletter: a typed address proves nothing; each issue once for each person; stopping is one press."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from careloom.jobs import registry, worker
from careloom.jobs.models import Job
from careloom.people import services as people
from careloom.showing.updates import mails, services
from careloom.showing.updates.models import Delivery, Issue, MailConsent, Purpose, Subscriber
from careloom.showing.updates.queries import newsletter
from careloom.thread.ids import link_of
from careloom.thread.models import Entry
from tests import make
from tests.rooms.showing.updates import cast
from tests.rooms.showing.updates.test_calendar import opportunity

pytestmark = pytest.mark.django_db
BOTH = [Purpose.CALLS, Purpose.NEWSLETTER]
ROSA, MEGAN = cast.ROSA, cast.MEGAN


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    from django.core.cache import cache

    cache.clear()


def browser(user: Any = None) -> Client:
    client = Client(headers={"host": "localhost"})
    if user:
        client.force_login(user)
    return client


def run_jobs() -> None:
    registry.find_jobs()
    while worker.work_once():
        pass


def typed(email: str = "grace@example.org", **more: Any) -> dict[str, Any]:
    return {"email": email, "purposes": ["newsletter"], "every": "each", "edition": "standard", "language": "en-gb", **more}


def subscriber(name: str = "grace", **wishes: Any) -> Subscriber:
    """Somebody who said yes."""
    chosen = {"purposes": ["newsletter"], "every": "each", "edition": "standard", "language": "en-gb", **wishes}
    services.ask_for_mails(email=f"{name}@example.org", wishes=chosen, by="guest")
    row = Subscriber.objects.get(email=f"{name}@example.org")
    services.say_yes(subscriber=row, by=row.public_id)
    row.refresh_from_db()
    return row


def issue(title: str = "Winter") -> Issue:
    """An issue that is about to go out."""
    row = services.compose_issue(by=ROSA)
    twin = {"title": title, "opening": "Hello."}
    words = {language: {"standard": twin, "easy": {**twin, "title": f"{title}, easy"}} for language in ("en-gb", "cy")}
    services.write_issue(issue=row, words=words, use=[piece["ref"] for piece in row.pieces], by=ROSA)
    services.check_issue(issue=row, by=MEGAN)
    services.begin_sending(issue=row, by=ROSA)
    row.refresh_from_db()
    return row


def send(row: Issue) -> None:
    services.send_issue(issue=row, by="system")
    row.refresh_from_db()


def links(text: str, page: str) -> str:
    found = re.search(rf"/newsletter/{page}/(\S+?)/", text)
    assert found
    return f"/newsletter/{page}/{found[1]}/"


def sent_to() -> list[str]:
    return sorted(box.to[0] for box in mail.outbox)


def test_signing_up_takes_a_press_behind_the_link_in_the_mail() -> None:
    client = browser()
    assert client.post("/newsletter/", typed()).status_code == 302
    run_jobs()
    row = Subscriber.objects.get()
    address = links(mail.outbox[0].body, "yes")
    assert client.get(address).status_code == 200
    row.refresh_from_db()
    assert row.confirmed_at is None and not MailConsent.objects.exists()
    client.post(address)
    client.post(address)
    row.refresh_from_db()
    assert row.confirmed_at and list(MailConsent.objects.values_list("purpose", "given")) == [("newsletter", True)]
    assert "grace" not in str(list(Entry.objects.values()))


def test_a_typed_address_changes_nothing_of_somebody_who_gets_our_mails_and_shows_nothing() -> None:
    row = subscriber(purposes=BOTH)
    known, unknown = browser().post("/newsletter/", typed(), follow=True), browser().post("/newsletter/", typed("x@example.org"), follow=True)
    assert known.content.decode().count("Look into your mail") == unknown.content.decode().count("Look into your mail") == 1
    run_jobs()
    row.refresh_from_db()
    assert row.purposes == BOTH
    box = next(box for box in mail.outbox if box.to == ["grace@example.org"] and "already" in box.subject)
    assert browser().get(links(box.body, "yours")).status_code == 200


def test_one_address_gets_at_most_three_links_a_day_and_one_machine_signs_up_ten_times() -> None:
    for _ in range(5):
        services.ask_for_mails(email="Grace@example.org ", wishes={"purposes": BOTH}, by="guest")
    assert Job.objects.filter(name="showing.newsletter_link").count() == 3 and Subscriber.objects.count() == 1
    client = browser()
    statuses = [client.post("/newsletter/", typed(f"p{n}@example.org")).status_code for n in range(11)]
    assert statuses == [302] * 10 + [429]


def test_a_wrong_form_keeps_what_was_typed_and_a_made_up_link_opens_nothing() -> None:
    answer = browser().post("/newsletter/", typed("not an address", purposes=[]))
    assert answer.status_code == 422 and "not an address" in answer.content.decode()
    row = subscriber()
    for page, purpose in (("yes", mails.MINE), ("yours", mails.STOP), ("stop", mails.YES)):
        assert browser().get(f"/newsletter/{page}/{link_of(row.public_id, purpose)}/").status_code == 404
        assert browser().post(f"/newsletter/{page}/{row.public_id}/").status_code == 404


def test_an_issue_is_checked_by_another_person_and_holds_what_happened_since_the_last() -> None:
    cast.published("First post")
    first = issue()
    send(first)
    cast.published("Second post")
    row = services.compose_issue(by=ROSA)
    assert [piece["words"]["cy"]["standard"]["title"] for piece in row.pieces] == ["Second post (cy)"]
    with pytest.raises(services.NotReady):
        services.check_issue(issue=row, by=MEGAN)
    services.write_issue(issue=row, words=first.words, use=[], by=ROSA)
    row.refresh_from_db()
    assert services.missing_in_issue(row) == ["pieces"]
    again = services.compose_issue(by=ROSA)
    assert (again.pk, again.pieces[0]["use"]) == (row.pk, False)
    services.write_issue(issue=row, words=first.words, use=[row.pieces[0]["ref"]], by=ROSA)
    with pytest.raises(services.NotReady, match="another_person"):
        services.check_issue(issue=row, by=ROSA)


def test_each_person_gets_it_once_in_their_own_language_and_edition_with_ways_out() -> None:
    cast.published()
    subscriber("grace"), subscriber("eluned", language="cy"), subscriber("tom", edition="easy"), subscriber("both", language="")
    services.ask_for_mails(email="never@example.org", wishes={"purposes": BOTH}, by="guest")
    row = issue()
    send(row)
    send(row)
    assert sent_to() == ["both@example.org", "eluned@example.org", "grace@example.org", "tom@example.org"]
    said = {box.to[0].partition("@")[0]: box for box in mail.outbox}
    assert "Visits are longer (cy)" in said["eluned"].body and "/cy/news/visits-are-longer/" in said["eluned"].body
    assert "Visits are longer (easy)" in said["tom"].body and said["tom"].subject == "Winter, easy"
    assert said["both"].body.index("(cy)") < said["both"].body.index("Three councils agreed.\n")
    heads = said["grace"].extra_headers
    assert heads["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert heads["Message-ID"].startswith("<" + Delivery.objects.get(subscriber__email="grace@example.org").public_id)
    assert (row.state, row.counts) == ("sent", {"sent": 4})
    assert "Winter" in browser().get("/newsletter/").content.decode()
    page = browser().get("/cy/newsletter/issues/1/").content.decode()
    assert "Visits are longer (cy)" in page


def test_one_press_in_a_mail_program_stops_everything_without_a_page_of_ours() -> None:
    cast.published()
    row = subscriber()
    send(issue())
    address = links(mail.outbox[0].extra_headers["List-Unsubscribe"], "stop")
    strict = Client(headers={"host": "localhost"}, enforce_csrf_checks=True)
    assert strict.get(address).status_code == 200
    row.refresh_from_db()
    assert row.stopped_at is None
    assert strict.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    row.refresh_from_db()
    assert row.email == "" and row.stopped_at and not MailConsent.objects.filter(given=True).count() > 1
    assert strict.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Entry.objects.filter(event="newsletter.stopped").count() == 1


def test_somebody_who_stops_half_way_gets_nothing_more(monkeypatch: Any) -> None:
    cast.published()
    rows = [subscriber(name) for name in ("a", "b", "c")]
    row, asked = issue(), []

    def first_stops_the_others(done: int, total: int) -> None:
        if not asked:
            asked.append(done)
            services.stop_mails(subscriber=rows[1], by=rows[1].public_id)
            Subscriber.objects.filter(pk=rows[2].pk).update(purposes=["calls"])

    services.send_issue(issue=row, by="system", say=first_stops_the_others)
    row.refresh_from_db()
    assert sent_to() == ["a@example.org"] and row.counts == {"sent": 1, "stopped": 2}


def test_a_no_that_a_person_said_elsewhere_counts() -> None:
    cast.published()
    tom = make.account()
    services.set_wishes_of(person=tom.person, email=tom.email, wishes={"purposes": BOTH, "language": "en-gb"}, by=tom.person.public_id)
    people.change_consent(person=tom.person, purpose="newsletter", given=False, wording="phone", channel="phone", by=ROSA)
    send(issue())
    assert mail.outbox == []


@pytest.mark.parametrize("dies_at", [0, 1, 3, 6])
def test_killed_at_any_mail_and_begun_again_each_person_gets_it_once(dies_at: int) -> None:
    cast.published()
    for number in range(6):
        subscriber(f"p{number}")
    row, seen = issue(), []

    class Killed(BaseException):
        pass

    def kill(done: int, total: int) -> None:
        seen.append(done)
        if len(seen) == dies_at:
            raise Killed

    if dies_at:
        with pytest.raises(Killed):
            services.send_issue(issue=row, by="system", say=kill)
    send(row)
    assert sent_to() == [f"p{number}@example.org" for number in range(6)] and row.counts == {"sent": 6}


def test_a_mail_that_another_worker_has_taken_is_left_alone_until_its_time_is_over() -> None:
    cast.published()
    subscriber()
    row = issue()
    from careloom.showing.updates.services.delivering import address_issue

    address_issue(issue=row)
    Delivery.objects.update(taken_at=timezone.now())
    send(row)
    assert (mail.outbox, row.state) == ([], "sending")
    Delivery.objects.update(taken_at=timezone.now() - timedelta(hours=1))
    send(row)
    assert (len(mail.outbox), row.state) == (1, "sent")


def test_topics_nations_and_pauses_are_kept() -> None:
    cast.published("For Wales", nation="wales")
    subscriber("wales", nations=["wales"]), subscriber("scots", nations=["scotland"]), subscriber("month", every="month")
    send(issue("One"))
    assert sent_to() == ["month@example.org", "wales@example.org"]
    mail.outbox.clear()
    cast.published("For all")
    send(issue("Two"))
    assert sent_to() == ["scots@example.org", "wales@example.org"]
    mail.outbox.clear()
    Issue.objects.update(sent_at=timezone.now() - timedelta(days=29))
    Issue.objects.filter(number=2).update(sent_at=timezone.now() - timedelta(days=2))
    Subscriber.objects.filter(email="month@example.org").update(last_issue_at=timezone.now() - timedelta(days=29))
    cast.published("A third")
    send(issue("Three"))
    month = next(box for box in mail.outbox if box.to == ["month@example.org"])
    assert "/newsletter/issues/2/" in month.body and "/newsletter/issues/1/" not in month.body.replace("issues/1/\n", "")


def test_people_who_asked_hear_of_a_call_before_the_newsletter_tells_of_it() -> None:
    subscriber("first", purposes=["calls"]), subscriber("other")
    cast.published()
    opportunity("Look at our plans")
    assert "Look at our plans" not in str(services.compose_issue(by=ROSA).pieces)
    run_jobs()
    registry.JOBS["showing.newsletter"](running=None)
    registry.JOBS["showing.newsletter"](running=None)
    alerts = [box for box in mail.outbox if "New calls" in box.subject]
    assert [box.to[0] for box in alerts] == ["first@example.org"] and "Look at our plans" in alerts[0].body
    mail.outbox.clear()
    send(issue())
    assert sent_to() == ["other@example.org"] and "Look at our plans" in mail.outbox[0].body
    assert Issue.objects.filter(kind="calls").count() == 1 and newsletter.archive().count() == 1


def test_a_mail_that_comes_back_is_noted_once_and_nothing_more_goes_there_until_a_new_yes(settings: Any) -> None:
    settings.DEMO = True
    cast.published()
    row = subscriber()
    send(issue())
    number = mail.outbox[0].extra_headers["Message-ID"]
    rosa = browser(make.rosa())
    assert rosa.post("/desk/telling/came-back/", {"number": number}).status_code == 302
    assert rosa.post("/desk/telling/came-back/", {"number": number}).status_code == 422
    row.refresh_from_db()
    assert row.bounced_at
    mail.outbox.clear()
    cast.published("More")
    send(issue("Two"))
    assert mail.outbox == []
    services.ask_for_mails(email=row.email, wishes={"purposes": BOTH}, by="guest")
    run_jobs()
    browser().post(links(mail.outbox[-1].body, "yes"))
    row.refresh_from_db()
    assert row.bounced_at is None


def test_an_address_without_a_yes_is_forgotten_after_two_weeks() -> None:
    services.ask_for_mails(email="x@example.org", wishes={"purposes": BOTH}, by="guest")
    subscriber()
    assert services.forget_unproved(by="system") == 0
    assert services.forget_unproved(by="system", now=timezone.now() + timedelta(days=15)) == 1
    assert list(Subscriber.objects.exclude(email="").values_list("email", flat=True)) == ["grace@example.org"]


def test_somebody_with_an_account_chooses_on_their_own_page_and_is_forgotten_with_it(settings: Any) -> None:
    settings.DEMO = True
    tom = make.account()
    client = browser(tom)
    assert client.post("/me/newsletter/", {**typed(), "purposes": BOTH, "go": "save"}).status_code == 302
    row = Subscriber.objects.get()
    assert row.confirmed_at and row.person_id == tom.person.public_id and row.email == tom.email
    assert tom.person.consents.filter(purpose="newsletter", given=True).exists()
    assert client.post("/me/newsletter/", {**typed(), "purposes": ["calls"], "go": "save"}).status_code == 302
    assert list(row.consents.order_by("pk").values_list("purpose", "given")) == [
        ("calls", True), ("newsletter", True), ("newsletter", False)]
    people.erase_person(person=tom.person, by=ROSA)
    row.refresh_from_db()
    assert row.email == "" and row.stopped_at


def test_staff_compose_check_and_send_on_pages(settings: Any) -> None:
    settings.DEMO = True
    cast.published()
    subscriber()
    rosa, megan = browser(make.rosa()), browser(make.megan())
    address = rosa.post("/desk/newsletter/")["location"]
    row = Issue.objects.get()
    twins = {f"{code}.{edition}.{part}": "Words" for code in ("en-gb", "cy") for edition in ("standard", "easy") for part in ("title", "opening")}
    rosa.post(address, {**twins, "use": [piece["ref"] for piece in row.pieces], "go": "keep"})
    rosa.post(address, {"go": "check"})
    assert Issue.objects.get().state == "draft"
    megan.post(address, {"go": "check"})
    rosa.post(address, {"go": "send"})
    run_jobs()
    assert Issue.objects.get().state == "sent" and any("Visits are longer" in box.body for box in mail.outbox)
    assert rosa.get("/desk/newsletter/").status_code == rosa.get(address).status_code == 200

