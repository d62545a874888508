"""Listening: the demo's survey in every twin, known totals, who is missing, paper and waiting."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from careloom.listening import demo, queries, services
from careloom.listening.models import Outreach, PaperRequest, Waiting
from careloom.people.models import Organisation
from careloom.questionnaires import chrome, definition, words
from careloom.questionnaires import queries as forms
from careloom.questionnaires import services as engine
from careloom.questionnaires.models import Questionnaire
from tests import make


def client() -> Client:
    return Client(headers={"host": "localhost"})


@pytest.fixture
def survey(db: Any, equality_key: Any) -> Questionnaire:
    return demo.survey(by="system").questionnaire


def test_the_demo_survey_has_words_for_every_string_of_every_twin(survey: Questionnaire) -> None:
    version = forms.newest(survey)
    assert version is not None and forms.faults_before_publishing(version) == []
    assert len([q for q in forms.definition_of(version).questions.values() if not q.of]) == 16
    assert forms.definition_of(version).seconds() <= definition.LONGEST


def test_the_easy_read_twin_of_the_demo_is_easy() -> None:
    assert words.easy_read_lints(demo.words()[("easy", "en")]) == []
    easy = {key: text for key, text in chrome.words_for(("easy", "en")).items() if "{" not in text}
    assert [lint for lint in words.easy_read_lints(easy) if lint.code == "long"] == []


def test_every_twin_asks_the_same_questions_with_the_same_codes(survey: Questionnaire) -> None:
    import re

    seen = {}
    for twin in ("en", "cy", "ur", "en-easy"):
        browser, names = client(), set()
        filled: dict[str, Any] = {"q.role": "carer", "q.nation": "wales", "q.what-matters": "x", "q.quote": "yes"}
        for page in range(5):
            text = browser.post(
                f"/surveys/what-matters/{twin}/", {**filled, "at": page, "go": f"page:{page}"}
            ).content.decode()
            names |= set(re.findall(r'<(?:input|textarea|select)[^>]*name="(q\.[^"]+)"(?:[^>]*value="([^"]*)")?', text))
        seen[twin] = {(n, v) for n, v in names if n not in {"q.what-matters"}}
    assert seen["en"] == seen["cy"] == seen["ur"]
    assert {n for n, _ in seen["en-easy"]} - {"q.helped"} <= {n for n, _ in seen["en"]}
    assert seen["en-easy"] - {p for p in seen["en-easy"] if p[0] == "q.helped"} <= seen["en"]


def test_urdu_is_read_from_right_to_left(survey: Questionnaire) -> None:
    page = client().get("/surveys/what-matters/ur/").content.decode()
    assert '<html lang="ur" dir="rtl"' in page and "آگے بڑھیں" in page and "Go on" not in page


def test_the_dashboard_reproduces_the_known_totals(demo_centre: None, equality_key: Any) -> None:
    survey, known = Questionnaire.objects.get(slug="what-matters"), demo.known_totals()
    assert forms.totals(survey) == {"returns": known["returns"], "people": known["people"]}
    assert queries.groups(survey)["returns"] == known["groups"]
    balance = queries.balance(survey)
    assert sum(row["returns"] for row in balance) == known["returns"]
    for nation, roles in demo.CELLS.items():
        for role, count in roles.items():
            assert next(r for r in balance if (r["role"], r["nation"]) == (role, nation))["returns"] == count
    assert [(r["role"], r["nation"]) for r in balance if r["nobody"]] == [("provider", "northern-ireland")]
    assert balance[0]["nobody"]  # nobody at all comes first


def test_the_engagement_lead_plans_who_to_reach_next(survey: Questionnaire, settings: Any) -> None:
    settings.DEMO = True
    rosa = make.rosa()
    browser = client()
    browser.force_login(rosa)
    sent = {"role_group": "provider", "nation": "northern-ireland", "organisation": "", "offered_back": "A report for them",
            "next_action": "Call the care homes' association", "due_on": (date.today() + timedelta(days=7)).isoformat()}  # fmt: skip
    from careloom.centre.services import load_defaults

    load_defaults(by="system")
    answer = browser.post("/desk/listening/what-matters/", sent)
    assert answer.status_code == 302
    task = Outreach.objects.get()
    assert (
        task.owner_id == rosa.person.public_id
        and "Call the care homes" in browser.get("/desk/listening/what-matters/").content.decode()
    )
    step = {"done": "Called; they want paper", "state": "contacted", "next_action": "Bring paper",
            "due_on": date.today().isoformat(), "offered_back": "A summary"}  # fmt: skip
    refused = browser.post("/desk/listening/what-matters/outreach/1/", step)
    assert refused.status_code == 422 and "ground rules" in refused.content.decode()  # nobody said how people are safe
    services.make_safe(questionnaire=survey, by=task.owner_id, **demo.SAFE)
    assert browser.post("/desk/listening/what-matters/outreach/1/", step).status_code == 302
    assert Outreach.objects.get().state == "contacted"
    page = browser.get("/desk/listening/what-matters/outreach/1/").content.decode()
    assert "Called; they want paper" in page and "Anybody can stop at any time" in page


def test_outreach_remembers_which_organisation_was_offered_what(survey: Questionnaire) -> None:
    group = Organisation.objects.create(public_id="organisation_x", name="Cariad", kind="community", user_led=True)
    services.plan_outreach(questionnaire=survey, role_group="carer", nation="wales", organisation=group, owner_id="p",
                           next_action="Visit", due_on=date.today(), offered_back="A summary in Welsh", by="p")  # fmt: skip
    (task,) = queries.outreach(survey)
    assert (task.organisation, task.offered_back) == (group, "A summary in Welsh")


def test_an_address_for_paper_is_sealed_and_goes_when_the_copy_is_sent(survey: Questionnaire) -> None:
    sent = {"way": "paper", "language": "ur", "name": "Grace", "address": "1 High Street", "copies": "2"}
    for _ in range(2):  # a double click is one request
        assert client().post("/surveys/what-matters/paper/", sent).status_code == 302
    asked = PaperRequest.objects.get()
    assert asked.language == "ur"
    assert b"High Street" not in bytes(asked.sealed)
    assert queries.paper_waiting(survey)[0]["contact"] == {"name": "Grace", "address": "1 High Street"}
    services.paper_sent(request=asked, by="system")
    assert bytes(PaperRequest.objects.get().sealed) == b"" and queries.paper_waiting(survey) == []


def test_a_wrong_request_for_paper_loses_nothing_typed(survey: Questionnaire) -> None:
    page = client().post(
        "/surveys/what-matters/paper/", {"way": "paper", "name": "Grace", "address": "1 High Street", "copies": "0"}
    )
    assert page.status_code == 422 and "1 High Street" in page.content.decode() and not PaperRequest.objects.exists()


def test_paper_is_asked_for_in_a_language_and_a_format_that_there_are(survey: Questionnaire) -> None:
    at = "/surveys/what-matters/paper/"
    assert '<option value="ur" selected>' in client().get(f"{at}?twin=ur").content.decode()
    sent = {"language": "ur", "name": "Grace", "address": "1 High Street", "copies": "1"}
    wrong = client().post(at, {**sent, "way": "easy"})
    assert wrong.status_code == 422 and "We have Easy Read in: English" in wrong.content.decode()
    client().post(at, {**sent, "way": "large"})
    assert PaperRequest.objects.get().edition == "large"
    engine.close(questionnaire=survey, by="t")
    page = client().get(at).content.decode()
    assert "This survey is closed" in page and "<textarea" not in page


def test_before_its_first_day_people_can_wait_and_nobody_is_told_that_it_is_open(survey: Questionnaire) -> None:
    engine.set_dates(questionnaire=survey, opens_on=timezone.localdate() + timedelta(days=3), closes_on=None, by="t")
    at = "/surveys/what-matters/waiting/"
    assert at in client().get("/surveys/what-matters/").content.decode()
    assert "Soon" in client().get("/surveys/").content.decode()
    sent = {"email": "grace@example.org", "edition": "standard", "language": "en", "consent": "on"}
    assert client().get(at).status_code == 200 and client().post(at, sent)["location"] == at
    assert queries.left_to_write() == []
    with pytest.raises(services.NotOpen):
        services.ask_for_launch(questionnaire=survey, address="https://c.example", by="t")


@pytest.mark.django_db
def test_the_waiting_list_takes_an_address_once_and_forgets_on_wish() -> None:
    raw = {"pages": [{"id": "p", "questions": [{"id": "q", "kind": "short"}]}]}
    version = engine.make_questionnaire(slug="soon", name="Soon", raw=raw, promised=[words.FIRST], by="system")
    sent = {"email": "Grace@example.org", "edition": "standard", "language": "en", "consent": "on"}
    browser = client()
    assert browser.post("/surveys/soon/waiting/", {**sent, "consent": ""}).status_code == 422
    assert browser.post("/surveys/soon/waiting/", sent).status_code == 302
    assert (
        browser.post("/surveys/soon/waiting/", {**sent, "email": "grace@example.org", "edition": "easy"}).status_code
        == 302
    )
    waiting = Waiting.objects.get()
    assert (waiting.email, waiting.edition) == ("grace@example.org", "easy")
    assert services.mark_mailed(waiting=waiting, by="system") and not services.mark_mailed(waiting=waiting, by="system")
    services.leave_waiting_list(waiting=waiting, by="guest")
    assert not Waiting.objects.exists() and version.questionnaire.state == "draft"


def test_the_gap_table_costs_the_same_for_any_number_of_returns(
    survey: Questionnaire, django_assert_max_num_queries: Any
) -> None:
    version = forms.newest(survey)
    assert version is not None
    with django_assert_max_num_queries(6):
        queries.balance(survey)
    engine.receive_many(version=version, returns=list(demo.returns())[:300], by="system")
    with django_assert_max_num_queries(6):
        queries.balance(survey)
