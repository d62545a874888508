"""Whose an application is: signed in, told to staff, new to us, or shown by the link that we mail."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from careloom.assemblies import queries, services
from careloom.assemblies.models import Application, Recruitment
from careloom.people.models import Account, Person
from careloom.questionnaires import queries as forms
from careloom.questionnaires import services as engine
from careloom.thread.models import Entry
from tests import make
from tests.rooms.assemblies import stage
from tests.rooms.involvement import stage as paying

HERE = "https://centre.example"


@pytest.fixture
def call(db: Any, equality_key: Any) -> Recruitment:
    return services.open_call(assembly=stage.wales(), slug="join-wales-1", checkers=stage.CHECKERS, sign_off="A group",
                              inclusion=stage.CHECKED, by="megan", address=HERE)  # fmt: skip


def typed(call: Recruitment, email: str, number: int = 1, given: engine.Given | None = None, **more: Any) -> None:
    """Somebody who is not signed in sends the form with an address."""
    version = forms.published(call.form_slug)
    assert version is not None
    values = {"name": "Somebody", "email": email, "role": "carer", "area": "city", "first-time": "yes",
              "format": "letter", "language": "cy", "needs": "None of yours"} | more  # fmt: skip
    engine.receive(version=version, values=values, once_key=f"typed-{email}-{number}-of-this-test",
                   given=given or engine.Given(), by="guest")  # fmt: skip
    services.take_applications(recruitment=call, by="system")


def work() -> None:
    """Do every job that waits, as the worker does."""
    from careloom.assemblies import tasks  # noqa: F401  # registers the jobs
    from careloom.jobs import services as jobs
    from careloom.jobs import worker

    while (claimed := jobs.claim()) is not None:
        worker.do(claimed)


def link_in(mail: Any) -> str:
    found = re.search(rf"{HERE}(/\S+)", mail.body)
    assert found, mail.body
    return found[1]


def test_an_application_with_a_known_address_counts_only_after_its_owner_says_so(
    call: Recruitment, mailoutbox: Any
) -> None:
    grace = make.account("Grace")
    typed(call, grace.email)
    assert queries.people_for_draw(call) == [] and queries.counts_by_role(call)[1]["applied"] == 0
    work()
    assert [m.to for m in mailoutbox] == [[grace.email]]
    anybody, path = Client(headers={"host": "localhost"}), link_in(mailoutbox[0])
    assert "Did you apply?" in anybody.get(path).content.decode()  # opening it changes nothing
    assert queries.people_for_draw(call) == []
    assert anybody.post(path, {"go": "yes"}).status_code == 302
    assert "Your application counts" in anybody.get(path).content.decode()
    mine = Application.objects.get()
    assert (mine.state, mine.person_id) == ("applied", grace.person_id)
    grace.person.refresh_from_db()
    assert grace.person.preferred_format == "letter"  # asked once: she had told us nothing before
    assert Entry.objects.filter(event="application.proved", subject=mine.public_id).exists()


def test_no_means_that_it_is_not_counted_and_not_asked_again(call: Recruitment, mailoutbox: Any) -> None:
    grace = make.account("Grace")
    typed(call, grace.email)
    work()
    Client(headers={"host": "localhost"}).post(link_in(mailoutbox[0]), {"go": "no"})
    row = Application.objects.get()
    assert (row.state, row.features, row.household) == ("uncounted", {}, "")
    services.take_applications(recruitment=call, by="system")
    work()
    assert Application.objects.count() == 1 and len(mailoutbox) == 1
    typed(call, grace.email, 2)
    typed(call, grace.email, 3)
    typed(call, grace.email, 4)
    work()
    assert len(mailoutbox) == 3  # nobody can flood an address


def test_a_stranger_cannot_take_the_place_of_the_owner(call: Recruitment) -> None:
    grace = make.account("Grace")
    typed(call, grace.email)
    typed(call, "x", 9, engine.Given(person_id=grace.person.public_id))
    states = sorted(Application.objects.filter(person=grace.person).values_list("state", flat=True))
    assert states == ["applied", "unproved"]
    page = paying.client(grace).get("/me/assemblies/").content.decode()
    assert "Did you apply?" in page
    stranger = Application.objects.get(state="unproved")
    path = f"/me/assemblies/applications/{stranger.public_id}/was-it-me/"
    assert paying.client(make.stranger()).post(path, {"go": "yes"}).status_code == 404
    paying.client(grace).post(path, {"go": "yes"})  # her second one was hers too: the newest that is shown counts
    assert sorted(Application.objects.values_list("state", flat=True)) == ["applied", "uncounted"]


def test_a_link_that_we_did_not_make_opens_nothing(call: Recruitment) -> None:
    assert Client(headers={"host": "localhost"}).get("/assemblies/was-it-you/made-up/").status_code == 404


def test_what_staff_wrote_down_for_somebody_we_know_is_theirs(call: Recruitment) -> None:
    grace = make.account("Grace")
    typed(call, grace.email, 1, engine.Given(channel="phone", entered_by="person_rosa"))
    assert Application.objects.get().state == "applied"


def test_who_has_no_e_mail_applies_too_and_is_answered_by_post_or_phone(call: Recruitment) -> None:
    typed(call, "", reach="5 Mill Lane, Ebbw Vale")
    row = Application.objects.select_related("person").get()
    assert (row.state, row.reach) == ("applied", "5 Mill Lane, Ebbw Vale")
    assert not queries.by_mail(row.person) and not Account.objects.exists()


def test_reading_applications_costs_the_same_for_any_number(call: Recruitment) -> None:
    version, seen = forms.published(call.form_slug), []
    assert version is not None
    for start, number in ((0, 10), (10, 190)):
        returns = [(f"return-{n:05d}-of-the-test", {"name": f"A{n}", "email": f"a{n}@example.org", "role": "carer",
                    "area": "town", "first-time": "yes", "format": "email", "language": "en-gb", "needs": "Ramp"},
                    engine.Given()) for n in range(start, start + number)]  # fmt: skip
        engine.receive_many(version=version, returns=returns, by="system")
        with CaptureQueriesContext(connection) as counted:
            assert services.take_applications(recruitment=call, by="system") == number
        seen.append(len(counted))
    assert seen[1] <= seen[0] + 10  # more batches of rows, never a query for each person
    assert Person.objects.filter(access_needs__need="Ramp").count() == 200


def test_an_easy_read_owner_gets_easy_words(call: Recruitment, mailoutbox: Any) -> None:
    grace = make.account("Grace")
    grace.person.preferred_format, grace.person.preferred_language = "easy", "en-gb"
    grace.person.save()
    typed(call, grace.email)
    work()
    assert "Open this page. Say yes or no." in mailoutbox[0].body


def test_a_call_that_is_done_takes_no_late_yes(call: Recruitment, mailoutbox: Any) -> None:
    grace = make.account("Grace")
    typed(call, grace.email)
    work()
    Recruitment.objects.update(state="done")
    page = Client(headers={"host": "localhost"}).post(link_in(mailoutbox[0]), {"go": "yes"}).content.decode()
    assert "This call is done already" in page and Application.objects.get().state == "unproved"
