"""The form engine as people meet it: conditions, faults, receipts, twins, groups, once only."""

import json
import uuid
from typing import Any

import pytest
from django.test import Client

from careloom.questionnaires import (
    answering,
    definition,
    group,
    kinds,
    queries,
    receipts,
    services,
    words,
    xlsform,
    xlsform_in,
)
from careloom.questionnaires.models import AnswerSet, Draft, Questionnaire, Version, Wording
from careloom.thread.models import Entry

SMALL = {
    "pages": [
        {"id": "one", "questions": [
            {"id": "role", "kind": "one", "options": ["carer", "other"], "required": True, "means": "role_group"},
            {"id": "hours", "kind": "number", "low": 0, "high": 168, "when": {"question": "role", "is": "carer"}},
            {"id": "topics", "kind": "many", "options": ["home", "breaks", "none"], "exclusive": ["none"]}]},
        {"id": "two", "questions": [
            {"id": "say", "kind": "long", "required": True}, {"id": "born", "kind": "date", "partial": True},
            {"id": "order", "kind": "rank", "options": ["a", "b", "c"]},
            {"id": "age", "kind": "one", "options": ["young", "old"], "protected": True}]},
    ]
}  # fmt: skip


def published(slug: str = "small", promised: tuple[words.Twin, ...] = (words.FIRST,)) -> Version:
    """The small questionnaire, open, in English only (for a centre outside Wales)."""
    version = services.make_questionnaire(
        slug=slug, name="Small", raw=SMALL, promised=promised, by="system", in_wales=False)  # fmt: skip
    for twin in promised:
        keys = services.required_words(version, twin[0])
        services.set_words(version=version, twin=twin, texts={k: f"{k} in {twin[1]}" for k in keys}, by="system")
        services.check_words(version=version, twin=twin, checker="Aisha", by="system")
    services.publish(version=version, by="system")
    return version


def client() -> Client:
    return Client(headers={"host": "localhost"})


FILLED = {"q.role": "carer", "q.hours": "12", "q.topics": ["home", "breaks"], "q.say": "More time.", "q.age": "old",
          "q.born.year": "1960", "q.order.a": "2", "q.order.b": "1"}  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        ({}, "needs a list of pages"),
        ({"pages": [{"id": "p", "questions": [{"id": "Q 1", "kind": "one"}]}]}, "small letters"),
        ({"pages": [{"id": "p", "questions": [{"id": "q", "kind": "colour"}]}]}, "the kind must be one of"),
        ({"pages": [{"id": "p", "questions": [{"id": "q", "kind": "one", "options": ["a"]}]}]}, "at least two options"),
        ({"pages": [{"id": "p", "questions": [{"id": "q", "kind": "short", "when": {"question": "z", "is": "a"}}]}]},
         "does not come earlier"),
        ({"pages": [{"id": "p", "questions": [{"id": "q", "kind": "short"}, {"id": "q", "kind": "short"}]}]}, "two questions"),
        ({"pages": [{"id": "p", "questions": [{"id": "q", "kind": "short", "when": {"any": []}}]}]}, "at least one condition"),
        ({"pages": [{"id": "p", "questions": [{"id": "group-x", "kind": "short"}]}]}, "kept for answers on behalf"),
    ],
)  # fmt: skip
def test_a_faulty_definition_is_refused_with_the_reason(raw: Any, fault: str) -> None:
    with pytest.raises(definition.DefinitionError) as wrong:
        definition.read(raw)
    assert fault in str(wrong.value)


@pytest.mark.parametrize(
    ("question", "sent", "code"),
    [
        ({"kind": "one", "options": ["a", "b"]}, {"q.x": ["z"]}, "not_an_option"),
        ({"kind": "many", "options": ["a", "none"], "exclusive": ["none"]}, {"q.x": ["a", "none"]}, "exclusive"),
        ({"kind": "many", "options": ["a", "b"], "most": 1}, {"q.x": ["a", "b"]}, "too_many"),
        ({"kind": "number"}, {"q.x": ["twelve"]}, "number"),
        ({"kind": "number"}, {"q.x": ["1e400"]}, "number"),
        ({"kind": "number"}, {"q.x": ["1,5"]}, "number"),
        ({"kind": "place", "most": 500}, {"q.x": ["a" * 81]}, "too_long"),
        ({"kind": "number", "low": 1}, {"q.x": ["0"]}, "too_low"),
        ({"kind": "number", "high": 5}, {"q.x": ["6"]}, "too_high"),
        ({"kind": "date"}, {"q.x.day": ["31"], "q.x.month": ["2"], "q.x.year": ["2020"]}, "date"),
        ({"kind": "date"}, {"q.x.year": ["2020"]}, "date"),
        ({"kind": "short"}, {"q.x": ["a" * 301]}, "too_long"),
        ({"kind": "rank", "options": ["a", "b"]}, {"q.x.a": ["1"], "q.x.b": ["1"]}, "rank_twice"),
        ({"kind": "rank", "options": ["a", "b"]}, {"q.x.a": ["7"]}, "rank_number"),
        ({"kind": "short", "required": True}, {"q.x": ["  "]}, "required"),
    ],
)  # fmt: skip
def test_a_fault_has_a_code_and_words_in_every_language(
    question: dict[str, Any], sent: dict[str, list[str]], code: str
) -> None:
    from careloom.questionnaires import chrome
    from careloom.questionnaires.fields import Words

    asked = definition.read({"pages": [{"id": "p", "questions": [{"id": "x", **question}]}]}).questions["x"]
    fault = kinds.read(asked, sent).fault
    assert fault is not None and fault.code == code
    for language in chrome.languages():
        assert "{" not in Words(("standard", language), {}).fault(asked, fault)


def test_a_date_may_be_partial_where_the_question_says_so() -> None:
    asked = definition.read(
        {"pages": [{"id": "p", "questions": [{"id": "x", "kind": "date", "partial": True}]}]}
    ).questions["x"]
    assert kinds.read(asked, {"q.x.year": ["1960"], "q.x.month": ["3"]}).value == "1960-03"
    assert kinds.read(asked, {"q.x.year": ["۱۹۶۰"], "q.x.month": ["۳"]}).value == "1960-03"


@pytest.mark.parametrize(("typed", "value"), [("1,200", "1200"), ("1 200", "1200"), ("-12.50", "-12.5"), ("٣٥", "35")])
def test_a_number_is_read_as_people_write_it(typed: str, value: str) -> None:
    asked = definition.read({"pages": [{"id": "p", "questions": [{"id": "x", "kind": "number"}]}]}).questions["x"]
    assert kinds.read(asked, {"q.x": [typed]}).value == value


def test_an_answer_falls_away_only_after_the_person_was_told() -> None:
    questions = definition.read(SMALL)
    raw = {"q.role": ["other"], "q.hours": ["12"]}
    told = answering.move(questions, "standard", raw, at=0, go="next")
    assert told.at == 0 and told.dropped == ["hours"] and told.raw["q.hours"] == ["12"]
    gone = answering.move(questions, "standard", {**raw, "drop": ["yes"]}, at=0, go="next")
    assert gone.at == 1 and "q.hours" not in gone.raw


def test_a_person_changes_back_and_finds_the_answer_still_there() -> None:
    told = answering.move(definition.read(SMALL), "standard", {"q.role": ["other"], "q.hours": ["12"]}, at=0, go="next")
    again = answering.move(definition.read(SMALL), "standard", {**told.raw, "q.role": ["carer"]}, at=0, go="next")
    assert again.at == 1 and again.answers()["hours"] == "12"


@pytest.mark.django_db
def test_grace_answers_on_the_web_and_sees_what_came_of_it(equality_key: Any) -> None:
    published()
    browser, once = client(), uuid.uuid4().hex
    page = browser.get("/surveys/small/en/").content.decode()
    assert "checked" not in page and "selected" not in page  # nothing is preselected
    first = {key: FILLED[key] for key in ("q.role", "q.hours", "q.topics")}
    page = browser.post("/surveys/small/en/", {**first, "at": 0, "go": "next", "once": once}).content.decode()
    assert 'name="q.role" value="carer"' in page  # carried along
    checked = browser.post("/surveys/small/en/", {**FILLED, "at": 1, "go": "next", "once": once})
    assert checked.status_code == 200 and AnswerSet.objects.count() == 0
    sent = browser.post("/surveys/small/en/", {**FILLED, "at": -1, "go": "send", "once": once})
    code = receipts.code_for(once)
    assert code in sent.content.decode()
    assert AnswerSet.objects.get().role_group == "carer"
    came = browser.post("/surveys/receipt/", {"code": code.lower().replace("-", " ")}).content.decode()
    assert "More time." in came and "Heard" in came and "q.age" not in came


@pytest.mark.django_db
def test_a_double_click_is_one_answer_with_one_code(equality_key: Any) -> None:
    published()
    browser, once = client(), uuid.uuid4().hex
    pages = [browser.post("/surveys/small/en/", {**FILLED, "at": -1, "go": "send", "once": once}) for _ in range(2)]
    assert all(receipts.code_for(once) in page.content.decode() for page in pages)
    assert AnswerSet.objects.count() == 1 and Entry.objects.filter(event="voice.received").count() == 1


@pytest.mark.django_db
def test_one_wrong_answer_saves_nothing_and_gives_all_text_back() -> None:
    published()
    wrong = {**FILLED, "q.hours": "many", "at": -1, "go": "send", "once": uuid.uuid4().hex}
    page = client().post("/surveys/small/en/", wrong)
    assert page.status_code == 422 and AnswerSet.objects.count() == 0
    text = page.content.decode()
    assert 'value="many"' in text and "More time." in text and 'href="#q-hours"' in text


@pytest.mark.django_db
def test_equality_answers_are_kept_apart_and_never_exported(equality_key: Any) -> None:
    from careloom.people.models import EqualityData
    from careloom.questionnaires import exchange

    version = published()
    client().post("/surveys/small/en/", {**FILLED, "at": -1, "go": "send", "once": uuid.uuid4().hex})
    kept = EqualityData.objects.get()
    assert kept.person_id == AnswerSet.objects.get().public_id and b"old" not in bytes(kept.sealed)
    assert not version.answer_sets.get().answers.filter(question="age").exists()
    assert ",age" not in "".join(exchange.as_csv(version)) and '"age"' not in "".join(exchange.as_json(version))
    described = exchange.metadata(version, queries.texts(version, words.FIRST), "x.csv")["tableSchema"]["columns"]
    header = next(exchange.as_csv(version)).strip().split(",")
    assert [c["titles"] for c in described] == header


@pytest.mark.django_db
def test_a_formula_in_an_answer_is_harmless_in_the_export(equality_key: Any) -> None:
    from careloom.questionnaires import exchange

    version = published()
    client().post("/surveys/small/en/", {**FILLED, "q.say": "=1+1", "at": -1, "go": "send", "once": uuid.uuid4().hex})
    assert "'=1+1" in "".join(exchange.as_csv(version))
    assert json.loads("".join(exchange.as_json(version)))[0]["answers"]["say"] == "=1+1"


@pytest.mark.django_db
def test_a_group_counts_as_one_return_and_as_its_people(equality_key: Any) -> None:
    published()
    about = {"q.group-name": "Cariad", "q.group-size": "30", "q.group-how": ["meeting", "vote"],
             "q.group-consent": "all-know", "q.group-who.0.role": "carer", "q.group-who.0.band": "20-49",
             "q.group-split": "Half of us want evenings."}  # fmt: skip
    client().post("/surveys/small/en/?for=group", {**FILLED, **about, "at": -1, "go": "send", "once": uuid.uuid4().hex})
    client().post("/surveys/small/en/", {**FILLED, "at": -1, "go": "send", "once": uuid.uuid4().hex})
    questionnaire = Questionnaire.objects.get()
    assert queries.totals(questionnaire) == {"returns": 2, "people": 31}
    kept = AnswerSet.objects.get(people=30).group
    assert kept and kept["split"] == "Half of us want evenings." and kept["who"] == [{"role": "carer", "band": "20-49"}]
    assert queries.chosen(questionnaire.versions.get(), "role") == [{"code": "carer", "returns": 2, "people": 31}]


@pytest.mark.django_db
def test_a_group_of_one_is_told_that_it_is_a_person() -> None:
    published()
    sent = {**FILLED, "q.group-name": "Me", "q.group-size": "1", "q.group-how": ["vote"], "q.group-consent": "all-know"}
    page = client().post("/surveys/small/en/?for=group", {**sent, "at": -1, "go": "send", "once": uuid.uuid4().hex})
    assert page.status_code == 422 and AnswerSet.objects.count() == 0


@pytest.mark.django_db
def test_somebody_stops_and_comes_back_with_a_code(equality_key: Any) -> None:
    published()
    page = client().post("/surveys/small/en/", {"q.role": "carer", "at": 0, "go": "save"}).content.decode()
    code = page.split('class="code" dir="ltr">')[1].split("<")[0]
    assert b"carer" not in bytes(Draft.objects.get().sealed) and code not in str(Draft.objects.values())
    back = client().post("/surveys/return/", {"code": code})
    assert 'value="carer" id="q-role" checked' in back.content.decode().replace('" checked', '" checked')


@pytest.mark.django_db
def test_a_wrong_code_says_nothing_and_guessing_ends_soon() -> None:
    browser = client()
    answers = [browser.post("/surveys/receipt/", {"code": f"AAAA-BBBB-{n:04d}"}).status_code for n in range(22)]
    assert answers[:20] == [422] * 20 and answers[20:] == [429, 429]


@pytest.mark.django_db
def test_an_answer_can_be_changed_and_taken_back_with_the_code(equality_key: Any) -> None:
    version = published()
    once = uuid.uuid4().hex
    client().post("/surveys/small/en/", {**FILLED, "at": -1, "go": "send", "once": once})
    code = receipts.code_for(once)
    changed = {**FILLED, "q.say": "Less paper.", "at": -1, "go": "send", "once": uuid.uuid4().hex, "receipt": code}
    assert code in client().post("/surveys/small/en/", changed).content.decode()
    assert [a.text for a in version.answer_sets.get().answers.filter(question="say")] == ["Less paper."]
    client().post("/surveys/receipt/", {"code": code, "go": "withdraw"})
    kept = AnswerSet.objects.get()
    assert kept.state == "withdrawn" and not kept.answers.exists()
    assert [e.event for e in Entry.objects.filter(subject=kept.public_id, event__startswith="voice").order_by("pk")] == [
        "voice.received", "voice.corrected", "voice.withdrawn"]  # fmt: skip


@pytest.mark.django_db
def test_a_closed_form_takes_nothing_and_loses_nothing_typed() -> None:
    version = published()
    services.close(questionnaire=version.questionnaire, by="system")
    page = client().post("/surveys/small/en/", {**FILLED, "at": -1, "go": "send", "once": uuid.uuid4().hex})
    assert page.status_code == 409 and "More time." in page.content.decode() and AnswerSet.objects.count() == 0


@pytest.mark.django_db
def test_nothing_is_published_before_every_promised_twin_is_whole_checked_and_in_welsh() -> None:
    promised: list[words.Twin] = [("standard", "en"), ("easy", "en"), ("standard", "cy")]
    version = services.make_questionnaire(slug="s", name="S", raw=SMALL, promised=promised, by="system")
    for twin in promised:
        keys = services.required_words(version, twin[0])
        services.set_words(version=version, twin=twin, texts=dict.fromkeys(keys, "Words."), by="system")
    with pytest.raises(services.NotReady) as wrong:
        services.publish(version=version, by="system")
    assert {code for code, _ in wrong.value.faults} == {"words", "sign_off"}
    for twin in promised:
        services.check_words(version=version, twin=twin, checker="Aisha", by="system")
    services.sign_easy_read(version=version, language="en", group="Plain Talk", by="system")
    services.publish(version=version, by="system")
    # A later change opens the gate for that string only; people go on seeing the checked words.
    services.set_words(version=version, twin=("standard", "cy"), texts={"title": "Newydd"}, by="system")
    assert queries.gaps(version) == {("standard", "cy"): ["title"]}
    assert queries.texts(version, ("standard", "cy"))["title"] == "Words."


@pytest.mark.django_db
def test_a_survey_for_wales_needs_welsh() -> None:
    version = services.make_questionnaire(slug="s", name="S", raw=SMALL, promised=[words.FIRST], by="system")
    assert ("welsh", None) in queries.faults_before_publishing(version)


@pytest.mark.django_db
def test_a_published_version_stays_as_it_is_and_a_new_one_says_what_cannot_be_compared() -> None:
    version = published()
    with pytest.raises(services.Closed):
        services.change_questions(version=version, raw=SMALL, by="system")
    changed = json.loads(json.dumps(SMALL))
    changed["pages"][0]["questions"][0]["options"].append("third")
    new = services.add_version(of=version, raw=changed, not_comparable=[], by="system")
    assert new.number == 2 and new.not_comparable == ["role"]
    assert (
        Wording.objects.filter(version=new).exclude(checked_by="").count()
        == Wording.objects.filter(version=version).count()
    )


@pytest.mark.django_db
def test_open_and_submit_keep_their_query_budget(equality_key: Any, django_assert_max_num_queries: Any) -> None:
    published()
    browser, once = client(), uuid.uuid4().hex
    with django_assert_max_num_queries(25):
        browser.get("/surveys/small/en/")
        browser.post("/surveys/small/en/", {**FILLED, "at": -1, "go": "send", "once": once})
    assert AnswerSet.objects.count() == 1


@pytest.mark.django_db
def test_a_workbook_carries_words_of_every_twin_and_easy_read_as_a_labelled_variant() -> None:
    version = published(promised=(words.FIRST, ("standard", "cy")))
    raw, said = xlsform_in.load(xlsform.write(version))
    assert definition.read(raw).pages == definition.read(SMALL).pages
    for twin in (words.FIRST, ("standard", "cy")):
        texts = queries.texts(version, twin)
        assert said[twin] == texts
    assert xlsform.column(("easy", "en")) == "Easy Read (en)"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"id,text\n1,2\n"])
def test_a_broken_workbook_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(definition.DefinitionError):
        xlsform_in.load(content)


def test_easy_read_lints_find_what_is_hard() -> None:
    hard = {"a": "This is a sentence with far too many words in it for anybody who reads Easy Read to follow well.",
            "b": "The answers are read by our team.", "c": "We engage with stakeholders.", "d": "We read it."}  # fmt: skip
    found = words.easy_read_lints(hard)
    assert {(lint.key, lint.code) for lint in found} >= {("a", "long"), ("b", "passive"), ("c", "jargon")}
    assert not [lint for lint in found if lint.key == "d"]


def test_receipt_codes_are_unguessable_and_forgiving_to_type() -> None:
    codes = {receipts.new_code() for _ in range(1000)}
    assert len(codes) == 1000 and all(len(c) == 14 for c in codes)
    code = codes.pop()
    assert receipts.hashed(code) == receipts.hashed(code.lower().replace("-", ""))
    assert len(receipts.ALPHABET) ** receipts.LENGTH > 10**17


def test_the_group_page_is_made_of_the_engines_own_questions() -> None:
    whole = group.with_group(definition.read(SMALL))
    assert [page.id for page in whole.pages] == ["group", "one", "two"]


@pytest.mark.django_db
def test_tell_us_what_works_takes_ten_minutes_and_no_account(equality_key: Any) -> None:
    from careloom.questionnaires import demo

    version = demo.form(by="system")
    questions = queries.definition_of(version)
    assert max(questions.seconds(edition) for edition in ("standard", "easy")) <= definition.LONGEST
    assert words.easy_read_lints(queries.texts(version, ("easy", "en"))) == []
    filled = {"q.role": "provider", "q.nation": "wales", "q.service": "Caban", "q.what": "We eat together.",
              "q.share": "no", "at": -1, "go": "send", "once": uuid.uuid4().hex}  # fmt: skip
    assert client().post("/surveys/what-works/cy/", filled).status_code == 200
    assert AnswerSet.objects.get().role_group == "provider"
