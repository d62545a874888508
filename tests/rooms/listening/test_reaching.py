"""Targets with sources, steps over time, safety, help, and communities that are not reached."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from careloom.listening import desk, queries, services
from careloom.listening.models import HelpOffer, Target
from careloom.questionnaires.models import Questionnaire
from careloom.thread.models import Entry
from careloom.thread.queries import because_of
from tests import make
from tests.rooms.listening import forms

pytestmark = pytest.mark.django_db
SAFE = {"ground_rules": "One at a time", "distress": "We stop", "safeguarding": "We tell the lead", "lead": "Rosa"}


@pytest.fixture
def small(equality_key: Any) -> Questionnaire:
    from careloom.centre.services import load_defaults

    load_defaults(by="system")
    version = forms.survey()
    forms.send(version, forms.ROWS)
    return version.questionnaire


@pytest.fixture
def browser(settings: Any) -> Client:
    settings.DEMO = True
    found = Client(headers={"host": "localhost"})
    found.force_login(make.rosa())
    return found


def test_a_target_from_a_published_number_keeps_its_source_and_what_it_counts(small: Questionnaire, browser: Client) -> None:
    number = "population|usual residents|Scotland"
    sent = {"group": "|carer|scotland", "number": "60", "benchmark": number, "source": "", "definition": ""}
    assert browser.post("/desk/listening/small/targets/", sent).status_code == 302
    target = Target.objects.get()
    assert "Scotland's Census 2022" in target.source and "[recalled]" in target.source  # not checked: it says so
    assert target.definition.startswith("usual residents")


def test_a_target_without_a_source_is_refused_and_nothing_typed_is_lost(small: Questionnaire, browser: Client) -> None:
    refused = browser.post("/desk/listening/small/targets/", {"group": "|carer|wales", "number": "61"})
    assert refused.status_code == 422 and 'value="61"' in refused.content.decode() and not Target.objects.exists()


def test_any_other_field_can_have_a_target_and_nobody_comes_first(small: Questionnaire, browser: Client) -> None:
    services.set_target(questionnaire=small, field="channel", category="web", number=300, source="s", by="t")
    services.set_target(questionnaire=small, field="language", category="ur", number=20, source="s", by="t")
    rows = queries.other_balance(small)
    assert [(r["target"].category, r["returns"], r["short"]) for r in rows] == [("ur", 0, 20), ("web", 202, 98)]
    assert "language: ur" in browser.get("/desk/listening/small/").content.decode()


def test_published_numbers_say_what_they_count_and_which_were_not_checked() -> None:
    page = Client(headers={"host": "localhost"}).get("/benchmarks/").content.decode()
    assert "council-arranged support only" in page and page.count("tag-caution") == sum(
        row["status"] == "recalled" for row in queries.benchmarks())  # fmt: skip


def test_steps_stay_and_each_cites_the_one_before(small: Questionnaire) -> None:
    services.make_safe(questionnaire=small, by="t", **SAFE)
    task = services.plan_outreach(questionnaire=small, role_group="provider", nation="wales", owner_id="person_r", by="t",
                                  next_action="Call", due_on=date.today())  # fmt: skip
    for done, state in (("Called", "contacted"), ("Visited", "taking-part")):
        services.step_outreach(task=task, state=state, done=done, next_action="More", due_on=date.today(), by="t",
                               offered_back="A summary" if done == "Visited" else "")  # fmt: skip
    assert [s.done for s in queries.steps(task)] == ["Visited", "Called"]
    last = Entry.objects.filter(subject=task.public_id).order_by("-pk")[0]
    assert because_of(last)[-1].event == "outreach.stepped"


def test_people_are_not_met_before_somebody_said_how_they_are_safe(small: Questionnaire) -> None:
    task = services.plan_outreach(questionnaire=small, role_group="provider", nation="wales", owner_id="r", by="t",
                                  next_action="Call", due_on=date.today())  # fmt: skip
    with pytest.raises(services.NotSafeYet):
        services.step_outreach(task=task, state="contacted", next_action="x", due_on=date.today(), by="t")


def test_everyone_can_read_the_ground_rules(small: Questionnaire, browser: Client) -> None:
    stranger = Client(headers={"host": "localhost"})
    assert "being written" in stranger.get("/surveys/small/ground-rules/").content.decode()
    assert browser.post("/desk/listening/small/safe/", SAFE).status_code == 302
    page = stranger.get("/surveys/small/ground-rules/").content.decode()
    assert "We tell the lead" in page and "999" in page


def test_what_is_due_stands_on_the_owners_desk(small: Questionnaire) -> None:
    rosa = make.rosa()
    for days, what in ((-1, "Late one"), (3, "Soon one"), (30, "Far one")):
        services.plan_outreach(questionnaire=small, role_group="carer", nation="wales", owner_id=rosa.person.public_id,
                               by="t", next_action=what, due_on=date.today() + timedelta(days=days))  # fmt: skip
    tasks = desk.tasks(rosa)
    assert [t["words"] for t in tasks] == ["Late: Late one", "Due soon: Soon one"]
    assert tasks[1]["address"] == "/desk/listening/small/outreach/2/"


def test_who_waits_for_paper_or_a_message_stands_on_the_desk_of_staff_only(small: Questionnaire) -> None:
    services.ask_for_paper(questionnaire=small, way="paper", edition="standard", language="en", copies=1, contact={"name": "G"})
    services.join_waiting_list(questionnaire=small, email="a@example.org", edition="easy", language="", consent_wording="w")
    assert [t["words"] for t in desk.tasks(make.rosa())] == [
        "1 asked for paper or a call: Small", "1 wait for the message that it is open: Small"]  # fmt: skip
    assert desk.tasks(make.stranger()) == []


def test_help_that_people_want_stands_beside_help_that_is_offered(small: Questionnaire, browser: Client) -> None:
    rows = queries.matched(small)
    assert {(r["kind"], r["nation"]) for r in rows} == {(k, n) for k in ("advice", "money") for n in forms.NATIONS}
    assert sum(r["wanted"] for r in rows) == 202 and all(not r["offers"] for r in rows)
    sent = {"form": "offer", "kind": "money", "nation": "wales", "words": "Travel fund", "contact": "x@example.org"}
    assert browser.post("/desk/listening/small/help/", sent).status_code == 302
    rows = queries.matched(small)
    assert [(r["kind"], r["nation"]) for r in rows if r["offers"]] == [("money", "wales")] and rows[-1]["offers"]
    assert "Travel fund" in Client(headers={"host": "localhost"}).get("/surveys/small/help/").content.decode()
    assert browser.post("/desk/listening/small/help/", {"end": HelpOffer.objects.get().public_id}).status_code == 302
    assert not queries.offers(small)


def test_a_community_that_is_not_reached_is_written_down_with_what_is_in_the_way(small: Questionnaire, browser: Client) -> None:
    sent = {"form": "gap", "community": "Roma carers", "nation": "wales", "support": "Assessment", "barrier": "English only",
            "heard_from": "A lunch club"}  # fmt: skip
    assert browser.post("/desk/listening/small/help/", {**sent, "barrier": ""}).status_code == 422
    assert browser.post("/desk/listening/small/help/", sent).status_code == 302
    assert [g.community for g in queries.access_gaps_in(["wales"])] == ["Roma carers"]
    assert queries.access_gaps_in(["scotland"]) == []
    assert "English only" in browser.get("/desk/listening/small/help/").content.decode()


@pytest.mark.parametrize("number", [10, 40])
def test_the_page_of_who_is_missing_costs_the_same_for_any_number_of_tasks(
    small: Questionnaire, browser: Client, number: int, django_assert_max_num_queries: Any
) -> None:
    for n in range(number):
        services.plan_outreach(questionnaire=small, role_group="carer", nation="wales", owner_id="r", by="t",
                               next_action=f"Call {n}", due_on=date.today())  # fmt: skip
    with django_assert_max_num_queries(24):
        browser.get("/desk/listening/small/")
