"""Each job ends exactly once, whoever is killed and whenever."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from careloom.jobs import registry, services, worker
from careloom.jobs.models import Job
from careloom.thread.services import record
from tests.rules.tree import ROOT

State = Job.State


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    ran: list[str] = []

    def note(*, running: Any, word: str) -> None:
        ran.append(word)

    def fall(*, running: Any) -> None:
        raise ValueError("no")

    monkeypatch.setitem(registry.JOBS, "test.note", note)
    monkeypatch.setitem(registry.JOBS, "test.fall", fall)
    return ran


@pytest.mark.django_db
def test_a_job_runs_once_and_is_done(done: list[str]) -> None:
    job = services.enqueue(name="test.note", by="system", arguments={"word": "a"})
    assert worker.work_once() and not worker.work_once()
    job.refresh_from_db()
    assert (done, job.state) == (["a"], State.DONE)


@pytest.mark.django_db
def test_the_same_key_is_one_job(done: list[str]) -> None:
    first = services.enqueue(name="test.note", by="system", arguments={"word": "a"}, once="k")
    assert services.enqueue(name="test.note", by="system", arguments={"word": "b"}, once="k").pk == first.pk


@pytest.mark.django_db
def test_a_job_that_falls_waits_longer_each_time_and_then_says_so(done: list[str]) -> None:
    job = services.enqueue(name="test.fall", by="system", most_attempts=2)
    worker.work_once()
    job.refresh_from_db()
    assert job.state == State.WAITING and job.run_after > timezone.now()
    worker.do(services.claim(now=job.run_after) or pytest.fail("nothing to claim"))
    job.refresh_from_db()
    assert (job.state, job.error) == (State.FAILED, "ValueError")


@pytest.mark.django_db
def test_a_lease_that_ran_out_goes_to_another_worker_and_the_first_cannot_end_it(done: list[str]) -> None:
    services.enqueue(name="test.note", by="system", arguments={"word": "a"})
    first = services.claim()
    assert first is not None and services.claim() is None
    second = services.claim(now=timezone.now() + timedelta(minutes=2))
    assert second is not None and second.pk == first.pk
    with pytest.raises(services.LeaseLost):
        services.finish_with(first, lambda: done.append("twice"))
    worker.do(second)
    assert done == ["a"]


@pytest.mark.django_db
def test_a_cancelled_job_stops_at_its_next_word(done: list[str]) -> None:
    services.enqueue(name="test.note", by="system", arguments={"word": "a"})
    job = services.claim()
    assert job is not None and services.cancel(job, by="person_1")
    with pytest.raises(services.LeaseLost):
        services.progress(job, done=1, total=2, sentence="half-way")
    assert not services.cancel(job, by="person_1")


@pytest.mark.django_db
def test_a_schedule_has_one_job_a_slot_even_with_two_workers() -> None:
    now = timezone.now()
    assert services.put_due_schedules({"thread.seal": 300}, now=now) == 1
    assert services.put_due_schedules({"thread.seal": 300}, now=now) == 0
    assert services.put_due_schedules({"thread.seal": 300}, now=now + timedelta(days=3)) == 1


WORKER = """
import os, sys, time, threading, django
django.setup()
from datetime import timedelta
from careloom.jobs import registry, services, worker
from careloom.thread.services import record
services.LEASE = timedelta(seconds=1)
services.claim.__wrapped__.__kwdefaults__['lease'] = services.LEASE
def work(*, running, word):
    record(event="test.done", subject=word, by="system")
    time.sleep(0.08)
registry.JOBS["test.work"] = work
while True:
    if not worker.work_once(): time.sleep(0.05)
"""


def killed_workers(folder: Path, extra: dict[str, str]) -> str:
    """20 jobs, a worker that is killed again and again; counts entries a job wrote and states."""
    env = {**os.environ, "CARELOOM_FOLDER": str(folder), "PYTHONPATH": str(ROOT / "src"),
           "DJANGO_SETTINGS_MODULE": "careloom.site.settings", **extra}  # fmt: skip

    def run(code: str) -> str:
        prelude = "import django; django.setup()\n"
        done = subprocess.run(
            [sys.executable, "-c", prelude + code], env=env, capture_output=True, text=True, check=True
        )
        return done.stdout

    run(
        "from django.core.management import call_command; call_command('migrate', verbosity=0)\n"
        "from careloom.jobs.services import enqueue\n"
        "for n in range(20): enqueue(name='test.work', by='system', arguments={'word': f'w{n}'}, most_attempts=99)"
    )
    count = "from careloom.jobs.models import Job; print(Job.objects.exclude(state='done').count())"
    deadline = time.monotonic() + 90
    kills = 0
    while time.monotonic() < deadline:
        process = subprocess.Popen([sys.executable, "-c", WORKER], env=env, stderr=subprocess.DEVNULL)
        time.sleep(1.3 + 0.13 * (kills % 7) if kills < 4 else 8)
        process.send_signal(signal.SIGKILL)
        process.wait()
        kills += 1
        if kills >= 4 and run(count).strip() == "0":
            break
    return run(
        "from careloom.thread.models import Entry; from careloom.jobs.models import Job\n"
        "words = list(Entry.objects.filter(event='test.done').values_list('subject', flat=True))\n"
        "print(len(words), len(set(words)), Job.objects.filter(state='done').count())"
    ).strip()


@pytest.mark.slow
def test_workers_killed_with_minus_9_end_each_job_exactly_once_on_sqlite(tmp_path: Path) -> None:
    assert killed_workers(tmp_path, {"CARELOOM_DATABASE_URL": ""}) == "20 20 20"


@pytest.mark.slow
def test_workers_killed_with_minus_9_end_each_job_exactly_once_on_postgresql(tmp_path: Path) -> None:
    address = os.environ.get("CARELOOM_TEST_POSTGRES")
    if not address:
        pytest.skip("PostgreSQL is missing: set CARELOOM_TEST_POSTGRES")
    import psycopg

    name = f"jobs_{os.getpid()}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    url = address.rsplit("/", 1)[0] + f"/{name}"
    assert killed_workers(tmp_path, {"CARELOOM_DATABASE_URL": url}) == "20 20 20"


@pytest.mark.django_db
def test_a_jobs_last_writes_and_its_end_are_one(done: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from careloom.thread.models import Entry

    def half(*, running: Any) -> None:
        record(event="test.half", subject="x", by="system")
        raise ValueError("the light went out")

    monkeypatch.setitem(registry.JOBS, "test.half", half)
    services.enqueue(name="test.half", by="system")
    worker.work_once()
    assert not Entry.objects.filter(event="test.half").exists()


@pytest.mark.django_db
def test_a_long_job_says_how_far_it_is_while_it_runs() -> None:

    seen: list[int] = []

    @registry.job("test.long", "A test", long=True)
    def work(*, running: Job) -> Any:
        services.progress(running, done=1, total=2, sentence="half-way")
        seen.append(Job.objects.get(pk=running.pk).done_steps)
        return lambda: seen.append(-1)

    services.enqueue(name="test.long", by="system")
    assert worker.work_once()
    assert seen == [1, -1] and Job.objects.get().state == Job.State.DONE
    del registry.JOBS["test.long"]
    registry.LONG.discard("test.long")
