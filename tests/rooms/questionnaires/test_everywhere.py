"""One definition with twenty questions: web, Easy Read, Welsh, Urdu, a group, XLSForm and files, same ids and codes."""

import re
from typing import Any

import pytest
from django.test import Client

from careloom.questionnaires import chrome, definition, exchange, group, queries, services, words, xlsform, xlsform_in
from careloom.questionnaires.models import Version
from careloom.questionnaires.words import Twin

TWINS: list[Twin] = [words.FIRST, ("easy", "en"), ("standard", "cy"), ("standard", "ur")]
ODD = {"pages": [
    {"id": "you", "questions": [
        {"id": "role", "kind": "one", "options": ["draws-on-care", "carer", "practitioner"], "means": "role_group"},
        {"id": "nation", "kind": "one", "options": ["england", "scotland", "wales", "northern-ireland"],
         "means": "nation"},
        {"id": "town", "kind": "place", "means": "place"},
        {"id": "since", "kind": "date", "partial": True},
        {"id": "hours", "kind": "number", "low": 0, "high": 168},
        {"id": "first", "kind": "one", "options": ["yes", "no"], "means": "first_time"}]},
    {"id": "matters", "questions": [
        {"id": "most", "kind": "long"},
        {"id": "name", "kind": "short"},
        {"id": "good", "kind": "scale", "low": 0, "high": 10},
        {"id": "works", "kind": "scale"},
        {"id": "topics", "kind": "many", "options": ["home", "breaks", "money", "none-of-these"],
         "easy_options": ["home", "money", "none-of-these"], "exclusive": ["none-of-these"]},
        {"id": "help", "kind": "many", "options": ["advice", "people"], "means": "help_wanted"},
        {"id": "order", "kind": "rank", "options": ["listen", "try-out", "train"]},
        {"id": "tried", "kind": "repeat", "questions": [
            {"id": "what", "kind": "short"}, {"id": "how", "kind": "one", "options": ["helped", "worse"]}]}]},
    {"id": "end", "questions": [
        {"id": "why", "kind": "long", "when": {"any": [{"question": "role", "is": "carer"},
                                                       {"question": "hours", "more_than": 20}]}},
        {"id": "quote", "kind": "consent", "means": "quote_consent"},
        {"id": "picture", "kind": "file"},
        {"id": "again", "kind": "one", "options": ["yes", "no", "maybe"]},
        {"id": "reach", "kind": "short", "means": "contact", "when": {"question": "again", "is": "yes"}},
        {"id": "equality", "kind": "equality"}]},
]}  # fmt: skip
# Answers under which every question is asked, whatever the nation decides about equality.
OPEN = {"q.role": "carer", "q.again": "yes", "q.nation": "wales"}


@pytest.fixture
def twenty(db: Any) -> Version:
    """The questionnaire, published in four twins."""
    version = services.make_questionnaire(slug="twenty", name="Twenty", raw=ODD, promised=TWINS, by="system")
    for twin in TWINS:
        keys = services.required_words(version, twin[0])
        services.set_words(version=version, twin=twin, texts={k: f"{k} ({twin})" for k in keys}, by="system")
        services.check_words(version=version, twin=twin, checker="Aisha", by="system")
    services.sign_easy_read(version=version, language="en", group="Plain Talk", by="system")
    services.publish(version=version, by="system")
    return version


def drawn(twin: str, query: str = "", filled: dict[str, str] | None = None) -> set[tuple[str, str]]:
    """(field, code) of everything that a twin's pages ask."""
    browser, found = Client(headers={"host": "localhost"}), set()
    for at in range(4):
        sent = {**(filled or OPEN), "at": at, "go": f"page:{at}"}
        text = browser.post(f"/surveys/twenty/{twin}/{query}", sent).content.decode()
        shown = text.split('name="shown"')[-1]  # what stands before is carried along, not asked
        for tag in re.findall(r"<(?:input|textarea|select)[^>]*>", shown):
            name, value = re.search(r'name="(q\.[^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
            if name:
                chosen = 'type="radio"' in tag or 'type="checkbox"' in tag
                found.add((name[1], value[1] if chosen and value else ""))
    return found


def meant(of: definition.Definition, edition: str = "standard") -> set[tuple[str, str]]:
    """What a page should ask, from the definition alone."""
    found = set()

    def add(question: definition.Question, name: str) -> None:
        codes = {"scale": [str(s) for s in question.steps], "consent": ["yes", "no"]}.get(
            question.kind, list(question.options_for(edition)))  # fmt: skip
        if question.kind == "date":
            found.update((f"{name}.{part}", "") for part in ("day", "month", "year"))
        elif question.kind == "rank":
            found.update((f"{name}.{code}", "") for code in codes)
        elif question.kind == "repeat":
            for row in range(2):
                for part in question.questions:
                    add(part, f"{name}.{row}.{part.id}")
        else:
            found.update((name, code) for code in codes or [""])

    asked = of.asked({"role": "carer", "again": "yes", "nation": "wales"}, edition)
    for question in asked:
        add(question, f"q.{question.id}")
    return found


def test_every_form_asks_the_same_questions_with_the_same_codes(twenty: Version) -> None:
    questions = queries.definition_of(twenty)
    assert len([q for page in ODD["pages"] for q in page["questions"]]) == 20
    for twin in ("en", "cy", "ur"):
        assert drawn(twin) == meant(questions)
    assert drawn("en-easy") == meant(questions, "easy")
    assert drawn("en-easy") <= drawn("en")
    assert drawn("en", "?for=group") == meant(group.with_group(questions))


def test_the_workbook_is_the_same_questionnaire(twenty: Version) -> None:
    raw, said = xlsform_in.load(xlsform.write(twenty))
    assert definition.read(raw).pages == queries.definition_of(twenty).pages
    for twin in TWINS:
        own = {k: t for k, t in queries.texts(twenty, twin).items() if k not in chrome.equality_words(twin)}
        assert said[twin] == own


def test_the_files_have_a_column_for_each_question_and_code_and_none_about_equality(twenty: Version) -> None:
    names = {column.name for column in exchange.columns(queries.definition_of(twenty))}
    assert {"role", "topics.none-of-these", "order.listen", "tried", "good", "town", "picture"} <= names
    assert not [name for name in names if name.startswith("eq-")]


def test_no_twin_ever_shows_a_blank_or_a_bare_key(twenty: Version) -> None:
    for edition, language in TWINS:
        name = language if edition == "standard" else f"{language}-easy"
        for at in range(3):
            sent = {**OPEN, "at": at, "go": f"page:{at}"}
            page = Client(headers={"host": "localhost"}).post(f"/surveys/twenty/{name}/", sent).content.decode()
            assert not re.findall(r"<(?:legend|label|h1)[^>]*>\s*</", page)
            assert not re.findall(r">\s*(?:q|p)\.[\w.-]+\s*<", page)


@pytest.mark.parametrize(
    ("nation", "asked"),
    [("england", "eq-ethnic-ew"), ("wales", "eq-ethnic-ew"), ("scotland", "eq-ethnic-scotland"),
     ("northern-ireland", "eq-ethnic-northern-ireland")],
)  # fmt: skip
def test_each_nation_is_asked_by_its_own_list(twenty: Version, nation: str, asked: str) -> None:
    found = {name for name, _ in drawn("en", filled={**OPEN, "q.nation": nation})}
    ethnic = {name for name in found if "ethnic" in name}
    assert ethnic == {f"q.{asked}"}
    assert ("q.eq-politics" in found) == (nation == "northern-ireland")


def test_the_equality_lists_are_the_standard_ones() -> None:
    questions = definition.read({"pages": [{"id": "p", "questions": [{"id": "e", "kind": "equality"}]}]}).questions
    steps = [q for name, q in questions.items() if name.startswith("eq-ethnic-ew-")]
    assert sum(len(q.options) - 1 for q in steps) == 19  # the GSS standard, Roma among them
    assert "white-roma" in questions["eq-ethnic-ew-white"].options
    assert len(questions["eq-ethnic-northern-ireland"].options) - 1 == 10
    assert {"white-polish", "white-showman"} <= set(questions["eq-ethnic-scotland-white"].options)
    for question in questions.values():
        assert question.protected and not question.required and question.of == "e"
        assert question.kind == "short" or question.options[-1] == "not-say"


def test_an_equality_page_says_why_it_asks(twenty: Version) -> None:
    sent = {**OPEN, "at": 2, "go": "page:2"}
    page = Client(headers={"host": "localhost"}).post("/surveys/twenty/cy/", sent).content.decode()
    assert "Gallwch adael pob cwestiwn ar y dudalen hon allan" in page


def test_the_field_reads_our_workbook_as_a_form_with_the_same_questions(twenty: Version, tmp_path: Any) -> None:
    convert = pytest.importorskip("pyxform.xls2xform").convert
    file = tmp_path / "twenty.xlsx"
    file.write_bytes(xlsform.write(twenty))
    found = convert(file, validate=False, pretty_print=False)
    assert not found.warnings
    names = set(re.findall(r'nodeset="/[^"]*?/([^"/]+)"', found.xform))
    asked = {q["id"] for page in ODD["pages"] for q in page["questions"]} - {"equality"}
    assert asked <= names
