"""The pages of coding: without script, for every role, with bad input, at any size."""

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from careloom.jobs.models import Job
from careloom.listening.models import (
    Codebook,
    Coding,
    Memo,
    Quote,
    Reading,
    Talk,
    Text,
    Theme,
    ThemeReport,
    Translation,
)
from careloom.listening.queries.coding import exchange
from careloom.listening.services import coding
from careloom.questionnaires import services as engine
from careloom.questionnaires.receipts import code_for
from tests import make
from tests.rooms.listening.coding_cast import ANN, BEN, answer, codebook, read, survey, text, theme

AT = "/desk/coding/small/views/"


@pytest.fixture
def version(db: Any, equality_key: Any, settings: Any) -> Any:
    settings.DEMO = True
    return survey()


def signed_in(role: str = "analyst") -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(make.account(f"Reader-{role}", role=role))
    return client


def page(client: Client, address: str, status: int = 200) -> str:
    answered = client.get(address)
    assert answered.status_code == status, (address, answered.status_code)
    return answered.content.decode()


def guid(book: Codebook, name: str) -> str:
    return theme(book, name).guid


def test_an_analyst_begins_with_a_question_and_writes_the_first_theme(version: Any) -> None:
    client = signed_in()
    sent = {"question": "small/views", "name": "Your views", "double_share": "10"}
    assert "small/views" in page(client, "/desk/coding/new/")
    assert client.post("/desk/coding/new/", {**sent, "double_share": "500"}).status_code == 422
    assert client.post("/desk/coding/new/", sent).status_code == 302
    assert Job.objects.filter(name="listening.gather").count() == 1
    assert client.post(f"{AT}themes/new/", {"name": "Time", "examples": "one\ntwo"}).status_code == 302
    assert Theme.objects.get().examples == ["one", "two"] and Theme.objects.get().key == "1"
    again = client.post(f"{AT}themes/new/", {"name": "time", "definition": "typed by hand"})
    assert again.status_code == 422 and "typed by hand" in again.content.decode()


def test_a_coder_reads_gives_themes_and_gets_the_next_without_script(version: Any) -> None:
    for n in range(3):
        answer(version, f"Answer {n}: not enough time 😀")
    book = codebook(version)
    client = signed_in("coder")
    shown = page(client, f"{AT}read/")
    assert "not enough time" in shown
    place = min(Text.objects.values_list("place", flat=True))
    answered = client.post(f"{AT}read/{place}/", {"theme": [guid(book, "Time"), guid(book, "Home")], "memo": "short visits"})
    assert answered.status_code == 302 and answered["location"] == f"{AT}read/?after={place}"
    assert {c.theme.name for c in Coding.objects.all()} == {"Time", "Home"}
    assert f"read/{place}/" not in page(client, answered["location"]).split("<form", 1)[1].split(">", 1)[0]


def test_only_some_words_can_be_given_a_theme_with_and_without_script(version: Any) -> None:
    answer(version, "😀 time and money")
    book = codebook(version)
    client = signed_in("coder")
    client.post(f"{AT}read/0/", {"theme": [guid(book, "Time")], "words": "time"})
    assert [(c.start, c.end) for c in Coding.objects.all()] == [(2, 6)]
    client.post(f"{AT}read/0/", {"mark": [f"{guid(book, 'Money')}:11:16:"]})
    assert [(c.theme.name, c.start, c.end) for c in Coding.objects.all()] == [("Money", 11, 16)]


@pytest.mark.parametrize("sent", [{"words": "not there"}, {"mark": ["x:1:2:"]}, {"mark": ["::"]}, {"theme": ["unknown"]}, {"digest": "other"}])
def test_a_reading_that_cannot_be_kept_loses_nothing_typed(version: Any, sent: dict[str, Any]) -> None:
    answer(version, "time and money")
    book = codebook(version)
    body = {"theme": [guid(book, "Time")], "memo": "my thought", "words": "time", "unsure": "on", **sent}
    answered = signed_in("coder").post(f"{AT}read/0/", body)
    shown = answered.content.decode()
    assert answered.status_code == 422 and "my thought" in shown and f">{body['words']}</textarea>" in shown
    assert 'name="unsure" checked' in shown and not Reading.objects.exists()


def test_whoever_reads_an_answer_that_is_taken_back_meanwhile_goes_on_with_the_next(version: Any) -> None:
    gone, _ = answer(version, "time and money"), answer(version, "home")
    book = codebook(version)
    place, client = text(book, gone).place, signed_in("coder")
    engine.withdraw(answer_set=gone, by="guest")
    said = client.post(f"{AT}read/{place}/", {"theme": [guid(book, "Time")], "memo": "x"}, follow=True)
    assert "The person has taken this answer back." in said.content.decode() and "home" in said.content.decode()


def test_pressing_twice_does_no_harm(version: Any) -> None:
    one = answer(version, "time or money")
    book = codebook(version, double=100)
    for reader in (ANN, BEN):
        read(text(book, one), "Time", by=reader)
    client = signed_in()
    for _ in range(2):
        client.post(f"{AT}read/0/quote/", {"theme": guid(book, "Time"), "words": "time"})
    assert Quote.objects.count() == 1
    coding.propose_theme(theme=theme(book, "Time"), by=ANN)
    coding.agree_theme(theme=theme(book, "Time"), by=BEN)
    client.post(f"{AT}report/make/")
    assert [client.post(f"{AT}report/publish/").status_code for _ in range(2)] == [302, 302]
    read(text(book, one), "Money", by=BEN)
    talk = Talk.objects.get().public_id
    sent = {"theme": [guid(book, "Time")], "memo": "Time is meant"}
    assert [client.post(f"{AT}talks/{talk}/", sent).status_code for _ in range(2)] == [302, 302]
    assert Memo.objects.count() == 1
    empty = client.post(f"{AT}themes/{guid(book, 'Time')}/say/memo/", {"memo": " "})
    assert empty.status_code == 422 and Memo.objects.count() == 1


def test_the_workbench_costs_the_same_at_10_and_at_400_answers(version: Any, django_assert_max_num_queries: Any) -> None:
    for n in range(10):
        answer(version, f"Answer {n}")
    book = codebook(version)
    coding.suggest_ahead(codebook=book)
    client = signed_in("coder")
    with django_assert_max_num_queries(24):
        page(client, f"{AT}read/")
    for n in range(10, 400):
        answer(version, f"Answer {n}")
    coding.gather_texts(codebook=book, by=ANN)
    coding.suggest_ahead(codebook=book)
    with django_assert_max_num_queries(24):
        page(client, f"{AT}read/")


@pytest.mark.parametrize("address", ["", "themes/", "talks/", "languages/", "texts/", "screening/", "report/"])
def test_lists_cost_the_same_at_10_and_at_40_rows(version: Any, address: str, django_assert_max_num_queries: Any) -> None:
    book = codebook(version, double=100)
    client = signed_in()

    def fill(first: int, last: int) -> None:
        made = [answer(version, f"Mrs Jones said {n}" if n % 2 else f"Mae angen mwy o amser {n}") for n in range(first, last)]
        coding.gather_texts(codebook=book, by=ANN)
        for n, one in enumerate(made):
            if not n % 2:
                read(text(book, one), "Time", by=ANN)
                read(text(book, one), "Home", by=BEN)
        if address == "report/":
            coding.make_report(codebook=book, by=ANN)

    fill(0, 10)
    with django_assert_max_num_queries(30):
        page(client, AT + address)
    fill(10, 40)
    with django_assert_max_num_queries(30):
        page(client, AT + address)


def test_long_lists_are_read_page_by_page_by_key(version: Any) -> None:
    for n in range(60):
        answer(version, f"Answer {n}")
    codebook(version)
    client = signed_in()
    shown = page(client, f"{AT}texts/")
    assert shown.count("<blockquote") == 50 and "after=49" in shown
    assert page(client, f"{AT}texts/?after=49").count("<blockquote") == 10


def test_a_memo_is_seen_by_the_other_reader_only_once_the_answer_is_settled(version: Any) -> None:
    one = answer(version, "time or money")
    book = codebook(version, double=100)
    read(text(book, one), "Time", by=ANN, memo="Surely time")
    assert "Surely time" not in page(signed_in("coder"), f"{AT}read/0/")
    read(text(book, one), "Time", by=BEN)
    assert "Surely time" in page(signed_in("analyst"), f"{AT}read/0/")


def test_the_desk_says_what_waits_in_the_workbench(version: Any) -> None:
    from careloom.listening import desk

    for words in ("Mrs Jones was kind", "Mae angen mwy o amser arna i", "time or money"):
        one = answer(version, words)
    book = codebook(version, double=100)
    read(text(book, one), "Time", by=ANN)
    read(text(book, one), "Money", by=BEN)
    told = " ".join(task["address"] for task in desk.tasks(make.account("Amy", role="analyst")))
    assert all(f"{AT}{name}/" in told for name in ("screening", "talks", "languages", "read"))
    told = " ".join(task["address"] for task in desk.tasks(make.account("Cody", role="coder")))
    assert f"{AT}read/" in told and f"{AT}screening/" not in told


def test_codes_of_receipts_cannot_be_tried_without_end(version: Any) -> None:
    elsewhere = Client(headers={"host": "localhost"}, REMOTE_ADDR="192.0.2.7")
    for _ in range(20):
        elsewhere.post("/themes/mine/", {"code": "AAAA-BBBB-CCCC"})
    assert elsewhere.post("/themes/mine/", {"code": "AAAA-BBBB-CCCC"}).status_code == 429


def test_a_talk_is_closed_with_a_memo_or_not_at_all(version: Any) -> None:
    one = answer(version, "time or money")
    book = codebook(version, double=100)
    read(text(book, one), "Time", by=ANN)
    read(text(book, one), "Money", by=BEN)
    client = signed_in("coder")
    talk = Talk.objects.get()
    assert client.post(f"{AT}talks/{talk.public_id}/", {"theme": [guid(book, "Time")], "memo": ""}).status_code == 422
    assert client.post(f"{AT}talks/{talk.public_id}/", {"theme": [guid(book, "Time")], "memo": "Time is meant"}).status_code == 302
    talk.refresh_from_db()
    assert talk.closed_at and "time or money" not in page(client, f"{AT}talks/")


def test_a_person_redacts_what_was_found_and_what_they_see_themselves(version: Any) -> None:
    answer(version, "Mrs Jones of the Maple ward was kind, Jones was")
    book = codebook(version)
    client = signed_in()
    assert "Mrs Jones" in page(client, f"{AT}screening/") and "Mrs Jones" not in page(client, f"{AT}texts/")
    wrong = client.post(f"{AT}screening/0/", {"take": ["0"], "also": "Oak ward", "came_to": "redact"})
    assert wrong.status_code == 422 and "Oak ward" in wrong.content.decode()
    client.post(f"{AT}screening/0/", {"take": ["0"], "also": "Maple\nJones", "came_to": "redact"})
    shown = page(client, f"{AT}texts/")
    assert "Jones" not in shown and "Maple" not in shown and "was kind" in shown
    assert Text.objects.get(codebook=book).screen == "redacted"


def test_a_translator_keeps_both_and_a_wrong_form_keeps_the_words(version: Any) -> None:
    answer(version, "Mae angen mwy o amser arna i")
    codebook(version)
    client = signed_in("coder")
    wrong = client.post(f"{AT}languages/0/", {"words": "I need more time", "translator": ""})
    assert wrong.status_code == 422 and "I need more time" in wrong.content.decode()
    client.post(f"{AT}languages/0/", {"words": "I need more time", "translator": "Megan"})
    assert Translation.objects.get().translator == "Megan"
    shown = page(client, f"{AT}read/0/")
    assert "Mae angen" in shown and "I need more time" in shown


def test_a_theme_is_merged_parted_split_and_signed_by_two(version: Any) -> None:
    answers = [answer(version, f"Time {n}") for n in range(3)]
    book = codebook(version, double=100)
    for one in answers:
        read(text(book, one), "Time", by=ANN)
        read(text(book, one), "Time", by=BEN)
    client, other = signed_in(), signed_in("engagement_lead")
    time = f"{AT}themes/{guid(book, 'Time')}/"
    assert client.post(f"{time}do/merge/", {"into": guid(book, "Home")}).status_code == 302
    assert "Home" in page(client, time)
    client.post(f"{time}do/part/")
    assert theme(book, "Time").merged_into is None
    client.post(f"{time}do/split/", {"new_name": "First time", "texts": [str(text(book, answers[0]).pk)]})
    assert Coding.objects.filter(theme__name="First time").count() == 2 and Coding.objects.count() == 6
    assert client.post(f"{time}say/agree/").status_code == 422
    assert client.post(f"{time}say/propose/").status_code == 302
    assert client.post(f"{time}say/agree/").status_code == 422
    assert other.post(f"{time}say/agree/").status_code == 302
    assert theme(book, "Time").agreed_by and "First time" in page(client, f"{AT}themes/")


def test_a_wrong_change_of_a_theme_keeps_what_was_typed(version: Any) -> None:
    book = codebook(version)
    answered = signed_in().post(f"{AT}themes/{guid(book, 'Time')}/do/change/", {"name": "Home", "definition": "typed by hand"})
    assert answered.status_code == 422 and "typed by hand" in answered.content.decode()


def published(version: Any) -> tuple[Codebook, list[Any]]:
    answers = [answer(version, f"Time matters {n}") for n in range(14)]
    book = codebook(version, double=100)
    for one in answers:
        read(text(book, one), "Time", by=ANN)
        read(text(book, one), "Time", by=BEN)
    coding.propose_theme(theme=theme(book, "Time"), by=ANN)
    coding.agree_theme(theme=theme(book, "Time"), by=BEN)
    coding.publish_quote(text=text(book, answers[0]), theme=theme(book, "Time"), start=0, end=12, by=ANN)
    coding.publish_report(report=coding.make_report(codebook=book, by=ANN), by=ANN)
    return book, answers


def test_one_click_makes_page_easy_read_word_and_pdf(version: Any) -> None:
    published(version)
    everyone = Client(headers={"host": "localhost"})
    shown = page(everyone, "/themes/small/views/")
    assert "Time matters" in shown and "entry_" in shown
    everyone.cookies["edition"] = "easy"
    assert "This is what people talk about" in page(everyone, "/themes/small/views/")
    word = everyone.get("/themes/small/views/report.docx")
    parts = zipfile.ZipFile(io.BytesIO(word.content)).read("word/document.xml").decode()
    assert "Time matters" in parts and 'w:val="Heading1"' in parts and 'w:val="Heading2"' in parts
    pdf = everyone.get("/themes/small/views/report.pdf")
    assert pdf.content.startswith(b"%PDF") and b"/StructTreeRoot" in pdf.content
    assert page(everyone, "/cy/themes/") and page(everyone, "/themes/nothing/here/", 404)


def test_a_quote_that_was_taken_back_is_gone_from_page_word_and_pdf_at_once(version: Any) -> None:
    published(version)
    everyone = Client(headers={"host": "localhost"})
    code = code_for("cast-" + str(answer.count - 13))  # type: ignore[attr-defined]
    found = everyone.post("/themes/mine/", {"code": code}).content.decode()
    assert "read by 2 people" in found and "Time" in found
    quote = Quote.objects.get()
    assert everyone.post("/themes/mine/", {"code": code, "take_back": quote.public_id}).status_code == 302
    assert "Time matters" not in page(everyone, "/themes/small/views/")
    word = everyone.get("/themes/small/views/report.docx")
    assert b"Time matters" not in zipfile.ZipFile(io.BytesIO(word.content)).read("word/document.xml")


def test_a_wrong_receipt_code_says_so_and_another_persons_quote_stays(version: Any) -> None:
    published(version)
    everyone = Client(headers={"host": "localhost"})
    assert everyone.post("/themes/mine/", {"code": "AAAA-BBBB-CCCC"}).status_code == 422
    other = code_for("cast-" + str(answer.count))  # type: ignore[attr-defined]
    assert everyone.post("/themes/mine/", {"code": other, "take_back": Quote.objects.get().public_id}).status_code == 404


def test_each_number_leads_to_its_answers_for_those_with_the_right(version: Any) -> None:
    book, _ = published(version)
    client = signed_in()
    link = f"{AT}texts/?theme={guid(book, 'Time')}&amp;edition=standard"
    assert link in page(client, f"{AT}report/")
    assert page(client, link.replace("&amp;", "&")).count("<blockquote") == 14
    assert Client(headers={"host": "localhost"}).get(link.replace("&amp;", "&")).status_code == 302


def test_a_quote_is_chosen_by_its_exact_words(version: Any) -> None:
    answer(version, "I want time, not tea")
    answer(version, "Nobody may quote this", quote="no")
    book = codebook(version)
    client = signed_in()
    place = {"I want": 0}
    for one in Text.objects.filter(codebook=book):
        if "I want" in page(client, f"{AT}read/{one.place}/"):
            place["I want"] = one.place
    at = f"{AT}read/{place['I want']}/quote/"
    assert client.post(at, {"theme": guid(book, "Time"), "words": "I want coffee"}).status_code == 422
    assert client.post(at, {"theme": guid(book, "Time"), "words": "I want time"}).status_code == 302
    assert (Quote.objects.get().start, Quote.objects.get().end) == (0, 11)


def test_a_file_is_taken_in_whole_or_refused_in_words(version: Any) -> None:
    answer(version, "time")
    book = codebook(version)
    client = signed_in()

    def send(name: str, data: bytes) -> Any:
        return client.post(f"{AT}exchange/", {"file": SimpleUploadedFile(name, data)})

    assert send("a.qdpx", exchange.project_of(book)).status_code == 200
    assert send("a.qdc", exchange.codebook_of(book)).status_code == 200
    broken = send("a.qdpx", b"PK nonsense")
    assert broken.status_code == 422 and "cannot be opened" in broken.content.decode()
    assert client.get(f"{AT}project.qdpx").content.startswith(b"PK") and b"CodeBook" in client.get(f"{AT}codes.qdc").content


def test_a_damaged_file_says_what_was_read_and_what_not_and_nothing_is_taken(version: Any) -> None:
    one = answer(version, "time " * 40)
    book = codebook(version)
    read(text(book, one), "Time")
    data = exchange.project_of(book)
    name = next(n for n in zipfile.ZipFile(io.BytesIO(data)).namelist() if n.startswith("sources/"))
    at = zipfile.ZipFile(io.BytesIO(data)).getinfo(name).header_offset + 30 + len(name)
    before = (Theme.objects.count(), Coding.objects.count(), Reading.objects.count())
    hurt = SimpleUploadedFile("a.qdpx", data[: at + 4] + b"\xff\xff" + data[at + 6 :])
    answered = signed_in().post(f"{AT}exchange/", {"file": hurt})
    told = answered.content.decode()
    assert answered.status_code == 422 and "3 codes, 0 texts" in told and name in told and "nothing was taken" in told
    assert (Theme.objects.count(), Coding.objects.count(), Reading.objects.count()) == before


def test_a_text_in_two_languages_says_so_where_it_is_read(version: Any) -> None:
    answer(version, "We need more time for my mother in every visit. Mae angen mwy o amser ar fy mam ym mhob ymweliad hefyd.")
    codebook(version)
    assert "Part of it is in" in page(signed_in("coder"), f"{AT}read/0/")


def test_a_very_large_count_is_made_in_the_background(version: Any, monkeypatch: Any) -> None:
    answer(version, "time")
    codebook(version)
    monkeypatch.setattr("careloom.listening.views.coding.reporting.AT_ONCE", 0)
    signed_in().post(f"{AT}report/make/")
    assert Job.objects.filter(name="listening.report").exists() and not ThemeReport.objects.exists()


def test_background_work_gathers_suggests_reports_and_watches(version: Any) -> None:
    from careloom.jobs import registry, worker
    from careloom.jobs.services import enqueue

    registry.find_jobs()
    one = answer(version, "not enough time")
    book = codebook(version, gather=False)
    for name in ("listening.gather", "listening.suggest", "listening.report"):
        enqueue(name=name, by=ANN, arguments={"codebook": book.public_id})
    enqueue(name="listening.watch", by="system")
    while worker.work_once():
        pass
    assert set(Job.objects.filter(name__startswith="listening.").values_list("state", flat=True)) == {"done"}
    assert text(book, one).suggestions and ThemeReport.objects.exists()
