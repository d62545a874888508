"""The API: everybody reads, tools write with a token, nothing is done twice, and every refusal says why."""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from careloom.centre.models import Topic
from careloom.centre.services import load_defaults
from careloom.evidence.models import Gap, Item
from careloom.people import services as people
from careloom.people.models import Person
from careloom.projects.models import Project
from careloom.questionnaires.models import AnswerSet
from careloom.showing import services
from careloom.showing.api import door
from careloom.showing.models import Token, TokenUse
from careloom.site.demo import REGISTER
from careloom.site.register import import_folder
from careloom.thread import queries as thread
from careloom.thread.models import Entry
from tests import api_reference, make
from tests.rooms.evidence.test_gaps import judged
from tests.rooms.showing import cast

KEY = "0123456789abcdef"
ITEM = {"kind": "practice", "title": "Key safes", "setting": "Home care", "role": "Manager", "tried": "Key safes",
        "happened": "Visits were quicker", "outcome": "worked"}  # fmt: skip


@pytest.fixture(autouse=True)
def _fresh(db: Any, settings: Any) -> None:
    settings.DEMO = True  # no second factor on the loopback
    cache.clear()


def call(address: str, sent: Any = None, *, secret: str = "", key: str = KEY, **headers: str) -> Any:
    given = {"host": "localhost", **({"authorization": f"Bearer {secret}"} if secret else {}), **headers}
    client = Client(headers=given)
    if sent is None:
        return client.get(f"/api/v1/{address}")
    more = {"HTTP_IDEMPOTENCY_KEY": key} if key else {}
    return client.post(f"/api/v1/{address}", sent, content_type="application/json", **more)  # type: ignore[arg-type]


def refusal(answer: Any) -> tuple[int, str]:
    error = answer.json()["error"]
    assert set(error) == {"code", "message", "values"} and error["message"]
    return answer.status_code, error["code"]


def token(*scopes: str, person: Any = None, days: int = 30) -> str:
    who = person or make.rosa().person
    return services.make_token(name="Tablet", scopes=scopes, days=days, person=who, by=who.public_id)[1]


def test_the_addresses_are_those_that_ninja_knows_and_each_write_asks_for_a_token() -> None:
    from careloom.showing.api.application import described, views

    assert set(views) == {*door.READS, *door.WRITES}
    for path, methods in described()["paths"].items():
        for method, operation in methods.items():
            assert (method == "get") != ("security" in operation), path
            assert set(operation["responses"]) >= ({"200", "429"} if method == "get" else {"200", "201", "400", "401", "403"})


def test_the_reference_page_is_the_description() -> None:
    assert api_reference.FILE.read_text() == api_reference.page(), "write it with: python -m tests.api_reference"


def test_everybody_reads_the_register_topics_and_every_table() -> None:
    load_defaults(by="system")
    import_folder(REGISTER, by="system")
    assert call("").json()["release"] is None and call("tables/").json()["tables"] == []
    services.publish_open_data(by="system")
    whole = call("tables/").json()
    assert whole["release"] == 1 and {"projects", "topics", "places"} <= {t["name"] for t in whole["tables"]}
    page = call("tables/projects/?where=nation:wales&per_page=2").json()
    assert len(page["rows"]) <= 2 and page["total"] == sum(p["nation"] == "wales" for p in call("projects/").json()["projects"])
    assert page["total"] == call("projects/?nation=wales").json()["total"] > 0
    one = call("projects/p01/").json()
    assert one == call("tables/projects/p01/").json()["row"] and one["title"]
    assert {t["year"] for t in call("topics/?year=2026").json()["topics"]} == {"2026"}
    assert call("releases/").json()["releases"][0]["address"].endswith("/open-data/1/")
    assert call("projects/?page=9999").json()["projects"] == []


@pytest.mark.parametrize(("address", "expected"), [
    ("tables/people/", (404, "no_table")), ("projects/nobody/", (404, "no_project")), ("secrets/", (404, "not_found")),
    ("tables/topics/?where=secret:x", (422, "unknown_filter")), ("projects/?page=0", (422, "not_as_described")),
    ("projects/?words=a%00b", (422, "not_text")), ("gaps/", (405, "not_this_way")),
    ("tables/coverage/England/", (404, "no_row")),
])  # fmt: skip
def test_what_cannot_be_answered_says_why(address: str, expected: tuple[int, str]) -> None:
    services.publish_open_data(by="system")
    assert refusal(call(address)) == expected


def test_programs_on_other_sites_may_read_but_not_write() -> None:
    assert call("projects/")["Access-Control-Allow-Origin"] == "*"
    asked = Client(headers={"host": "localhost"}).options("/api/v1/projects/")
    assert asked.status_code == 204 and "POST" not in asked["Access-Control-Allow-Methods"]
    for answer in (call("gaps/", {}), Client(headers={"host": "localhost"}).options("/api/v1/gaps/")):
        assert "Access-Control-Allow-Origin" not in answer
    assert Client(headers={"host": "localhost"}).head("/api/v1/projects/").status_code == 200


@pytest.mark.parametrize("role", ["", *make.Role.values])
def test_no_account_opens_a_write_whatever_its_role(role: str) -> None:
    client = Client(headers={"host": "localhost"})
    client.force_login(make.account("Reader", role=role))
    for route in ("answers/what-matters/", "evidence/", "gaps/"):
        answer = client.post(f"/api/v1/{route}", ITEM, content_type="application/json", HTTP_IDEMPOTENCY_KEY=KEY)
        assert refusal(answer) == (401, "no_token") and answer["WWW-Authenticate"] == "Bearer"
    assert not Item.objects.exists()


def test_a_token_is_kept_as_a_hash_and_opens_only_what_it_is_for() -> None:
    secret = token("evidence")
    assert secret not in json.dumps(list(Token.objects.values_list("hashed", "name", "public_id")))
    assert refusal(call("gaps/", {"question": "x"}, secret=secret)) == (403, "no_scope")
    assert refusal(call("evidence/", ITEM, secret="careloom_wrong")) == (401, "wrong_token")
    assert call("evidence/", ITEM, secret=secret).status_code == 201


def test_a_token_ends_by_its_day_by_hand_with_the_role_and_with_the_person() -> None:
    rosa = make.rosa()
    secrets = [token("evidence", person=rosa.person) for _ in range(2)]
    first, second = Token.objects.order_by("pk")
    Token.objects.filter(pk=first.pk).update(made_at=timezone.now() - timedelta(days=2), ends_at=timezone.now() - timedelta(days=1))
    assert refusal(call("evidence/", ITEM, secret=secrets[0])) == (401, "wrong_token")
    assert services.withdraw_token(token=second, by="system") and not services.withdraw_token(token=second, by="system")
    assert refusal(call("evidence/", ITEM, secret=secrets[1])) == (401, "wrong_token")
    tom = make.account("Tom", role=make.Role.ANALYST)
    third, fourth = token("evidence", person=tom.person), token("evidence", person=make.megan().person)
    people.end_role(grant=tom.person.roles.get(), by="system")
    assert refusal(call("evidence/", ITEM, secret=third)) == (401, "wrong_token")
    people.erase_person(person=Person.objects.get(name="Megan"), by="system")
    assert refusal(call("evidence/", ITEM, secret=fourth)) == (401, "wrong_token")
    assert not Item.objects.exists()


def test_the_same_key_does_a_thing_once_and_another_thing_not_at_all() -> None:
    secret = token("evidence")
    first, again = call("evidence/", ITEM, secret=secret), call("evidence/", ITEM, secret=secret)
    assert (first.status_code, again.status_code) == (201, 200) and first.json() == again.json()
    assert refusal(call("evidence/", ITEM | {"title": "Other"}, secret=secret)) == (409, "key_used")
    assert refusal(call("evidence/", ITEM, secret=secret, key="")) == (422, "not_as_described")
    other = token("evidence", person=make.megan().person)
    assert call("evidence/", ITEM, secret=other).status_code == 201  # a key belongs to one token
    assert Item.objects.count() == TokenUse.objects.count() == 2


def test_each_write_stands_on_the_trace_and_rests_on_what_was_made() -> None:
    secret = token("evidence")
    made = call("evidence/", ITEM, secret=secret).json()["id"]
    used = Entry.objects.get(event="token.used")
    row = Token.objects.get()
    assert used.subject == row.public_id and used.actor == row.person_id and row.used_at
    assert [cause.subject for cause in thread.because_of(used)] == [made]


def test_an_item_that_does_not_keep_the_schema_is_refused_with_every_fault_and_leaves_the_key_free() -> None:
    secret = token("evidence")
    bad = ITEM | {"outcome": "great", "year": 99999, "topics": ["nobody knows"], "role": "x" * 201}
    answer = call("evidence/", bad, secret=secret)
    assert refusal(answer) == (422, "item") and len(answer.json()["error"]["values"]["faults"]) == 4
    assert call("evidence/", ITEM, secret=secret).status_code == 201


@pytest.mark.parametrize("body", ["{", '{"a": NaN}', '{"title": "\\u0000"}', '{"title": "\\ud800"}', "[" * 3000])
def test_what_is_no_text_is_refused(body: str) -> None:
    assert refusal(call("evidence/", body, secret=token("evidence")))[0] == 400


def test_an_answer_is_taken_by_the_rules_of_its_form_and_its_code_follows_it(equality_key: Any) -> None:
    version = cast.survey()
    secret = token("answers")
    slug = version.questionnaire.slug
    answer = call(f"answers/{slug}/", {"answers": {"nonsense": "x"}}, secret=secret)
    assert refusal(answer) == (422, "answers") and answer.json()["error"]["values"]["questions"]["nonsense"] == "no_such_question"
    body = {"answers": {"role": "carer", "nation": "wales", "views": "More time", "quote": "no"}, "channel": "phone"}
    first, again = call(f"answers/{slug}/", body, secret=secret), call(f"answers/{slug}/", body, secret=secret)
    assert (first.status_code, again.status_code) == (201, 200) and first.json() == again.json()
    made = AnswerSet.objects.get()
    assert made.channel == "phone" and made.entered_by and made.public_id == first.json()["voice"]
    page = Client(headers={"host": "localhost"}).post("/surveys/receipt/", {"code": first.json()["code"]}, follow=True)
    assert page.status_code == 200 and "More time" in page.content.decode()
    assert first.json()["code"] not in json.dumps(list(TokenUse.objects.values("key", "asked", "answer")))
    assert refusal(call("answers/nobody/", body, secret=secret, key=KEY + "2")) == (404, "no_survey")


def test_a_gap_is_raised_only_where_somebody_looked() -> None:
    secret = token("gaps")
    body = {"question": "question_x", "kind": "research", "nation": "wales", "plain": "We do not know.", "easy": "Nobody knows."}
    assert refusal(call("gaps/", body, secret=secret)) == (422, "not_judged")
    unit = judged()
    body |= {"question": unit.question.public_id, "kind": unit.kind, "nation": unit.nation}
    assert refusal(call("gaps/", body | {"because": ["entry_x"]}, secret=secret)) == (422, "no_entry")
    made = call("gaps/", body, secret=secret)
    assert made.status_code == 201 and Gap.objects.get().public_id == made.json()["id"]
    assert Client(headers={"host": "localhost"}).get(urlsplit(made.json()["address"]).path).status_code == 200


def test_wrong_tokens_are_counted_apart_from_good_ones() -> None:
    secret = token("evidence")
    assert {call("evidence/", ITEM, secret=secret).status_code for _ in range(25)} == {201, 200}
    for _ in range(20):
        assert refusal(call("evidence/", ITEM, secret="careloom_guess")) == (401, "wrong_token")
    assert refusal(call("evidence/", ITEM, secret="careloom_guess")) == (429, "too_many")


def test_who_asks_without_end_is_asked_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(door.MOST, "anyone", 3)
    answers = [call("projects/") for _ in range(4)]
    assert [a.status_code for a in answers[:3]] == [200] * 3
    assert refusal(answers[3]) == (429, "too_many") and answers[3]["Retry-After"]


def test_a_list_asks_the_database_the_same_few_times_however_long_it_is() -> None:
    load_defaults(by="system")
    services.publish_open_data(by="system")

    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert call(address).status_code == 200
        return len(found)

    import_folder(REGISTER, by="system")
    services.publish_open_data(by="system")
    addresses = ("projects/", "topics/", "tables/", "tables/topics/", "releases/")
    before = {a: asked(a) for a in addresses}
    for number in range(40):
        Topic.objects.create(slug=f"t{number}", name="x", process="Survey", year="2020", level="topic")
        Project.objects.create(public_id=f"project_{number}", register_id=f"x{number}", title=f"Title {number}")
    services.publish_open_data(by="system")
    assert {a: asked(a) for a in addresses} == before and max(before.values()) <= 6


def test_staff_make_a_token_see_it_once_and_end_it() -> None:
    rosa = make.rosa()
    client = Client(headers={"host": "localhost"})
    client.force_login(rosa)
    sent = {"name": "Tablet", "scopes": ["gaps"], "days": "30", "once": "a" * 32}
    page = client.post("/desk/open-data/tokens/", sent)
    assert "careloom_" in page.content.decode() and page["Cache-Control"] == "no-store"
    assert "careloom_" not in client.post("/desk/open-data/tokens/", sent, follow=True).content.decode()
    row = Token.objects.get()
    other = Client(headers={"host": "localhost"})
    other.force_login(make.account("Tom", role=make.Role.ANALYST))
    assert other.post(f"/desk/open-data/tokens/{row.public_id}/withdraw/").status_code == 404
    assert client.post("/desk/open-data/tokens/", sent | {"scopes": []}).status_code == 422
    client.post(f"/desk/open-data/tokens/{row.public_id}/withdraw/")
    row.refresh_from_db()
    assert row.withdrawn_at and Entry.objects.filter(event="token.withdrawn", subject=row.public_id).exists()
