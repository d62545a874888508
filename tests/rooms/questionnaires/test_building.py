"""The builder: every kind of question, conditions, what Easy Read offers, preview while typing, workbooks in."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from careloom.questionnaires import authoring, definition, desk, queries, services, words, xlsform, xlsform_in
from careloom.questionnaires.forms import KINDS
from careloom.questionnaires.models import Questionnaire, Version
from careloom.questionnaires.words import FIRST
from tests import make
from tests.rooms.questionnaires.test_engine import published

BASE = {"page": "Questions", "text": "What?", "in_easy": "on", "comparable": "on", "go": "add"}


@pytest.fixture
def aisha(db: Any, settings: Any, equality_key: Any) -> Client:
    """A member of staff who builds."""
    settings.DEMO = True
    browser = Client(headers={"host": "localhost"})
    browser.force_login(make.rosa())
    return browser


@pytest.fixture
def begun(aisha: Client) -> Version:
    """A questionnaire that Aisha has begun in the builder."""
    sent = {"name": "Pulse", "slug": "pulse", "first": "How is it going?", "twins": ["en", "en-easy", "cy"]}
    assert aisha.post("/desk/questionnaires/", sent).status_code == 302
    found = queries.newest(Questionnaire.objects.get(slug="pulse"))
    assert found is not None
    return found


def fresh(version: Version) -> definition.Definition:
    version.refresh_from_db()
    return queries.definition_of(version)


def test_every_kind_of_question_can_be_built(aisha: Client, begun: Version) -> None:
    more = {"one": {"options": "Yes\nNo"}, "many": {"options": "Home\nBreaks\nNone of these", "last_alone": "on",
            "easy_options": "Home\nNone of these"}, "rank": {"options": "A\nB"}, "scale": {"options": "Bad\nGood"},
            "repeat": {"parts": "What did you try?\nDid it help? | Yes | No"}, "number": {"low": "0", "high": "7"},
            "date": {"partial": "on"}}  # fmt: skip
    for kind, _ in KINDS:
        sent = {**BASE, "kind": kind, "text": f"A {kind} question", **more.get(kind, {})}
        assert aisha.post("/desk/questionnaires/pulse/questions/", sent).status_code == 302, kind
    made = fresh(begun).questions
    assert made["a-many-question"].exclusive == {"none-of-these"}
    assert made["a-many-question"].easy_options == ("home", "none-of-these")
    assert [p.kind for p in made["a-repeat-question"].questions] == ["short", "one"]
    assert (made["a-number-question"].low, made["a-number-question"].high) == (0, 7)
    assert made["a-date-question"].partial and "eq-age" in made
    said = queries.texts(begun, FIRST, proposed=True)
    assert said["q.a-repeat-question.did-it-help.o.yes"] == "Yes" and said["q.a-scale-question.high"] == "Good"


def test_a_question_is_asked_only_of_those_who_chose(aisha: Client, begun: Version) -> None:
    aisha.post("/desk/questionnaires/pulse/questions/", {**BASE, "kind": "one", "text": "Who?", "options": "Carer\nOther"})
    aisha.post("/desk/questionnaires/pulse/questions/", {**BASE, "kind": "one", "text": "Where?", "options": "Here\nThere"})
    sent = {**BASE, "kind": "short", "text": "Why?", "only_if": ["who=carer", "where=here"], "every": "on"}
    assert aisha.post("/desk/questionnaires/pulse/questions/", sent).status_code == 302
    wanted = {"all": [{"question": "who", "is": "carer"}, {"question": "where", "is": "here"}]}
    assert fresh(begun).questions["why"].when == wanted
    page = aisha.get("/desk/questionnaires/pulse/questions/why/").content.decode()
    assert 'value="who=carer"' in page and page.count("checked") >= 3
    taken = aisha.post("/desk/questionnaires/pulse/questions/", {"go": "out", "question": "who"})
    assert taken.status_code == 422 and "does not come earlier" in taken.content.decode()


def test_a_question_that_changes_keeps_its_id_and_the_codes_of_its_choices(aisha: Client, begun: Version) -> None:
    aisha.post("/desk/questionnaires/pulse/questions/", {**BASE, "kind": "one", "text": "Who?", "options": "Carer\nOther"})
    sent = {**BASE, "kind": "one", "text": "Who are you?", "options": "Family carer\nOther\nStaff", "hint": "Choose one"}
    assert aisha.post("/desk/questionnaires/pulse/questions/who/", sent).status_code == 302
    assert fresh(begun).questions["who"].options == ("family-carer", "other", "staff")
    sent["options"] = "Family or friend\nOther\nStaff"  # only worded anew: the code stays
    aisha.post("/desk/questionnaires/pulse/questions/who/", sent)
    assert fresh(begun).questions["who"].options == ("family-carer", "other", "staff")
    assert queries.texts(begun, FIRST, proposed=True)["q.who.o.family-carer"] == "Family or friend"
    assert aisha.post("/desk/questionnaires/pulse/questions/who/", {**sent, "options": "One"}).status_code == 422


def test_a_condition_that_the_form_cannot_show_is_kept_as_it_is() -> None:
    assert authoring.can_show({"question": "a", "in": ["x", "y"]}) and authoring.can_show(None)
    assert not authoring.can_show({"not": {"question": "a", "is": "x"}})
    assert authoring.condition_from(["a=x"], False) == {"question": "a", "is": "x"}


@pytest.mark.parametrize("twin", ["en", "en-easy", "cy"])
def test_the_preview_shows_what_is_only_being_typed(aisha: Client, begun: Version, twin: str) -> None:
    address = f"/desk/questionnaires/pulse/preview/{twin}/"
    page = aisha.post(address, {"w:q.how-is-it-going": "Typed a moment ago"})
    assert "Typed a moment ago" in page.content.decode() and page["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in page["Content-Security-Policy"]
    assert "Typed a moment ago" not in aisha.get(address).content.decode()
    builder = aisha.get(f"/desk/questionnaires/pulse/words/{twin}/")
    assert "frame-src 'self'" in builder["Content-Security-Policy"] and "<iframe" in builder.content.decode()


def test_nothing_is_published_before_every_twin_is_whole_and_checked(aisha: Client, begun: Version) -> None:
    page = aisha.post("/desk/questionnaires/pulse/", {"go": "publish"})
    assert page.status_code == 409 and "Cymraeg: some texts are not written or not checked" in page.content.decode()
    waits = desk.tasks(Client())
    assert any("Pulse" in str(task["words"]) for task in waits)


def test_dates_are_set_and_a_wrong_pair_is_given_back(aisha: Client, begun: Version) -> None:
    sent = {"go": "dates", "opens_on": "2026-12-01", "closes_on": "2026-11-01"}
    page = aisha.post("/desk/questionnaires/pulse/", sent)
    assert page.status_code == 422 and 'value="2026-11-01"' in page.content.decode()
    assert aisha.post("/desk/questionnaires/pulse/", {**sent, "closes_on": "2027-01-31"}).status_code == 302


def test_a_workbook_becomes_a_questionnaire_in_every_language_it_has(aisha: Client) -> None:
    version = published(promised=(FIRST, ("standard", "cy")))
    book = SimpleUploadedFile("form.xlsx", xlsform.write(version))
    sent = {"name": "Again", "slug": "again", "file": book}
    assert aisha.post("/desk/questionnaires/from-workbook/", sent).status_code == 302
    made = queries.newest(Questionnaire.objects.get(slug="again"))
    assert made is not None and queries.definition_of(made).pages == queries.definition_of(version).pages
    for twin in (FIRST, ("standard", "cy")):
        assert queries.texts(made, twin, proposed=True) == queries.texts(version, twin)
    assert queries.gaps(made)  # another tool's words wait for a check, as all words do
    broken = {"name": "B", "slug": "b", "file": SimpleUploadedFile("x.xlsx", b"PK\x03\x04")}
    assert aisha.post("/desk/questionnaires/from-workbook/", broken).status_code == 422


def test_what_other_tools_ask_the_device_is_left_out_of_a_workbook() -> None:
    from openpyxl import Workbook

    from careloom.questionnaires import xlsform_in

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "survey"
    for row in [("type", "name", "label", "relevant"), ("start", "start", "", ""), ("select_one yn", "Care", "Care?", ""),
                ("note", "thanks", "Thank you", ""), ("text", "more", "More?", "${Care} = 'Not_Sure' or selected( ${Care}, \"y\" )"),
                ("image", "photo", "Photo", "")]:  # fmt: skip
        sheet.append(row)
    choices = book.create_sheet("choices")
    for row in [("list_name", "name", "label"), ("yn", "y", "Yes"), ("yn", "Not_Sure", "Not sure")]:
        choices.append(row)
    out = io.BytesIO()
    book.save(out)
    raw, said = xlsform_in.load(out.getvalue())
    assert [(q["id"], q["kind"]) for q in raw["pages"][0]["questions"]] == [
        ("care", "one"), ("more", "short"), ("photo", "file")]  # fmt: skip
    assert said[FIRST]["q.care.o.y"] == "Yes"
    assert raw["pages"][0]["questions"][1]["when"] == {"question": "care", "in": ["not-sure", "y"]}


def test_a_workbook_with_signs_that_no_workbook_may_hold_goes_out_without_them(begun: Version) -> None:
    services.set_words(version=begun, twin=FIRST, texts={"title": "A\x0bB=1", "why": "=1+1"}, by="t")
    said = xlsform_in.load(xlsform.write(begun))[1][FIRST]
    assert (said["title"], said["why"]) == ("AB=1", "=1+1")


def test_the_time_is_known_for_each_edition_and_a_long_one_is_said(aisha: Client, begun: Version) -> None:
    for number in range(9):
        aisha.post("/desk/questionnaires/pulse/questions/", {**BASE, "kind": "long", "text": f"Tell us {number}"})
    page = aisha.get("/desk/questionnaires/pulse/").content.decode()
    assert "longer than 10 minutes" in page and fresh(begun).seconds() > definition.LONGEST


def test_words_wait_for_somebody_else_to_check_them(aisha: Client, begun: Version) -> None:
    sent = {"w:q.how-is-it-going": "Sut mae'n mynd?", "go": "check", "checker": "Megan Rees"}
    aisha.post("/desk/questionnaires/pulse/words/cy/", sent)
    assert queries.texts(begun, ("standard", "cy")) == {"q.how-is-it-going": "Sut mae'n mynd?"}
    assert services.required_words(begun, "standard")[: len(words.GENERAL)] == list(words.GENERAL)


def test_role_and_nation_use_the_centres_own_lists(aisha: Client, begun: Version) -> None:
    from careloom.centre.services import load_defaults

    load_defaults(by="system")
    sent = {**BASE, "kind": "one", "text": "Who?", "options": "Carer\nWizard\nOther", "means": "role_group"}
    aisha.post("/desk/questionnaires/pulse/questions/", sent)
    begun.refresh_from_db()
    assert ("lists", ["wizard"]) in queries.faults_before_publishing(begun)
    page = aisha.post("/desk/questionnaires/pulse/", {"go": "publish"}).content.decode()
    assert "own role groups and nations: wizard" in page


def test_easy_read_has_a_picture_left_of_the_text(aisha: Client, begun: Version) -> None:
    png = b"\x89PNG\r\n\x1a\n" + b"0" * 40
    address = "/desk/questionnaires/pulse/words/en-easy/"
    sent = {"w:q.how-is-it-going": "How is it?", "go": "save", "licence": "Drawn by our group"}
    key = "pic:q.how-is-it-going"
    for content, licence, kept in [(b"<svg>", "ours", 0), (png, "", 0), (png, "Drawn by our group", 1)]:
        aisha.post(address, {**sent, "licence": licence, key: SimpleUploadedFile("p.png", content)})
        assert len(queries.pictures(begun, "en")) == kept
    where = queries.pictures(begun, "en")["q.how-is-it-going"]
    assert f'<img src="{where}" alt="" class="picture">' in aisha.get(
        "/desk/questionnaires/pulse/preview/en-easy/").content.decode()  # fmt: skip
    answer = Client(headers={"host": "localhost"}).get(where)
    assert answer.content == png and answer["Content-Type"] == "image/png"
