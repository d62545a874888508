"""Everybody can print a form; it asks what the web asks, under the same codes."""

import pytest

pytest.importorskip("zxingcpp", reason="the extra 'paper' is not installed: no scan was read")

from careloom.listening import demo
from careloom.questionnaires import paper, queries
from careloom_methods.paper import form_of, forms_of, registering, scans

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(db):
    demo.survey(by="test")
    return queries.published("what-matters")


def test_paper_asks_what_the_web_asks_under_the_same_codes(version):
    definition = queries.definition_of(version)
    for edition, language in queries.twins_promised(version.questionnaire):
        form = form_of(paper.file_of(version), edition=edition, language=language)
        asked = {item.id.partition(".")[0].removesuffix("!") for item in form.items} - {"letter"}
        assert asked == {q.id for q in definition.questions.values() if edition in q.editions}
        for item in form.items:
            question = definition.questions.get(item.id)
            if question and question.kind in {"one", "many", "rank"}:
                assert tuple(code for code, _ in item.options) == question.options_for(edition)
    assert any(f.group for f in forms_of(paper.file_of(version)))


def test_anybody_can_print_a_copy_and_each_copy_has_a_number_of_its_own(client, version):
    first, second = (client.get("/surveys/what-matters/paper/en.pdf") for _ in range(2))
    assert first.content.startswith(b"%PDF-") and first["Content-Type"] == "application/pdf"
    pages = [next(scans.open_scan("copy", answer.content)) for answer in (first, second)]
    codes = [registering.find(page.grey).code for page in pages]
    assert codes[0].twin == codes[1].twin and codes[0].serial != codes[1].serial


def test_a_language_that_is_not_promised_has_no_paper(client, version):
    assert client.get("/surveys/what-matters/paper/pl.pdf").status_code == 404
