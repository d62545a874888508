"""Forgetting somebody: words and names go; totals, the chain and published figures hold; a backup forgets them again."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client

from careloom.listening.models import Codebook
from careloom.listening.queries.coding.counting import table
from careloom.listening.services import coding
from careloom.people import services as people
from careloom.people.models import Account, Person
from careloom.questionnaires.models import Answer, AnswerSet
from careloom.showing import services
from careloom.showing.models import Contribution, Message, OpenFile
from careloom.showing.queries import closure
from careloom.site import archive
from careloom.thread import services as thread
from careloom.thread.models import Block
from careloom.thread.verify_ledger import problems
from tests import make
from tests.rooms.listening.coding_cast import ANN
from tests.rooms.showing import cast


@pytest.fixture
def version(db: Any, equality_key: Any, settings: Any, tmp_path: Path) -> Any:
    settings.DEMO, settings.FOLDER = True, tmp_path
    return cast.survey()


def bo_among_others(version: Any) -> Account:
    """Bo said something in his own words, was told, and signed in."""
    bo = make.account("Bo")
    answers = [cast.voice(version, n) for n in range(12)]
    cast.agreed(version, [*answers, cast.voice(version, 50, "My Quixotic words", person=bo.person)])
    book = Codebook.objects.get()
    coding.publish_report(report=coding.make_report(codebook=book, by=ANN), by=ANN)
    cast.everything()
    return bo


def seal_and_check(tmp_path: Path) -> None:
    thread.seal(by="system", now=cast.later(1))
    thread.export_ledger(tmp_path / "ledger.jsonl")
    wrong, entries, blocks = problems(tmp_path / "ledger.jsonl")
    assert wrong == [] and entries > 20 and blocks > 0


@pytest.mark.django_db(transaction=False)
def test_words_and_names_go_and_every_number_and_the_chain_stay(version: Any, tmp_path: Path) -> None:
    bo = bo_among_others(version)
    seal_and_check(tmp_path)
    book = Codebook.objects.get()
    before = (table(book), closure.totals(), services.show_closure(by="t").shown, book.reports.get().data)  # type: ignore[union-attr]
    people.erase_person(person=bo.person, by=bo.person.public_id)
    coding.gather_texts(codebook=book, by=ANN)  # nothing looks as if it had to be read again
    coding.renew_reports(codebook=book)
    after = (table(book), closure.totals(), services.show_closure(by="t").shown, book.reports.get().data)  # type: ignore[union-attr]
    assert after == before
    assert Person.objects.get(pk=bo.person.pk).name == "" and not Account.objects.filter(pk=bo.pk).exists()
    assert not Answer.objects.filter(text__contains="Quixotic").exists()
    assert AnswerSet.objects.filter(person_id="").count() == 13
    seal_and_check(tmp_path)


@pytest.mark.django_db(transaction=False)
def test_what_is_published_stays_and_anybody_can_check_it_with_what_is_published(version: Any, tmp_path: Path) -> None:
    bo = bo_among_others(version)
    services.show_closure(by="t")
    thread.seal(by="system", now=cast.later(1))
    release = services.publish_open_data(by="t")
    assert release
    before = {file.table: file.digest for file in release.files.all()}
    people.erase_person(person=bo.person, by="t")
    thread.seal(by="system", now=cast.later(2))
    again = services.publish_open_data(by="t")
    assert {f.table: f.digest for f in (again or release).files.all()} == before  # no published figure changed
    assert not OpenFile.objects.exclude(removed=0).exists()
    browser = Client(headers={"host": "localhost"})
    (tmp_path / "verify_ledger.py").write_bytes(browser.get("/ledger/verify_ledger.py").content)
    (tmp_path / "ledger.jsonl").write_bytes(b"".join(browser.get("/ledger.jsonl").streaming_content))  # type: ignore[attr-defined]
    said = [subprocess.run([sys.executable, "-I", "verify_ledger.py", "ledger.jsonl", "--head", head], cwd=tmp_path,
                           capture_output=True, text=True, check=False) for head in (Block.objects.get(number=1).digest, "0" * 63 + "1")]  # fmt: skip
    assert [one.returncode for one in said] == [0, 1] and "The ledger is whole" in said[0].stdout
    assert len((tmp_path / "verify_ledger.py").read_text().splitlines()) <= 100
    text = (tmp_path / "ledger.jsonl").read_text()
    assert "Bo" not in text and "Quixotic" not in text and release.digest in text


def test_nobody_who_is_forgotten_is_told_anything_more(version: Any) -> None:
    bo = bo_among_others(version)
    sent = len(mail.outbox)
    theme = Contribution.objects.get(reader=bo.person.public_id).entry.effects.get(entry__event="theme.agreed").entry
    cast.reply(theme)
    cast.notice()
    people.erase_person(person=bo.person, by="t")
    cast.tell()
    assert len(mail.outbox) == sent and Message.objects.filter(reader=bo.person.public_id).count() == 1


def test_the_code_of_a_forgotten_answer_opens_nothing(version: Any) -> None:
    bo = bo_among_others(version)
    people.erase_person(person=bo.person, by="t")
    assert Client(headers={"host": "localhost"}).post("/surveys/receipt/", {"code": cast.code(50)}).status_code == 422


@pytest.mark.django_db(transaction=True)
def test_yesterdays_backup_forgets_them_again(version: Any, tmp_path: Path, capsys: Any) -> None:
    bo = bo_among_others(version)
    seal_and_check(tmp_path)
    number = bo.person.public_id
    archive.write(tmp_path / "yesterday.zip")
    people.erase_person(person=bo.person, by=number)
    call_command("flush", verbosity=0, interactive=False)
    call_command("import_all", str(tmp_path / "yesterday.zip"))
    assert "1 people who were forgotten" in capsys.readouterr().out
    back = Person.objects.get(public_id=number)
    assert (back.name, back.email) == ("", "") and not Answer.objects.filter(text__contains="Quixotic").exists()
    seal_and_check(tmp_path)


def test_a_person_forgets_themselves_only_with_the_box_ticked(version: Any) -> None:
    tom = make.account()
    browser = Client(headers={"host": "localhost"})
    browser.force_login(tom)
    assert "Please tick the box" in browser.post("/me/forget/", {}).content.decode()
    assert "You are forgotten" in browser.post("/me/forget/", {"sure": "on"}).content.decode()
    assert browser.get("/me/").status_code == 302


def test_an_administrator_forgets_somebody_who_asked_by_phone(version: Any) -> None:
    grace = make.person()
    browser = Client(headers={"host": "localhost"})
    browser.force_login(make.account("Adam", role=make.Role.ADMINISTRATOR))
    assert browser.post("/desk/people/forget/", {"who": "nobody@example.org", "sure": "on"}).status_code == 422
    assert browser.post("/desk/people/forget/", {"who": grace.email, "sure": "on"}).status_code == 302
    grace.refresh_from_db()
    assert grace.name == ""
