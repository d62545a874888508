"""Staff print many copies as a job, and see who asked for them."""

import io
import zipfile
from typing import Any

import pytest
from django.test import Client

from careloom.jobs import registry, worker
from careloom.jobs.models import Job
from careloom.listening import services
from careloom.listening.models import PaperBatch
from careloom.questionnaires import paper, queries
from careloom.questionnaires.models import Questionnaire
from careloom_methods.paper import form_of
from tests import make
from tests.rooms.listening import forms

pytestmark = pytest.mark.django_db
DESK = "/desk/listening/small/paper/"


@pytest.fixture
def small(equality_key: Any, settings: Any) -> Questionnaire:
    settings.DEMO = True  # no second factor on the loopback
    return forms.survey().questionnaire


@pytest.fixture
def rosa(small: Questionnaire) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(make.rosa())
    return client


def work() -> None:
    registry.find_jobs()
    while worker.work_once():
        pass


def test_copies_are_made_by_a_job_and_downloaded_as_one_file(rosa: Client) -> None:
    answer = rosa.post(DESK, {"twin": "standard:en", "copies": "3"})
    assert rosa.get(f"{answer['location']}file/").status_code == 404
    work()
    job = Job.objects.get(name="listening.print_copies")
    assert job.state == "done" and job.total_steps == 3
    file = rosa.get(f"{answer['location']}file/")
    assert file.content.startswith(b"%PDF-") and file["Cache-Control"] == "no-store"
    assert "Download the copies: one PDF" in rosa.get(answer["location"]).content.decode()


def test_a_large_batch_is_several_files_in_a_zip(rosa: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr("careloom.listening.services.paper.printing.IN_ONE_FILE", 2)
    answer = rosa.post(DESK, {"twin": "large:en", "copies": "3"})
    work()
    packed = zipfile.ZipFile(io.BytesIO(rosa.get(f"{answer['location']}file/").content))
    assert packed.namelist() == ["copies-01.pdf", "copies-02.pdf"]
    assert all(packed.read(name).startswith(b"%PDF-") for name in packed.namelist())


def test_a_wrong_number_of_copies_is_said_and_nothing_is_made(rosa: Client) -> None:
    answer = rosa.post(DESK, {"twin": "standard:en", "copies": "4000"})
    assert answer.status_code == 422 and b"4000" in answer.content and not PaperBatch.objects.exists()


def test_files_go_after_a_month_and_the_page_says_so(rosa: Client, small: Questionnaire) -> None:
    answer = rosa.post(DESK, {"twin": "standard:en", "copies": "1"})
    work()
    made = PaperBatch.objects.get()
    PaperBatch.objects.update(made_at=made.made_at.replace(year=2020))
    assert services.forget_printed(by="system") == 1
    assert "The file was deleted" in rosa.get(answer["location"]).content.decode()
    assert rosa.get(f"{answer['location']}file/").status_code == 404


def test_requests_are_listed_with_their_address_until_they_are_done(rosa: Client, small: Questionnaire) -> None:
    asked = services.ask_for_paper(questionnaire=small, way="easy", edition="easy", language="cy", copies=4,
                                   contact={"name": "Grace", "address": "1 Example Street"})  # fmt: skip
    page = rosa.get(DESK).content.decode()
    assert "1 Example Street" in page and "twin=easy:cy&amp;copies=4" in page
    rosa.post(f"{DESK}{asked.public_id}/")
    page = rosa.get(DESK).content.decode()
    assert "1 Example Street" not in page and "Easy Read in the post" in page and "Cymraeg" in page


@pytest.mark.parametrize("rows", [10, 30])
def test_the_desk_asks_the_database_equally_often(
    rosa: Client, small: Questionnaire, rows: int, django_assert_max_num_queries: Any
) -> None:
    version = queries.published("small")
    for n in range(rows):
        asked = services.ask_for_paper(questionnaire=small, way="paper", edition="standard", language="en", copies=1,
                                       contact={"name": f"P{n}", "address": "x"})  # fmt: skip
        if n % 2:
            services.paper_sent(request=asked, by="rosa")
        services.order_copies(version=version, edition="standard", language="en", for_group=False, copies=1, by="rosa")
    with django_assert_max_num_queries(16):
        rosa.get(DESK)


def test_the_return_address_of_the_centre_stands_on_the_form(small: Questionnaire, settings: Any) -> None:
    settings.RETURN_ADDRESS = ["Freepost CENTRE", "1 Example Street"]
    form = form_of(paper.file_of(queries.published("small")))
    assert form.return_to == ("Freepost CENTRE", "1 Example Street")


def test_one_address_cannot_print_without_end(small: Questionnaire, monkeypatch: Any) -> None:
    monkeypatch.setattr(paper, "COPIES", 2)
    client = Client(headers={"host": "localhost"}, REMOTE_ADDR="192.0.2.77")
    seen = [client.get("/surveys/small/paper/en.pdf") for _ in range(3)]
    assert [answer.status_code for answer in seen] == [200, 200, 429]
    assert b"quarter of an hour" in seen[2].content
