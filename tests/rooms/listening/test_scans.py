"""Paper comes back: read by a job, settled by people, accepted once; its totals are those of the web."""

import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

pytest.importorskip("cv2", reason="the extra 'paper' is not installed: no scan was read")
pytest.importorskip("zxingcpp", reason="the extra 'paper' is not installed: no scan was read")

from careloom.jobs import registry, worker
from careloom.jobs.models import Job
from careloom.listening import demo, demo_paper, letters, scanned
from careloom.listening.models import Letter, ScanFile, ScannedCopy, ScannedItem, ScannedPage
from careloom.listening.queries import scans as queries
from careloom.listening.services import paper as services
from careloom.questionnaires import kinds
from careloom.questionnaires import queries as engine
from careloom.questionnaires import services as web
from careloom.questionnaires.models import AnswerSet, Version
from careloom_methods.paper import serial
from tests import make
from tests.rooms.listening import forms, scanned_paper

pytestmark = pytest.mark.django_db
DESK = "/desk/listening/small/paper/scans/"
State = ScannedItem.State


@pytest.fixture
def version(equality_key: Any, settings: Any) -> Version:
    settings.DEMO = True  # no second factor on the loopback
    return forms.survey()


def signed_in(account: Any) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(account)
    return client


@pytest.fixture
def rosa(version: Version) -> Client:
    return signed_in(make.rosa())


def work() -> None:
    registry.find_jobs()
    while worker.work_once():
        pass
    assert not Job.objects.filter(state="failed").exists()


def read(version: Version, *scans: Any, share: int = 0, one_bit: bool = False) -> None:
    """Upload scans and let the job read them."""
    content = scanned_paper.zipped(scans, one_bit=one_bit)
    services.keep_scans(questionnaire=version.questionnaire, uploads=[("scans.zip", content)], share=share, by="rosa")
    work()


def copy(number: int) -> ScannedCopy:
    return ScannedCopy.objects.get(serial=serial(number))


def easy(client: Client, address: str) -> str:
    """The page in Easy Read."""
    client.cookies["edition"] = "easy"
    page = client.get(address).content.decode()
    del client.cookies["edition"]
    return page


def test_a_zip_is_read_by_a_job_and_the_copies_that_are_ready_are_accepted(rosa: Client, version: Version) -> None:
    of = scanned_paper.form(version)
    scans = [page for n in (1, 2) for page in scanned_paper.pages(of, n, ["role=carer", "nation=wales", "how=2"], seed=n)]
    file = SimpleUploadedFile("scans.zip", scanned_paper.zipped(reversed(scans)))
    assert rosa.post(DESK, {"scans": file, "share": "0"}).status_code == 302
    work()
    assert not any(bytes(file.sealed) for file in ScanFile.objects.all())  # the files go at once
    page = rosa.get(DESK).content.decode()
    assert "Accept 2 copies that are ready" in page and "30 days after its copy was accepted" in page
    rosa.post(f"{DESK}accept/")
    work()
    taken = AnswerSet.objects.filter(channel="paper")
    assert [(a.role_group, a.nation, a.edition, a.language) for a in taken] == [("carer", "wales", "standard", "en")] * 2
    assert engine.answers(taken[0]) == {"role": "carer", "nation": "wales", "how": 2}


def test_a_copy_is_one_answer_however_often_it_is_scanned_and_accepted(version: Version) -> None:
    scans = scanned_paper.pages(scanned_paper.form(version), 7, ["role=carer"])
    read(version, *scans)
    first = services.accept_copy(copy=copy(7), by="rosa")
    assert services.accept_copy(copy=copy(7), by="rosa") is None
    read(version, *scans)
    assert ScannedCopy.objects.count() == AnswerSet.objects.count() == 1
    assert ScannedPage.objects.filter(what="second", copy=copy(7)).count() == len(scans)
    again = web.receive(version=version, values={}, once_key=scanned.once_key(copy(7)), given=web.Given(), by="x")
    assert again == first  # the database knows the key of this copy
    with pytest.raises(IntegrityError), transaction.atomic():
        ScannedCopy.objects.create(public_id="c", questionnaire=version.questionnaire, version=version, pages=1,
                                   serial=serial(7), edition="standard", language="en")  # fmt: skip


def test_the_number_on_the_paper_does_not_give_the_receipt_away(version: Version) -> None:
    read(version, *scanned_paper.pages(scanned_paper.form(version), 7))
    assert serial(7) not in scanned.once_key(copy(7)) and len(scanned.once_key(copy(7))) > 60


def test_two_crosses_are_settled_from_their_picture(rosa: Client, version: Version) -> None:
    read(version, *scanned_paper.pages(scanned_paper.form(version), 3, ["role=carer", "role=provider"]))
    doubt = ScannedItem.objects.get(state=State.LOOK)
    assert rosa.get(f"{DESK}items/{doubt.pk}/picture/").content.startswith(b"\x89PNG")
    page = rosa.get(f"{DESK}next/look/", follow=True).content.decode()
    assert "two are marked" in page and "checked" not in page
    assert "Which box has a mark?" in easy(rosa, f"{DESK}items/{doubt.pk}/")
    assert f"items/{doubt.pk}/" in easy(rosa, f"{DESK}copies/{serial(3)}/")
    rosa.post(f"{DESK}items/{doubt.pk}/", {"q.role": "provider"})
    assert services.accept_copy(copy=copy(3), by="rosa").role_group == "provider"


def test_none_beside_others_is_asked_in_words(rosa: Client, version: Version) -> None:
    read(version, *scanned_paper.pages(scanned_paper.form(version), 3, ["help=none", "help=money"]))
    doubt = ScannedItem.objects.get(state=State.LOOK)
    assert doubt.doubts == {"*": "exclusive"}
    wrong = rosa.post(f"{DESK}items/{doubt.pk}/", {"q.help": ["none", "money"]})
    assert wrong.status_code == 422 and b"error-summary" in wrong.content and wrong.content.count(b" checked") == 2
    rosa.post(f"{DESK}items/{doubt.pk}/", {"q.help": "money"})
    assert engine.answers(services.accept_copy(copy=copy(3), by="r")) == {"help": ["money"]}


def test_a_second_person_keys_a_sample_without_seeing_the_first_and_a_difference_is_settled(
    rosa: Client, version: Version
) -> None:
    read(version, *scanned_paper.pages(scanned_paper.form(version), 3, ["role=carer", "role=provider", "how=2"]), share=1)
    doubt = ScannedItem.objects.get(state=State.LOOK)
    rosa.post(f"{DESK}items/{doubt.pk}/", {"q.role": "carer"})
    with pytest.raises(services.SettledAlready):
        me = make.Role and ScannedItem.objects.get(pk=doubt.pk)
        services.settle(item=me, fields={"q.role": ["carer"]}, by=me.first_by)
    tom = signed_in(make.account("Tom", role=make.Role.ANALYST))
    assert " checked" not in tom.get(f"{DESK}items/{doubt.pk}/").content.decode()
    tom.post(f"{DESK}items/{doubt.pk}/", {"q.role": "provider"})
    for item in ScannedItem.objects.filter(state=State.SECOND):
        tom.post(f"{DESK}items/{item.pk}/", scanned.value_of(item))
    assert queries.agreement(version.questionnaire)["people"] == {"keyed": 1, "same": 0}
    machine = queries.agreement(version.questionnaire)["machine"]
    assert machine["keyed"] == machine["same"] == 4
    page = rosa.get(f"{DESK}items/{doubt.pk}/").content.decode()
    assert "First person" in page and "Second person" in page
    with pytest.raises(services.NotReady):
        services.accept_copy(copy=copy(3), by="rosa")
    rosa.post(f"{DESK}items/{doubt.pk}/", {"take": "second"})
    assert services.accept_copy(copy=copy(3), by="rosa").role_group == "provider"
    assert "the same for 0 of 1" in rosa.get(DESK).content.decode()
    assert not any(bytes(i.first) or bytes(i.second) for i in ScannedItem.objects.all())  # the answer holds it now


def test_missing_pages_second_copies_strangers_and_black_and_white_are_listed(rosa: Client, version: Version) -> None:
    other = forms.survey("other")
    of = scanned_paper.form(version)
    mine = scanned_paper.pages(of, 1, ["role=carer"])
    read(version, *mine[:1], *mine[:1], *scanned_paper.pages(scanned_paper.form(other), 2)[:1])
    read(version, *scanned_paper.pages(of, 5), one_bit=True)
    page = rosa.get(f"{DESK}strays/").content.decode()
    assert "belongs to another form" in page and f"OTHER 1, {serial(2)}" in page
    assert "Scan it again in grey" in page and "A second copy of a page" in page
    assert f"OTHER 1, {serial(2)}" in easy(rosa, f"{DESK}strays/")
    stray = ScannedPage.objects.filter(what="strange").get()
    assert rosa.get(f"{DESK}pages/{stray.pk}/")["Content-Type"] == "image/jpeg"
    if len(mine) > 1:
        assert "Not among the scans: page 2" in rosa.get(f"{DESK}copies/{serial(1)}/").content.decode()
        rosa.post(f"{DESK}copies/{serial(1)}/", {"accept": "yes"})
        assert copy(1).state == "open"
        read(version, *mine[1:])  # it comes later and finds its copy by itself
        assert queries.ready(version.questionnaire).filter(serial=serial(1)).exists()


def test_a_copy_without_a_page_that_will_not_come_can_be_accepted_or_set_aside(rosa: Client, version: Version) -> None:
    of = scanned_paper.form(version)
    for number in (1, 2):
        read(version, *scanned_paper.pages(of, number, ["role=carer"])[:1])
    rosa.post(f"{DESK}copies/{serial(1)}/", {"accept": "yes", "without": "yes"})
    assert copy(1).state == "accepted"
    wrong = rosa.post(f"{DESK}copies/{serial(2)}/", {"aside": "yes", "why": ""})
    assert wrong.status_code == 422
    rosa.post(f"{DESK}copies/{serial(2)}/", {"aside": "yes", "why": "A trial"})
    assert copy(2).state == "aside" and AnswerSet.objects.count() == 1


def test_somebody_who_asked_gets_a_letter_with_the_code_that_opens_their_answer(rosa: Client, version: Version) -> None:
    read(version, *scanned_paper.pages(scanned_paper.form(version), 4, ["role=carer"], [scanned.LETTER]))
    waits = ScannedItem.objects.get(state=State.TYPE)
    assert "Name and address for a letter" in rosa.get(f"{DESK}items/{waits.pk}/").content.decode()
    rosa.post(f"{DESK}items/{waits.pk}/", {"letter": "Grace\n1 Example Street"})
    answer = services.accept_copy(copy=copy(4), by="rosa")
    letter = Letter.objects.get()
    assert "1 Example Street" in rosa.get(f"{DESK}letters/").content.decode()
    assert "1 Example Street" in easy(rosa, f"{DESK}letters/")
    assert "We count this form as one answer." in easy(rosa, f"{DESK}copies/{serial(4)}/")
    made = rosa.get(f"{DESK}letters/{letter.pk}/")
    assert made.content.startswith(b"%PDF-")
    from careloom.questionnaires import receipts

    code = receipts.code_for(scanned.once_key(copy(4)))
    assert engine.answer_set_by_receipt(code) == answer and code in text_of(made.content)
    rosa.post(f"{DESK}letters/", {"letter": str(letter.pk)})
    letter.refresh_from_db()
    assert letters.address_of(letter) == "" and "Nobody waits" in rosa.get(f"{DESK}letters/").content.decode()


def text_of(content: bytes) -> str:
    import pypdfium2

    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))


def test_pictures_go_a_set_number_of_days_after_acceptance_and_not_before(rosa: Client, version: Version) -> None:
    read(version, *scanned_paper.pages(scanned_paper.form(version), 1, ["role=carer"]))
    services.accept_copy(copy=copy(1), by="rosa")
    assert services.forget_pictures(by="system") == 0
    ended = copy(1).ended_at
    ScannedCopy.objects.update(ended_at=ended.replace(year=2020))
    assert services.forget_pictures(by="system") == copy(1).pages
    page = rosa.get(f"{DESK}copies/{serial(1)}/").content.decode()
    assert "The picture was deleted." in page and rosa.get(f"{DESK}copies/{serial(1)}/").status_code == 200
    scan = ScannedPage.objects.first()
    assert rosa.get(f"{DESK}pages/{scan.pk}/").status_code == 404


def test_scans_are_for_readers_of_answers_only(version: Version) -> None:
    read(version, *scanned_paper.pages(scanned_paper.form(version), 1, ["role=carer", "role=provider"]))
    doubt = ScannedItem.objects.get(state=State.LOOK)
    for who in (make.stranger(), make.account("P", role=make.Role.PAYMENTS_OFFICER)):
        client = signed_in(who)
        for address in (DESK, f"{DESK}items/{doubt.pk}/", f"{DESK}items/{doubt.pk}/picture/",
                        f"{DESK}pages/{ScannedPage.objects.first().pk}/"):  # fmt: skip
            assert client.get(address).status_code == 403


def test_a_broken_zip_and_a_broken_file_are_said(rosa: Client, version: Version) -> None:
    wrong = rosa.post(DESK, {"scans": SimpleUploadedFile("a.zip", b"PK\x03\x04 no zip"), "share": "0"})
    assert wrong.status_code == 422 and b"This zip is broken" in wrong.content
    rosa.post(DESK, {"scans": SimpleUploadedFile("a.pdf", b"%PDF- no pdf"), "share": "0"})
    work()
    assert "this file could not be opened" in rosa.get(DESK).content.decode()


def test_without_the_extra_the_page_says_what_is_missing(rosa: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr("careloom.listening.views.paper.scans.can_read", lambda: False)
    page = rosa.get(DESK).content.decode()
    assert "CARELOOM_EXTRAS" in page and 'name="scans"' not in page


def test_a_stopped_job_goes_on_and_reads_no_page_twice(version: Version, monkeypatch: Any) -> None:
    of = scanned_paper.form(version)
    scans = [page for n in range(3) for page in scanned_paper.pages(of, n, ["how=1"])]
    content = scanned_paper.zipped(scans)
    services.keep_scans(questionnaire=version.questionnaire, uploads=[("a.zip", content)], share=0, by="rosa")
    from careloom.listening.services.paper import scanning

    close, seen = scanning._close, []

    def stop_once(file: Any, fault: str) -> None:
        seen.append(file.name)
        if len(seen) == 2:
            raise RuntimeError
        close(file, fault)

    monkeypatch.setattr(scanning, "_close", stop_once)
    registry.find_jobs()
    worker.work_once()
    Job.objects.update(run_after=Job.objects.first().run_after.replace(year=2020))
    work()
    assert ScannedPage.objects.filter(what="read").count() == len(scans)
    assert not ScannedPage.objects.exclude(what="read").exists()


ANSWERS: list[dict[str, Any]] = [
    {"role": "carer", "nation": "wales", "how": "3", "help": ["advice", "money"], "faith": "a"},
    {"role": "provider", "nation": "england", "how": "1", "help": ["none"]},
    {"role": "carer", "nation": "england", "help": ["money"], "faith": "b"},
    {"how": "2"},
]


def test_the_totals_on_paper_are_those_of_the_same_answers_on_the_web(version: Version) -> None:
    twin = forms.survey("twin")
    of, definition = scanned_paper.form(version), engine.definition_of(twin)
    for number, given in enumerate(ANSWERS):
        read(version, *scanned_paper.pages(of, number, scanned_paper.boxes_of(given), seed=number))
        raw = {f"q.{key}": value if isinstance(value, list) else [value] for key, value in given.items()}
        values, faults = kinds.read_all(list(definition.questions.values()), raw)
        assert not faults
        web.receive(version=twin, values=values, once_key=f"web-{number}", given=web.Given(), by="")
    assert not ScannedItem.objects.exclude(state=State.DONE).exists()
    services.accept_all(questionnaire=version.questionnaire, by="rosa")
    work()
    by = ["role_group", "nation"]
    assert engine.counts(version.questionnaire, by) == engine.counts(twin.questionnaire, by)
    on_paper = [values for _, values in engine.returns_of("small")]
    assert on_paper == [values for _, values in engine.returns_of("twin")]
    kept = sorted(str(a.version.questionnaire.slug) for a in AnswerSet.objects.all())
    assert kept == ["small"] * 4 + ["twin"] * 4


@pytest.mark.parametrize("number", [10, 40])
def test_the_page_of_scans_asks_the_database_equally_often(
    rosa: Client, version: Version, number: int, django_assert_max_num_queries: Any
) -> None:
    for n in range(number):
        made = ScannedCopy.objects.create(public_id=f"c{n}", questionnaire=version.questionnaire, version=version, pages=2,
                                          serial=serial(n), edition="standard", language="en")  # fmt: skip
        ScannedItem.objects.create(copy=made, item="role", page=1, box=[1, 1, 1, 1], state=State.LOOK)
    with django_assert_max_num_queries(24):
        rosa.get(DESK)


def test_a_zip_that_holds_too_much_is_refused(version: Version, monkeypatch: Any) -> None:
    monkeypatch.setattr("careloom.listening.services.paper.scanning.MOST_FILES", 1)
    content = scanned_paper.zipped(scanned_paper.pages(scanned_paper.form(version), 1) * 2)
    with pytest.raises(services.TooLarge):
        services.keep_scans(questionnaire=version.questionnaire, uploads=[("a.zip", content)], share=0, by="r")
    with pytest.raises(zipfile.BadZipFile):
        services.keep_scans(questionnaire=version.questionnaire, uploads=[("a", b"PK\x03\x04x")], share=0, by="r")


WRITTEN = {"pages": [{"id": "p", "questions": [
    {"id": "role", "kind": "one", "means": "role_group", "options": forms.ROLES},
    {"id": "most", "kind": "long"},
    {"id": "tried", "kind": "repeat", "questions": [
        {"id": "what", "kind": "short"}, {"id": "how", "kind": "one", "options": ["helped", "worse"]}]},
]}]}  # fmt: skip


def test_a_group_answer_with_handwriting_and_a_repeated_part_becomes_the_answer_that_was_written(
    rosa: Client, equality_key: Any
) -> None:
    version = forms.survey("written", raw=WRITTEN)
    of = scanned_paper.form(version, group=True)
    boxes = ["role=carer", "group-how=meeting", "group-consent=all-know", "group-who.0.role=carer",
             "group-who.0.band=10-19", "tried.0.how=helped", "tried.1.how=worse"]  # fmt: skip
    typed = {"most": "Somebody who listens", "group-name": "Cariad", "group-size": "12", "group-agreed": "Rest matters",
             "tried.0.what": "A bus", "tried.1.what": "A form"}  # fmt: skip
    read(version, *scanned_paper.pages(of, 7, boxes, typed))
    here = "/desk/listening/written/paper/scans/"
    waits = ScannedItem.objects.filter(state=State.TYPE)
    assert {item.item for item in waits} == set(typed)
    for item in waits:
        assert rosa.get(f"{here}items/{item.pk}/").status_code == 200
        rosa.post(f"{here}items/{item.pk}/", {f"q.{item.item}": typed[item.item]})
    answer = services.accept_copy(copy=copy(7), by="rosa")
    assert answer is not None and (answer.channel, answer.people) == ("paper", 12)
    assert answer.group["name"] == "Cariad" and answer.group["agreed"] == "Rest matters"
    assert answer.group["who"] == [{"role": "carer", "band": "10-19"}]
    [(_, values)] = engine.returns_of("written")
    assert values == {"role": "carer", "most": "Somebody who listens",
                      "tried": [{"what": "A bus", "how": "helped"}, {"what": "A form", "how": "worse"}]}  # fmt: skip


def test_the_demo_has_one_made_up_copy_that_waits_for_its_review(equality_key: Any) -> None:
    form = demo.survey(by="t").questionnaire
    demo_paper.load(form, by="t")
    work()
    assert queries.counts(form) == {"look": 1, "type": 3} and not AnswerSet.objects.exists()
    doubt = ScannedItem.objects.get(state=State.LOOK)
    assert (doubt.item, set(doubt.doubts.values())) == ("role", {"two"})
    assert services.missing_pages(doubt.copy) == []
