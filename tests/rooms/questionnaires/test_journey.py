"""The public journey and its promises: nothing is lost, nothing falls away unsaid, the gate, files, codes, offline."""

import json
import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from careloom.centre.models import Place
from careloom.questionnaires import answering, definition, queries, receipts, services, words
from careloom.questionnaires.models import Answer, AnswerSet, Attachment, Draft, Translation, Version
from careloom.questionnaires.words import FIRST
from careloom.thread.models import Entry
from tests import make
from tests.rooms.questionnaires.test_engine import FILLED, SMALL, client, published

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


def send(**more: Any) -> dict[str, Any]:
    return {**FILLED, "at": -1, "go": "send", "once": uuid.uuid4().hex, **more}


def make_open(raw: dict[str, Any], slug: str = "open", **more: Any) -> Version:
    """Any questionnaire, open in English."""
    version = services.make_questionnaire(
        slug=slug, name=slug, raw=raw, promised=[FIRST], by="system", in_wales=False, **more)  # fmt: skip
    keys = services.required_words(version, "standard")
    services.set_words(version=version, twin=FIRST, texts={k: f"words of {k}" for k in keys}, by="system")
    services.check_words(version=version, twin=FIRST, checker="Aisha", by="system")
    services.publish(version=version, by="system")
    return version


def test_a_question_on_the_same_page_is_asked_before_going_on() -> None:
    questions = definition.read(SMALL)
    shown = {"shown": ["role topics"]}
    more = answering.move(questions, "standard", {"q.role": ["carer"], **shown}, at=0, go="next")
    assert more.at == 0 and more.more == ["hours"] and not more.faults
    on = answering.move(questions, "standard", {"q.role": ["carer"], "shown": ["role hours topics"]}, at=0, go="next")
    assert on.at == 1
    other = answering.move(questions, "standard", {"q.role": ["other"], **shown}, at=0, go="next")
    assert other.at == 1


def test_an_answer_given_before_a_change_to_easy_read_is_kept_and_shown() -> None:
    raw = {"pages": [{"id": "p", "questions": [
        {"id": "a", "kind": "one", "options": ["x", "y"]},
        {"id": "b", "kind": "short", "editions": ["standard"]}]}]}  # fmt: skip
    sheet = answering.move(definition.read(raw), "easy", {"q.a": ["x"], "q.b": ["said"]}, at=0, go="send")
    assert sheet.sending and sheet.answers() == {"a": "x", "b": "said"}
    assert [q.id for q in sheet.elsewhere()] == ["b"]


def test_sending_says_what_would_fall_away_first() -> None:
    sent = {"q.role": ["other"], "q.hours": ["12"], "q.say": ["x"]}
    told = answering.move(definition.read(SMALL), "standard", sent, at=-1, go="send")
    assert not told.sending and told.dropped == ["hours"] and told.at == answering.CHECK
    gone = answering.move(definition.read(SMALL), "standard", {**sent, "drop": ["yes"]}, at=-1, go="send")
    assert gone.sending and "hours" not in gone.answers()


@pytest.mark.django_db
def test_all_questions_stand_on_one_page_for_places_without_a_connection(equality_key: Any) -> None:
    published()
    page = client().get("/surveys/small/en/?all=1").content.decode()
    assert all(f'name="q.{name}' in page for name in ("role", "hours", "topics", "say", "born", "order", "age"))
    assert client().post("/surveys/small/en/?all=1", send(at=0)).headers["X-Careloom-Receipt"]


@pytest.mark.django_db
def test_dates_hold_to_the_day(equality_key: Any) -> None:
    version, today = published(), timezone.localdate()
    form = version.questionnaire
    for opens, closes, works in [(today, today, True), (today + timedelta(1), None, False),
                                 (None, today - timedelta(1), False)]:  # fmt: skip
        services.set_dates(questionnaire=form, opens_on=opens, closes_on=closes, by="system")
        answer = client().post("/surveys/small/en/", send())
        assert ("X-Careloom-Receipt" in answer) is works
        assert works or (answer.status_code == 409 and "More time." in answer.content.decode())
    assert AnswerSet.objects.count() == 1


@pytest.mark.django_db
def test_after_the_close_nothing_is_changed_or_taken_back(equality_key: Any) -> None:
    version = published()
    code = client().post("/surveys/small/en/", send()).headers["X-Careloom-Receipt"]
    services.close(questionnaire=version.questionnaire, by="system")
    page = client().post("/surveys/receipt/", {"code": code, "go": "withdraw"}).content.decode()
    assert "More time." in page and "Take my answer back" not in page
    with pytest.raises(services.Closed):
        services.withdraw(answer_set=AnswerSet.objects.select_related("version__questionnaire").get(), by="guest")


@pytest.mark.django_db
def test_a_saved_answer_keeps_its_code_and_counts_once_from_two_windows(equality_key: Any) -> None:
    published()
    browser, once = client(), uuid.uuid4().hex
    page = browser.post("/surveys/small/en/", {**FILLED, "at": 1, "go": "save", "once": once}).content.decode()
    found = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", page)
    assert found
    code = found[0]
    back = browser.post("/surveys/return/", {"code": code}).content.decode()
    assert f'name="once" value="{once}"' in back and "More time." in back
    again = {**FILLED, "q.say": "Changed.", "at": 1, "go": "save", "once": once, "draft": code}
    assert code in browser.post("/surveys/small/en/", again).content.decode()
    assert Draft.objects.count() == 1
    for _ in range(2):  # the same saved answer, sent from two windows
        browser.post("/surveys/small/en/", send(once=once, draft=code))
    assert AnswerSet.objects.count() == 1 and Draft.objects.count() == 0


@pytest.mark.django_db
def test_saved_answers_are_forgotten_after_sixty_days(equality_key: Any) -> None:
    version = published()
    services.save_draft(questionnaire=version.questionnaire, raw={}, by="guest")
    assert services.forget_old(by="system") == 0
    Draft.objects.update(saved_at=timezone.now() - timedelta(days=61))
    assert services.forget_old(by="system") == 1 and Draft.objects.count() == 0


@pytest.mark.django_db
def test_a_changed_string_re_opens_the_gate_for_that_string_only(equality_key: Any) -> None:
    version = published(promised=(FIRST, ("standard", "cy")))
    services.set_words(version=version, twin=FIRST, texts={"q.say": "A better question"}, by="system")
    assert queries.gaps(version) == {FIRST: ["q.say"], ("standard", "cy"): ["q.say"]}
    assert queries.texts(version, FIRST)["q.say"] == "q.say in en"
    services.check_words(version=version, twin=FIRST, checker="Aisha", by="system")
    assert queries.texts(version, FIRST)["q.say"] == "q.say in en"  # the Welsh is not checked yet
    services.set_words(version=version, twin=("standard", "cy"), texts={"q.say": "Cwestiwn gwell"}, by="system")
    services.check_words(version=version, twin=("standard", "cy"), checker="Megan", by="system")
    assert queries.texts(version, FIRST)["q.say"] == "A better question"
    assert queries.texts(version, ("standard", "cy"))["q.say"] == "Cwestiwn gwell" and queries.gaps(version) == {}


@pytest.mark.django_db
def test_what_cannot_be_compared_is_said_when_the_questions_change_too(equality_key: Any) -> None:
    version = published()
    new = services.add_version(of=version, raw=version.definition, not_comparable=["say"], by="system")
    assert new.not_comparable == ["say"]
    changed = json.loads(json.dumps(new.definition))
    changed["pages"][0]["questions"][1]["high"] = 24
    services.change_questions(version=new, raw=changed, by="system")
    assert new.not_comparable == ["hours", "say"]
    services.publish(version=new, by="system")
    form = version.questionnaire
    assert [v.number for v in queries.comparable(form, "role")] == [2, 1]
    assert [v.number for v in queries.comparable(form, "hours")] == [2]
    for one in (version, new):
        services.receive_many(version=one, by="s", returns=[(f"k{one.pk}", {"role": "carer", "hours": "2"},
                                                             services.Given())])  # fmt: skip
    assert queries.chosen_over_versions("small", "role") == [{"code": "carer", "returns": 2, "people": 2}]
    assert queries.chosen_over_versions("small", "hours") == [{"code": "2", "returns": 1, "people": 1}]


WITH_FILE = {"pages": [{"id": "p", "questions": [{"id": "show", "kind": "file"}, {"id": "say", "kind": "short"}]}]}


@pytest.mark.django_db
def test_a_file_travels_with_the_form_and_belongs_to_the_answer(equality_key: Any, settings: Any) -> None:
    make_open(WITH_FILE)
    browser = client()
    page = browser.post("/surveys/open/en/", {
        "q.show": SimpleUploadedFile("../grün pic.png", PNG), "q.say": "Look", "at": 0, "go": "next",
        "once": uuid.uuid4().hex}).content.decode()  # fmt: skip
    kept = Attachment.objects.get()
    assert "grün pic.png" in page and PNG not in bytes(kept.sealed) and kept.answer_set is None
    sent = {"q.show": f"{kept.public_id} {kept.name}", "q.say": "Look", "at": -1, "go": "send", "once": uuid.uuid4().hex}
    browser.post("/surveys/open/en/", sent)
    found = AnswerSet.objects.get()
    assert found.files.get() == kept and services.read_file(kept=kept) == PNG
    settings.DEMO = True
    browser.force_login(make.rosa())
    got = browser.get(f"/desk/questionnaires/open/files/{kept.public_id}/")
    assert got.content == PNG and got["Content-Disposition"].startswith("attachment")


@pytest.mark.django_db
@pytest.mark.parametrize(("content", "words_of_it"), [
    (b"<svg onload=alert(1)>", "We cannot take this kind of file"), (PNG + b"0" * 10_000_001, "larger than 10 megabytes"),
])  # fmt: skip
def test_a_file_that_we_cannot_take_is_refused_and_the_rest_stays(
    equality_key: Any, content: bytes, words_of_it: str
) -> None:
    make_open(WITH_FILE)
    page = client().post("/surveys/open/en/", {
        "q.show": SimpleUploadedFile("x.png", content), "q.say": "Look", "at": 0, "go": "next"})  # fmt: skip
    assert page.status_code == 422 and words_of_it in page.content.decode() and 'value="Look"' in page.content.decode()
    assert not Attachment.objects.exists()


@pytest.mark.django_db
def test_a_place_is_picked_from_the_centres_own_list(demo_centre: None, equality_key: Any) -> None:
    raw = {"pages": [{"id": "p", "questions": [{"id": "town", "kind": "place", "means": "place"}]}]}
    make_open(raw)
    page = client().get("/surveys/open/en/").content.decode()
    assert '<datalist id="places">' in page and '<option value="Wales">' in page
    for typed in ("wales", "Somewhere else"):
        client().post("/surveys/open/en/", {"q.town": typed, "at": -1, "go": "send", "once": uuid.uuid4().hex})
    rows = AnswerSet.objects.filter(version__questionnaire__slug="open").order_by("pk")
    assert [(a.place, queries.answers(a)["town"]) for a in rows] == [("wales", "wales"), ("", "Somewhere else")]


@pytest.mark.django_db
def test_staff_write_down_what_somebody_says_on_the_phone(equality_key: Any, settings: Any) -> None:
    published()
    settings.DEMO = True
    browser, megan = client(), make.megan()
    browser.force_login(megan)
    asked = {"channel": "phone", "twin": "en", "helped_by": "An interpreter"}
    page = browser.post("/desk/questionnaires/small/enter/", asked).content.decode()
    assert "You write down what somebody tells you" in page and 'name="channel" value="phone"' in page
    browser.post("/surveys/small/en/", send(channel="phone", helped_by="An interpreter"))
    found = AnswerSet.objects.get()
    assert (found.channel, found.helped_by, found.entered_by) == ("phone", "An interpreter", megan.person.public_id)
    client().post("/surveys/small/en/", send(channel="phone"))  # nobody else can say that it came by phone
    assert AnswerSet.objects.order_by("-pk").first().channel == "web"  # type: ignore[union-attr]


@pytest.mark.django_db(transaction=True)
def test_the_code_goes_out_by_e_mail_and_the_address_is_not_kept(equality_key: Any) -> None:
    published()
    browser = client()
    code = browser.post("/surveys/small/en/", send()).headers["X-Careloom-Receipt"]
    wrong = browser.post("/surveys/receipt/mail/", {"code": code, "email": "grace@", "twin": "en"})
    assert wrong.status_code == 422 and 'value="grace@"' in wrong.content.decode()
    sent = browser.post("/surveys/receipt/mail/", {"code": code, "email": "grace@example.org", "twin": "en"})
    assert "We sent you the code." in sent.content.decode()
    assert mail.outbox[0].to == ["grace@example.org"] and code in mail.outbox[0].body
    assert "grace@example.org" not in str(list(Entry.objects.values_list("values", "subject", "actor")))
    more = [browser.post("/surveys/receipt/mail/", {"code": code, "email": "grace@example.org"}) for _ in range(3)]
    assert more[-1].status_code == 429 and len(mail.outbox) == 3


@pytest.mark.django_db
def test_an_answer_that_waited_on_a_device_counts_once(equality_key: Any) -> None:
    published()
    once = uuid.uuid4().hex
    first = client().post("/surveys/small/en/", send(once=once))
    late = client().post("/surveys/small/en/", send(once=once, **{"q.hours": "not a number"}))
    assert late.headers["X-Careloom-Receipt"] == first.headers["X-Careloom-Receipt"] == receipts.code_for(once)
    assert AnswerSet.objects.count() == 1


@pytest.mark.django_db
def test_what_was_changed_after_going_back_in_the_browser_counts(equality_key: Any) -> None:
    version, once, browser = published(), uuid.uuid4().hex, client()
    browser.post("/surveys/small/en/", send(once=once))
    changed = send(once=once, **{"q.say": "I thought again."})
    code = browser.post("/surveys/small/en/", changed).headers["X-Careloom-Receipt"]
    late = browser.post("/surveys/small/en/", send(once=once, queued="1"))  # the first one, from a device
    assert code == late.headers["X-Careloom-Receipt"] == receipts.code_for(once)
    kept = version.answer_sets.get()
    assert queries.answers(kept)["say"] == "I thought again."
    assert Entry.objects.filter(subject=kept.public_id, event="voice.corrected").count() == 1
    browser.post("/surveys/receipt/", {"code": code, "go": "withdraw"})
    again = browser.post("/surveys/small/en/", changed).content.decode()
    fresh = re.search(r'name="once" value="([0-9a-f]{32})"', again)
    assert fresh and fresh[1] != once and "I thought again." in again  # nothing typed is lost, one press sends it anew
    assert browser.post("/surveys/small/en/", send(once=once, queued="1")).headers["X-Careloom-Receipt"] == code
    assert not kept.answers.exists()
    services.close(questionnaire=version.questionnaire, by="system")
    assert "X-Careloom-Receipt" in browser.post("/surveys/small/en/", send(once=once, queued="1"))


@pytest.mark.django_db
def test_a_correction_goes_on_in_the_newest_version_and_keeps_what_stood_beside_the_same_words(
    demo_centre: None, equality_key: Any
) -> None:
    raw: Any = {"pages": [{"id": "p", "questions": [{"id": "where", "kind": "place", "means": "place"},
                                                    {"id": "say", "kind": "long"}, {"id": "more", "kind": "long"}]}]}
    first = make_open(raw, "two")
    names = list(Place.objects.exclude(kind="nation").order_by("pk").values_list("name", "slug")[:2])
    sent = {"q.where": names[0][0], "q.say": "Keep this", "q.more": "Change this", "at": -1, "go": "send"}
    code = client().post("/surveys/two/en/", {**sent, "once": uuid.uuid4().hex}).headers["X-Careloom-Receipt"]
    kept = first.answer_sets.get()
    for answer in kept.answers.exclude(text=""):
        services.translate(answer=answer, language="cy", text="Cymraeg", translator="Megan", by="t")
    wider = {"pages": [{"id": "p", "questions": [*raw["pages"][0]["questions"], {"id": "new", "kind": "short"}]}]}
    second = services.add_version(of=first, raw=wider, not_comparable=[], by="t")
    services.set_words(version=second, twin=FIRST, texts={"q.new": "New?"}, by="t")
    services.check_words(version=second, twin=FIRST, checker="C", by="t")
    services.publish(version=second, by="t")
    change = {**sent, "q.where": names[1][0], "q.more": "Other words", "q.new": "An answer", "receipt": code}
    assert client().post("/surveys/two/en/", {**change, "once": uuid.uuid4().hex}).status_code == 200
    kept.refresh_from_db()
    assert (kept.version, kept.place) == (second, names[1][1])
    assert queries.answers(kept) == {"where": names[1][0], "say": "Keep this", "more": "Other words", "new": "An answer"}
    assert [t.answer.text for t in Translation.objects.all()] == ["Keep this"]
    assert first.answer_sets.count() == 0 and not Answer.objects.filter(version=first).exists()
    published(slug="other")
    assert client().post("/surveys/other/en/", send(receipt=code)).status_code == 422  # a code opens its own survey only


@pytest.mark.django_db
@pytest.mark.parametrize("at", ["--5", "-", "9" * 40, "٣", "x"])
def test_a_page_number_that_is_none_is_the_first_page(at: str) -> None:
    published()
    assert client().post("/surveys/small/en/", {**FILLED, "at": at, "go": "next"}).status_code in {200, 422}


@pytest.mark.django_db
def test_the_offline_script_is_small_and_may_look_after_every_form() -> None:
    from careloom.questionnaires import views

    folder = views.Path(views.__file__).parent / "static" / "questionnaires"
    assert sum(len(file.read_bytes()) for file in folder.glob("*.js")) <= 10_000
    answer = client().get("/surveys/worker.js")
    assert answer["Service-Worker-Allowed"] == "/" and answer["Content-Type"] == "text/javascript"
    page = client().get("/surveys/away/cy/kept/").content.decode()
    assert "Bydd yn cyfrif unwaith" in page


@pytest.mark.django_db
def test_a_translation_stands_beside_the_original(equality_key: Any, settings: Any) -> None:
    published()
    client().post("/surveys/small/en/", send(**{"q.say": "Mwy o amser"}))
    found = AnswerSet.objects.get()
    settings.DEMO = True
    browser = client()
    browser.force_login(make.rosa())
    answer = found.answers.get(question="say")
    address = f"/desk/questionnaires/small/returns/{found.public_id}/"
    given = {"answer": answer.pk, "language": "en", "text": "More time", "translator": "Megan Rees"}
    assert browser.post(address, {**given, "text": ""}).status_code == 422
    assert browser.post(address, given).status_code == 302
    page = browser.get(address).content.decode()
    assert "Mwy o amser" in page and "More time" in page and "Megan Rees" in page
    assert "q.age" not in page and "old" not in re.sub(r"<[^>]*>", "", page).split()
    assert Translation.objects.get().answer.text == "Mwy o amser"


@pytest.mark.django_db
def test_an_application_belongs_to_the_person_who_is_signed_in(equality_key: Any, settings: Any) -> None:
    make_open(WITH_FILE, slug="apply", kind="application", knows_person=True)
    settings.DEMO = True
    tom = make.account("Tom")
    browser = client()
    browser.force_login(tom)
    browser.post("/surveys/apply/en/", {"q.say": "Me", "at": -1, "go": "send", "once": uuid.uuid4().hex})
    found = queries.return_of_person("apply", tom.person.public_id)
    assert found is not None and queries.answers(found) == {"say": "Me"}
    assert [values for _, values in queries.returns_of("apply")] == [{"say": "Me"}] and queries.open_now("apply")
    assert queries.return_of_person("apply", "") is None


@pytest.mark.django_db
def test_a_list_of_two_hundred_people_is_saved_in_few_queries(
    equality_key: Any, django_assert_max_num_queries: Any
) -> None:
    raw = {"pages": [{"id": "p", "questions": [{"id": "who", "kind": "repeat", "questions": [
        {"id": "name", "kind": "short"}, {"id": "role", "kind": "one", "options": ["a", "b"]}]}]}]}  # fmt: skip
    make_open(raw)
    rows = {f"q.who.{n}.{part}": value for n in range(200) for part, value in [("name", f"N{n}"), ("role", "a")]}
    with django_assert_max_num_queries(25):
        client().post("/surveys/open/en/", {**rows, "at": -1, "go": "send", "once": uuid.uuid4().hex})
    assert len(queries.answers(AnswerSet.objects.get())["who"]) == 200


@pytest.mark.django_db
@pytest.mark.parametrize("count", [10, 40])
def test_lists_of_answers_cost_the_same_for_any_number(
    equality_key: Any, settings: Any, count: int, django_assert_num_queries: Any
) -> None:
    version = published()
    returns = [(f"k{n}", {"role": "carer", "say": "x"}, services.Given()) for n in range(count)]
    services.receive_many(version=version, returns=returns, by="s")
    settings.DEMO = True
    browser = client()
    browser.force_login(make.rosa())
    browser.get("/desk/questionnaires/small/returns/")
    with django_assert_num_queries(10):
        browser.get("/desk/questionnaires/small/returns/")


def test_easy_read_words_of_the_equality_questions_are_easy() -> None:
    from careloom.questionnaires import chrome

    said = {k: t for k, t in chrome.equality_words(("easy", "en")).items() if ".o." not in k}
    assert [lint for lint in words.easy_read_lints(said) if lint.code in {"long", "jargon"}] == []


def test_a_centre_can_add_a_language_of_its_own(tmp_path: Any, settings: Any) -> None:
    from careloom.questionnaires import chrome

    settings.FOLDER = tmp_path
    (tmp_path / "words").mkdir()
    rows = "".join(f'{key},"pl {key}"\n' for key in chrome.words_for(FIRST) if key != "next")
    (tmp_path / "words" / "chrome-pl.csv").write_text("key,pl\n" + rows, encoding="utf-8")
    for kept in (chrome._table, chrome.words_for):
        kept.cache_clear()
    try:
        assert "pl" in chrome.languages() and chrome.words_for(("standard", "pl"))["send"] == "pl send"
        assert chrome.missing(("standard", "pl")) == ["chrome.next"]  # the gate stays shut until the row is whole
    finally:
        for kept in (chrome._table, chrome.words_for):
            kept.cache_clear()
