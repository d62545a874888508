"""An answer with everything that can hang on it is taken back, corrected or forgotten: no row and no number keeps it."""

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from careloom.jobs import registry, worker
from careloom.listening import services as listening
from careloom.listening import tasks
from careloom.listening.models import (
    Codebook,
    Coding,
    Letter,
    Memo,
    Quote,
    Reading,
    Redaction,
    ScanFile,
    ScannedCopy,
    ScannedItem,
    ScannedPage,
    Scanning,
    Talk,
    Text,
    ThemeReport,
    Translation,
)
from careloom.listening.queries import coding as coded
from careloom.listening.queries import findings
from careloom.listening.queries.coding.report import report_data
from careloom.listening.services import coding
from careloom.people import sealed
from careloom.people import services as people
from careloom.people.models import EqualityData, Person
from careloom.questionnaires import exchange, queries, words
from careloom.questionnaires import services as engine
from careloom.questionnaires.models import Answer, AnswerSet, Attachment, Version
from careloom.questionnaires.models import Translation as Beside
from careloom.questionnaires.services import Given
from careloom.showing import services as showing
from careloom.showing.models import Contribution
from careloom.thread.models import Entry
from tests import make
from tests.rooms.listening.coding_cast import ANN, BEN, codebook, read, text, theme
from tests.rooms.showing import cast

SECRET = "Quixotic"
WORDS = f"{SECRET} hours, my sister Jane and me, ring 01632 960123"
RAW: dict[str, Any] = {"pages": [{"id": "p", "questions": [
    {"id": "role", "kind": "one", "means": "role_group", "options": ["carer", "provider"]},
    {"id": "nation", "kind": "one", "means": "nation", "options": ["england", "wales"]},
    {"id": "where", "kind": "place", "means": "place"}, {"id": "since", "kind": "date", "partial": True},
    {"id": "how", "kind": "scale", "low": 1, "high": 3}, {"id": "views", "kind": "long"},
    {"id": "reach", "kind": "short", "means": "contact"}, {"id": "photo", "kind": "file"},
    {"id": "quote", "kind": "consent", "means": "quote_consent"},
    {"id": "faith", "kind": "one", "protected": True, "options": ["a", "b"]}]}]}  # fmt: skip
PLAIN = {"role": "carer", "nation": "wales", "how": 2, "views": "Time to talk", "quote": "yes", "faith": "b"}


@pytest.fixture
def version(db: Any, equality_key: Any, settings: Any, tmp_path: Path) -> Version:
    settings.DEMO, settings.FOLDER = True, tmp_path
    return survey("whole")


def survey(slug: str) -> Version:
    made = engine.make_questionnaire(slug=slug, name=slug, raw=RAW, promised=[words.FIRST], in_wales=False,
                                     knows_person=True, by="t")  # fmt: skip
    keys = engine.required_words(made, "standard")
    engine.set_words(version=made, twin=words.FIRST, texts={key: f"Words for {key}" for key in keys}, by="t")
    engine.check_words(version=made, twin=words.FIRST, checker="C", by="t")
    engine.publish(version=made, by="t")
    return made


def others(version: Version) -> list[AnswerSet]:
    """Twelve other people, so that the numbers of the group are shown."""
    return [engine.receive(version=version, values={**PLAIN, "how": 1 + n % 3}, once_key=f"{version.pk} other {n:03d}",
                           given=Given(), by="guest") for n in range(12)]  # fmt: skip


def with_everything(version: Version, person: Person) -> AnswerSet:
    """A group of seven on paper, with a file, equality answers, codings, a talk, a quote, translations, scans, news."""
    kept = engine.keep_file(questionnaire=version.questionnaire, question="photo", name=f"{SECRET}.png",
                            content=b"\x89PNG\r\n\x1a\n" + b"0" * 40, by="guest")  # fmt: skip
    values = {**PLAIN, "views": WORDS, "where": f"1 {SECRET} Street", "since": "1961-02-03", "reach": f"{SECRET}@x.example",
              "photo": f"{kept.public_id} {kept.name}"}  # fmt: skip
    group = {"name": f"{SECRET} group", "size": "7", "how": ["meeting"], "consent": "all-know", "agreed": SECRET}
    given = Given(channel="paper", group=group, helped_by=f"{SECRET}'s aunt", entered_by="rosa", person_id=person.public_id)
    one = engine.receive(version=version, values=values, once_key="the one with everything", given=given, by="rosa")
    on_paper(version, one)
    book = codebook(version, double=100)
    mine = text(book, one)
    coding.redact_text(text=mine, spans=[(WORDS.index("Jane"), WORDS.index("Jane") + 4)], kinds=["named"], by=ANN)
    mine = text(book, one)
    coding.translate_text(text=mine, language="en", words=f"{SECRET} in English", translator="T", by=ANN)
    for answer in Answer.objects.filter(answer_set=one, question="reach"):
        engine.translate(answer=answer, language="cy", text=f"{SECRET} yn Gymraeg", translator="T", by=ANN)
    for other in Text.objects.filter(codebook=book).exclude(pk=mine.pk).select_related("codebook", "answer_set"):
        for reader in (ANN, BEN):
            read(other, "Time", by=reader)
    read(mine, "Time", by=ANN, memo=f"{SECRET} says time")
    read(mine, "Money", by=BEN)
    talk = Talk.objects.select_related("text__codebook", "text__answer_set").get()
    coding.close_talk(talk=talk, agreed=[(theme(book, "Time"), "")], memo=f"{SECRET} means time", by=ANN)
    coding.propose_theme(theme=theme(book, "Time"), by=ANN)
    coding.agree_theme(theme=theme(book, "Time"), by=BEN)
    coding.publish_quote(text=text(book, one), theme=theme(book, "Time"), start=0, end=14, by=ANN)
    coding.publish_report(report=coding.make_report(codebook=book, by=ANN), by=ANN)
    listening.release_results(questionnaire=version.questionnaire, by="t")
    cast.everything()
    return one


def on_paper(version: Version, one: AnswerSet) -> None:
    """The copy that it came on: an accepted scan, and a letter that is not in the post yet."""
    form = version.questionnaire
    upload = Scanning.objects.create(public_id="scans_x", questionnaire=form, share=0, at=timezone.now())
    file = ScanFile.objects.create(scanning=upload, name="x.pdf", sealed=b"", done=True)
    copy = ScannedCopy.objects.create(
        public_id="copy_x", questionnaire=form, version=version, serial="AAAA-AAAA", edition="standard", language="en",
        pages=1, state="accepted", voice_id=one.public_id, ended_at=timezone.now(),
    )  # fmt: skip
    ScannedPage.objects.create(file=file, number=1, copy=copy, page=1, what="read", at=timezone.now(),
                               picture=sealed.seal_content(b"a picture of handwriting"))  # fmt: skip
    ScannedItem.objects.create(copy=copy, item="views", page=1, box=[0, 0, 1, 1], state="done")
    Letter.objects.create(copy=copy, sealed=sealed.seal({"address": SECRET}), asked_at=timezone.now())


def said_anywhere() -> list[str]:
    """Every column of every table in which the secret can still be read."""
    return [f"{model._meta.label}.{field.name}"
            for model in apps.get_models() for field in model._meta.concrete_fields
            if field.get_internal_type() in {"CharField", "TextField", "JSONField", "EmailField"}
            for value in model._default_manager.values_list(field.name, flat=True) if SECRET in str(value)]  # fmt: skip


def watch() -> None:
    """What the background does every five minutes, twice: a job that runs again does no harm."""
    registry.find_jobs()
    for _ in range(2):
        tasks.watch(running=None)
    while worker.work_once():
        pass


def never_was(version: Version) -> tuple[Any, ...]:
    """What every number of a survey says."""
    form, book = version.questionnaire, Codebook.objects.get(questionnaire=version.questionnaire)
    data = report_data(book)
    rows = [{key: value for key, value in row.items() if key != "id"} for row in data["themes"]]
    tables = [(t.name, t.measure, {k: n for k, n in t.counts.items() if n}) for t in findings.tables_of(form)]
    return (queries.totals(form), queries.counts(form, ["role_group", "nation", "channel", "edition", "language"]),
            rows, data["returns"], data["people"], coded.progress(book), coded.take_up(book), tables,
            [values for _, values in queries.returns_in(version)], queries.chosen(version, "how"))  # fmt: skip


def coded_by_two(version: Version) -> None:
    book = codebook(version, double=100)
    for one in Text.objects.filter(codebook=book).select_related("codebook", "answer_set"):
        for reader in (ANN, BEN):
            read(one, "Time", by=reader)
    coding.propose_theme(theme=theme(book, "Time"), by=ANN)
    coding.agree_theme(theme=theme(book, "Time"), by=BEN)


def test_taken_back_it_is_as_if_it_had_never_been(version: Version) -> None:
    others(version)
    one = with_everything(version, make.account("Bo").person)
    assert {"questionnaires.Answer.text", "listening.Memo.words", "listening.Translation.words"} <= set(said_anywhere())
    released = version.questionnaire.releases.get().shown
    never = survey("never")
    others(never)
    coded_by_two(never)
    engine.withdraw(answer_set=one, by="guest")
    public = Client(headers={"host": "localhost"})
    assert SECRET not in public.get("/themes/whole/views/").content.decode()  # at once, before any job
    assert never_was(version) == never_was(never)
    watch()
    assert said_anywhere() == []
    assert never_was(version) == never_was(never)
    for model in (Coding, Reading, Memo, Talk, Redaction, Translation, Text, Quote):
        name = "answer_set" if model is Text else "text__answer_set"
        assert not model._default_manager.filter(**{name: one}).exists(), model
    for gone in (Attachment.objects.all(), Beside.objects.all(), Letter.objects.all(), Answer.objects.filter(answer_set=one),
                 EqualityData.objects.filter(person_id=one.public_id), ScannedPage.objects.exclude(picture=b""),
                 Contribution.objects.filter(subject=one.public_id, stands=True)):  # fmt: skip
        showing.notice(by="t", now=cast.later(1))
        assert not gone.exists(), gone.model
    kept = AnswerSet.objects.get(pk=one.pk)
    assert (kept.state, kept.people, kept.group, kept.role_group, kept.nation, kept.place) == ("withdrawn", 1, None, "", "", "")
    assert SECRET not in "".join(exchange.as_csv(version)) + "".join(exchange.as_json(version))
    assert {"voice.withdrawn", "coding.forgotten"} <= set(Entry.objects.filter(subject=one.public_id).values_list("event", flat=True))
    assert Entry.objects.filter(event="quote.withdrawn").count() == 1
    assert version.questionnaire.releases.get().shown == released  # what was cited stays as it was published


def test_corrected_nothing_of_the_first_words_is_left_and_its_codings_do_not_count(version: Version) -> None:
    others(version)
    one = with_everything(version, make.account("Bo").person)
    Memo.objects.all().update(words="A memo without their words")  # a memo is the coder's, and stays with a corrected answer
    engine.correct(answer_set=one, values={**PLAIN, "views": "Other words", "quote": "no"}, by="guest")
    watch()
    left = set(said_anywhere())
    assert left == {"questionnaires.AnswerSet.group", "questionnaires.AnswerSet.helped_by"}  # these they did not correct
    assert not Redaction.objects.exists() and not Coding.objects.filter(text__answer_set=one).exists()
    assert not text(Codebook.objects.get(), one).done
    engine.correct(answer_set=one, values={key: value for key, value in PLAIN.items() if key != "views"}, by="guest")
    watch()
    assert not Text.objects.filter(answer_set=one).exists()  # there is nothing to read any more
    assert AnswerSet.objects.get(pk=one.pk).people == 7


def test_forgotten_every_word_goes_and_every_count_stays(version: Version) -> None:
    others(version)
    bo = make.account("Bo")
    one = with_everything(version, bo.person)
    book, form = Codebook.objects.get(), version.questionnaire
    before = (coded.table(book), queries.totals(form), ThemeReport.objects.get().data["themes"])
    people.erase_person(person=bo.person, by="t")
    watch()
    assert said_anywhere() == []
    assert (coded.table(book), queries.totals(form), ThemeReport.objects.get().data["themes"]) == before
    assert queries.answers(one)["since"] == "█" * 10
    assert not ScannedPage.objects.exclude(picture=b"").exists() and not Letter.objects.exists()
    assert not Attachment.objects.exists() and not Redaction.objects.exists() and not EqualityData.objects.filter(person_id=one.public_id)
