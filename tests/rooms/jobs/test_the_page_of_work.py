"""Staff see what runs by itself; an administrator may stop it or have it tried again."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from careloom.jobs import registry, services
from careloom.jobs.models import Job
from careloom.thread.models import Entry
from tests import make

pytestmark = pytest.mark.django_db
State = Job.State


@pytest.fixture(autouse=True)
def no_second_factor(settings: Any) -> None:
    settings.DEMO = True


def reader(role: str) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(make.account("Ada", role=role))
    return client


def test_every_job_says_in_plain_words_what_it_does() -> None:
    registry.find_jobs()
    assert len(registry.JOBS) >= 15
    ours = [name for name, work in registry.JOBS.items() if work.__module__.startswith("careloom.")]
    bare = [name for name in ours if "." in str(registry.WORDS[name]) or not str(registry.WORDS[name])]
    assert bare == []
    with override("cy"):
        welsh = {name: str(words) for name, words in registry.WORDS.items()}
    with override("en-gb"):
        assert [name for name in ours if str(registry.WORDS[name]) == welsh[name]] == []


def test_an_administrator_stops_a_job_and_has_it_tried_again_once_however_often_asked() -> None:
    client = reader(make.Role.ADMINISTRATOR)
    job = services.enqueue(name="thread.seal", by="system")
    for _ in range(2):
        assert client.post(reverse("jobs:stop", args=[job.public_id])).status_code == 302
    job.refresh_from_db()
    assert job.state == State.CANCELLED and Entry.objects.filter(event="job.cancelled").count() == 1
    for _ in range(2):
        client.post(reverse("jobs:again", args=[job.public_id]))
    job.refresh_from_db()
    assert job.state == State.WAITING and Entry.objects.filter(event="job.tried_again").count() == 1


def test_others_of_staff_see_the_work_and_cannot_stop_it() -> None:
    client = reader(make.Role.ANALYST)
    job = services.enqueue(name="thread.seal", by="system")
    assert "Seal the trace" in client.get(reverse("jobs:work")).text
    assert client.post(reverse("jobs:stop", args=[job.public_id])).status_code == 403


def reader_text(client: Client, job: Job) -> str:
    return client.get(reverse("jobs:one", args=[job.public_id])).text


def test_a_failed_job_says_so_on_the_desk_of_an_administrator() -> None:
    client = reader(make.Role.ADMINISTRATOR)
    job = services.enqueue(name="thread.seal", by="system", most_attempts=1)
    running = services.claim()
    assert running is not None
    services.fail(running, error="OperationalError")
    assert "1 piece of background work failed" in client.get(reverse("desk")).text
    assert "OperationalError" in reader_text(client, job)


def test_the_page_asks_as_often_for_a_thousand_jobs(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client = reader(make.Role.ANALYST)
    services.enqueue(name="thread.seal", by="system")
    client.get(reverse("jobs:work"))
    with django_assert_num_queries(5) as few:
        client.get(reverse("jobs:work"))
    for _ in range(60):
        services.enqueue(name="thread.seal", by="system")
    with django_assert_num_queries(len(few.captured_queries)):
        client.get(reverse("jobs:work"))
