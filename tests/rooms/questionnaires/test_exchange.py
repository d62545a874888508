"""Answers out and back: exactly the same, harmless in a spreadsheet, and from other tools after a match."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings

from careloom.jobs import registry, worker
from careloom.jobs.models import Job
from careloom.questionnaires import definition, exchange, queries, services, words
from careloom.questionnaires.exchange import foreign
from careloom.questionnaires.exchange.columns import about
from careloom.questionnaires.models import AnswerSet, Intake, Version
from tests import csvw, make
from tests.rooms.questionnaires.forms import answered
from tests.rooms.questionnaires.test_engine import SMALL, published

NUMBER = iter(range(1, 1_000_000))


@pytest.fixture
def rosa(db: Any, settings: Any) -> Client:
    """The engagement lead's browser."""
    settings.DEMO = True
    browser = Client(headers={"host": "localhost"})
    browser.force_login(make.rosa())
    return browser


def with_answers(raw: dict[str, Any], values: dict[str, Any]) -> Version:
    """A questionnaire that nobody has to check, with one answer for a group and one for a person."""
    version = services.make_questionnaire(
        slug=f"any-{next(NUMBER)}", name="Any", raw=raw, promised=[words.FIRST], by="system")  # fmt: skip
    group = {"name": "Cariad", "size": "3", "how": ["meeting"], "consent": "all-know"}
    returns = [(f"{version.pk} a", values, services.Given(edition="easy", language="cy", channel="phone")),
               (f"{version.pk} b", values, services.Given(group=group))]  # fmt: skip
    services.receive_many(version=version, returns=returns, by="system")
    return version


def told(version: Version) -> list[Any]:
    return [(a.channel, a.edition, a.language, a.group, values) for a, values in queries.returns_in(version)]


def told_of(found: exchange.files.Read) -> list[Any]:
    return [(g.channel, g.edition, g.language, g.group, values) for _, values, g in found.returns]


@pytest.mark.django_db
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answered())
def test_whatever_goes_out_as_csv_or_json_comes_back_the_same(made: tuple[dict[str, Any], dict[str, Any]]) -> None:
    with transaction.atomic():
        version, questions = with_answers(*made), definition.read(made[0])
        for found in (exchange.read_csv(questions, "".join(exchange.as_csv(version))),
                      exchange.read_json(questions, "".join(exchange.as_json(version)))):  # fmt: skip
            assert found.refused == [] and told_of(found) == told(version)
        described = exchange.metadata(version, queries.texts(version, words.FIRST), "answers.csv")
        assert csvw.faults(described, "".join(exchange.as_csv(version))) == []
        transaction.set_rollback(True)


@pytest.mark.django_db
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answered())
def test_whatever_goes_out_as_spss_comes_back_the_same(made: tuple[dict[str, Any], dict[str, Any]]) -> None:
    with transaction.atomic():
        version = with_answers(*made)
        found = exchange.read_spss(definition.read(made[0]), exchange.as_spss(version, {}))
        assert found.refused == [] and told_of(found) == told(version)
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_spss_keeps_long_texts_and_words_in_every_script() -> None:
    pyreadstat = pytest.importorskip("pyreadstat")
    raw = {"pages": [{"id": "p", "questions": [{"id": "say", "kind": "long"},
                                               {"id": "one", "kind": "one", "options": ["ie", "na"]}]}]}  # fmt: skip
    said = "ਪੰਜਾਬੀ ŵŷ " * 6_000 + "end"
    version = with_answers(raw, {"say": said, "one": "na"})
    content = exchange.as_spss(version, {"q.one": "ਕੀ ਇਹ ਕੰਮ ਕਰਦਾ ਹੈ?", "q.one.o.ie": "Ie", "q.one.o.na": "Nac ydy"})
    found = exchange.read_spss(definition.read(raw), content)
    assert [values["say"] for _, values, _ in found.returns] == [said, said]
    import tempfile

    with tempfile.NamedTemporaryFile(suffix=".sav") as file:
        file.write(content)
        file.flush()
        meta = pyreadstat.read_sav(file.name, metadataonly=True, output_format="dict")[1]
    assert meta.column_names_to_labels["one"] == "ਕੀ ਇਹ ਕੰਮ ਕਰਦਾ ਹੈ?"
    assert meta.variable_value_labels["one"] == {1.0: "Ie", 2.0: "Nac ydy"}


@pytest.mark.django_db
def test_a_centre_without_spss_says_so_plainly(rosa: Client, monkeypatch: Any) -> None:
    version = published()

    def nothing() -> Any:
        raise exchange.CannotSpss

    monkeypatch.setattr("careloom.questionnaires.exchange.spss._packages", nothing)
    page = rosa.get(f"/desk/questionnaires/{version.questionnaire.slug}/answers.sav")
    assert page.status_code == 501 and "CSV and JSON hold the same answers" in page.content.decode()


QUALTRICS = '''StartDate,Finished,ResponseId,UserLanguage,Q1,Q2,Q3,Q4
Start Date,Finished,Response ID,User Language,role in en,topics in en,say in en,hours in en
"{""ImportId"":""startDate""}","{""ImportId"":""finished""}","{""ImportId"":""_recordId""}","{""ImportId"":""userLanguage""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2""}","{""ImportId"":""QID3""}","{""ImportId"":""QID4""}"
2026-01-02,True,R_1,EN,I care,"home,breaks",More time,12
2026-01-02,True,R_2,CY,Somebody else,none,Diolch,
2026-01-02,False,R_3,EN,I care,,,
2026-01-02,True,R_4,EN,An alien,,x,
'''
LIMESURVEY = '''"id. Response ID";"submitdate. Date submitted";"startlanguage. Start language";"role. Who are you?";"topics[home]. Topics [At home]";"topics[breaks]. Topics [Breaks]";"say. Say it"
"1";"2026-01-02 10:00:00";"cy";"carer";"Y";"";"Mwy o amser"
"2";"";"en";"other";"";"";"never sent"
'''


@pytest.mark.django_db
def test_a_qualtrics_export_is_matched_and_taken_once(rosa: Client, equality_key: Any) -> None:
    version, browser = published(), rosa
    for _ in range(2):  # the same file twice
        file = SimpleUploadedFile("export.csv", QUALTRICS.encode())
        address = browser.post("/desk/questionnaires/small/bring-in/", {"file": file})["location"]
        page = browser.get(address).content.decode()
        assert "0 of 4 rows" in page and "I care" in page
        intake = Intake.objects.latest("pk")
        heads = services.read_intake(intake=intake).headings
        assert intake.source == "qualtrics" and intake.matching["columns"]["ResponseId"] == "key"
        assert intake.matching["columns"]["Q3"] == ""  # its words are the key of the text, which nobody wrote
        chosen = {"Q1": "role", "Q2": "topics", "Q3": "say", "Q4": "hours"}
        sent = {f"c{n}": chosen.get(h, intake.matching["columns"][h]) for n, h in enumerate(heads)}
        values = {f"v:{json.dumps(['Q1', said])}": code
                  for said, code in [("I care", "carer"), ("Somebody else", "other"), ("An alien", "")]}  # fmt: skip
        page = browser.post(address, {**sent, **values, "go": "save"}).content.decode()
        assert "2 of 4 rows" in page and "it was never sent" in page and "a value is not matched yet" in page
        browser.post(address, {**sent, **values, "go": "take"})
        registry.find_jobs()
        while worker.work_once():
            pass
        assert "The file is deleted." in browser.get(address).content.decode()
    assert AnswerSet.objects.count() == 2 and Intake.objects.latest("pk").there == 2
    first = AnswerSet.objects.order_by("pk").first()
    assert first is not None and first.channel == "import"
    assert queries.answers(first) == {"role": "carer", "topics": ["home", "breaks"], "say": "More time", "hours": "12"}
    assert all(bytes(i.sealed) == b"" for i in Intake.objects.all())
    assert version.answer_sets.filter(language="cy").count() == 1


def test_a_limesurvey_export_is_known_by_its_headings() -> None:
    questions = definition.read(SMALL)
    table = foreign.read_table(LIMESURVEY)
    matching = foreign.guess(table, questions, {})
    assert table.source == "limesurvey" and matching["columns"]["role. Who are you?"] == "role"
    assert matching["columns"]["topics[home]. Topics [At home]"] == "topics.home"
    found = foreign.take(table, questions, matching, {}, "s")
    assert [values for _, values, _ in found.returns] == [{"role": "carer", "topics": ["home"], "say": "Mwy o amser"}]
    assert found.refused == [(3, "", "not_finished")] and found.returns[0][2].language == "cy"


def test_choices_with_commas_in_their_words_are_told_apart() -> None:
    questions = definition.read({"pages": [{"id": "p", "questions": [
        {"id": "x", "kind": "many", "options": ["a", "b"]}]}]})  # fmt: skip
    said = {"q.x.o.a": "Time, and money", "q.x.o.b": "People"}
    table = foreign.read_table('x\n"Time, and money,People"\n')
    found = foreign.take(table, questions, {"columns": {"x": "x"}, "values": {}}, said, "s")
    assert found.returns[0][1] == {"x": ["a", "b"]}


@pytest.mark.django_db
def test_our_own_file_is_taken_at_once_and_only_once(rosa: Client, equality_key: Any) -> None:
    version = published()
    services.receive_many(version=version, returns=[("k", {"role": "carer", "say": "=x"}, services.Given())], by="s")
    text = "".join(exchange.as_csv(version))
    AnswerSet.objects.all().delete()
    for _ in range(2):
        file = SimpleUploadedFile("answers.csv", text.encode())
        assert rosa.post("/desk/questionnaires/small/bring-in/", {"file": file}).status_code == 302
    assert queries.answers(AnswerSet.objects.get()) == {"role": "carer", "say": "=x"}


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "write"), [("a.csv", exchange.as_csv), ("a.json", exchange.as_json)])
def test_a_large_file_of_ours_is_taken_by_a_job_that_says_how_far_it_is(
    rosa: Client, equality_key: Any, monkeypatch: Any, name: str, write: Any
) -> None:
    monkeypatch.setattr("careloom.questionnaires.bringing_in.AT_ONCE", 1_000)
    monkeypatch.setattr("careloom.questionnaires.services.bringing_in.BATCH", 10)
    version = published()
    returns = [(f"k {n}", {"role": "carer", "say": f"Line one\n{n}"}, services.Given()) for n in range(35)]
    services.receive_many(version=version, returns=returns, by="s")
    text = "".join(write(version))
    AnswerSet.objects.all().delete()
    for _ in range(2):
        file = SimpleUploadedFile(name, text.encode())
        address = rosa.post("/desk/questionnaires/small/bring-in/", {"file": file})["location"]
        assert AnswerSet.objects.count() in {0, 35}  # nothing is taken while somebody waits
        assert rosa.get(address).status_code == 200
        registry.find_jobs()
        while worker.work_once():
            pass
        assert "The file is deleted." in rosa.get(address).content.decode()
    first, again = Intake.objects.order_by("pk")
    assert (first.taken, first.there, again.taken, again.there) == (35, 0, 0, 35) and bytes(first.sealed) == b""
    job = Job.objects.get(once=f"questionnaires.intake {first.public_id}")
    assert job.done_steps == job.total_steps > 30
    assert queries.answers(AnswerSet.objects.order_by("pk")[7])["say"].endswith("\n7")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["a.csv", "a.json"])
def test_a_large_file_that_breaks_off_keeps_what_came_before_and_says_so(
    rosa: Client, equality_key: Any, monkeypatch: Any, name: str
) -> None:
    monkeypatch.setattr("careloom.questionnaires.bringing_in.AT_ONCE", 100)
    version = published()
    services.receive_many(version=version, returns=[("k", {"say": "Good"}, services.Given())], by="s")
    text = {"a.csv": "".join(exchange.as_csv(version)) + "x" * 140_000, "a.json": "[" + "1," * 100}[name]
    AnswerSet.objects.all().delete()
    address = rosa.post("/desk/questionnaires/small/bring-in/", {"file": SimpleUploadedFile(name, text.encode())})["location"]
    registry.find_jobs()
    while worker.work_once():
        pass
    page = rosa.get(address).content.decode()
    assert "The file is deleted." in page and "we cannot read it" in page
    assert AnswerSet.objects.count() == (1 if name == "a.csv" else 0)


@pytest.mark.django_db
@pytest.mark.parametrize("group", ['{"size": "0"}', '{"size": "-4"}', '{"size": "99999999999"}', "[1]", "{", '{"name": "x"}', '"x"'])
def test_a_row_that_no_form_would_take_is_refused_and_the_others_come(rosa: Client, group: str, equality_key: Any) -> None:
    version = published()
    rows = [{"id": "a", "channel": "post", "edition": "enormous-print", "language": "en" * 9, "answers": {"say": "Good"}},
            {"id": "b", "group": group, "answers": {"say": "x"}}, {"id": "c", "answers": {"unknown": 1}}, 7,
            {"id": "d", "answers": {"say": ["x"], "role": {}}}, {"id": "e"}]  # fmt: skip
    file = SimpleUploadedFile("x.json", json.dumps(rows).encode())
    assert rosa.post("/desk/questionnaires/small/bring-in/", {"file": file}).status_code == 302
    kept = AnswerSet.objects.get(version=version)
    assert (kept.channel, kept.edition, kept.people, queries.answers(kept)) == ("import", "standard", 1, {"say": "Good"})


def test_two_people_who_say_the_same_in_a_file_without_numbers_are_two() -> None:
    table = foreign.read_table("say\nYes\nYes\nNo\n")
    read = definition.read({"pages": [{"id": "p", "questions": [{"id": "say", "kind": "short"}]}]})
    keys = [key for key, _, _ in foreign.take(table, read, {"columns": {"say": "say"}, "values": {}}, {}, "s").returns]
    assert len(set(keys)) == 3
    again = foreign.take(table, read, {"columns": {"say": "say"}, "values": {}}, {}, "s").returns
    assert [key for key, _, _ in again] == keys  # the same file a second time takes nobody twice


def test_the_day_of_an_answer_is_the_day_on_peoples_calendars() -> None:
    late = AnswerSet(sent_at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC))  # half past midnight in Britain
    assert about(late)[-1] == "2026-07-01"


@pytest.mark.django_db
@pytest.mark.parametrize("line", ["x", "x" * 140_000, "x" + "," * 99])
def test_a_row_that_has_not_the_cells_of_the_table_is_no_answer(rosa: Client, line: str, equality_key: Any) -> None:
    published()
    file = SimpleUploadedFile("x.csv", (",".join(exchange.ABOUT) + "\n" + line).encode())
    page = rosa.post("/desk/questionnaires/small/bring-in/", {"file": file}, follow=True).content.decode()
    assert "1 rows could not be taken" in page and not AnswerSet.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"[1,", b"\x00"])
def test_a_broken_file_is_refused_in_words(rosa: Client, content: bytes, equality_key: Any) -> None:
    published()
    page = rosa.post("/desk/questionnaires/small/bring-in/", {"file": SimpleUploadedFile("x.csv", content)})
    assert page.status_code == 422 and "error-summary" in page.content.decode()
