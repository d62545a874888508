"""Every change of a job's state. A lease that ran out lets another worker start the job again."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from careloom.jobs import events
from careloom.jobs.models import Job
from careloom.thread.ids import new_id
from careloom.thread.services import record

LEASE = timedelta(seconds=60)
State = Job.State


class LeaseLost(Exception):
    """Another worker has this job now, or it was cancelled. Stop working on it."""


def enqueue(*, name: str, by: str, arguments: dict[str, Any] | None = None, once: str | None = None,
            after: datetime | None = None, most_attempts: int = 5, public_id: str = "") -> Job:  # fmt: skip
    """Put a job in the queue, in the caller's transaction. The same `once` key is one job, however often asked."""
    values = {"public_id": public_id or new_id("job"), "name": name, "arguments": arguments or {}, "by": by,
              "run_after": after or timezone.now(), "most_attempts": most_attempts}  # fmt: skip
    if once is None:
        return Job.objects.create(**values)
    Job.objects.bulk_create([Job(once=once, **values)], ignore_conflicts=True)
    return Job.objects.get(once=once)


@transaction.atomic
def claim(*, now: datetime | None = None, lease: timedelta = LEASE) -> Job | None:
    """Take the next job that waits, or whose lease ran out. Each job goes to one worker only."""
    at = now or timezone.now()
    ready = Q(state=State.WAITING, run_after__lte=at) | Q(state=State.RUNNING, lease_until__lt=at)
    rows = Job.objects.filter(ready).order_by("run_after", "pk")
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    job = rows.first()
    if job is None:
        return None
    if job.attempts >= job.most_attempts:
        Job.objects.filter(pk=job.pk).update(
            state=State.FAILED, ended_at=at, lease_token="", lease_until=None, error="It was tried too often."
        )
        return None
    token = secrets.token_hex(16)
    Job.objects.filter(pk=job.pk).update(
        state=State.RUNNING, lease_token=token, lease_until=at + lease, attempts=F("attempts") + 1
    )
    job.refresh_from_db()
    return job


def _held(job: Job) -> Any:
    return Job.objects.filter(pk=job.pk, state=State.RUNNING, lease_token=job.lease_token)


def progress(job: Job, *, done: int, total: int, sentence: str, lease: timedelta = LEASE) -> None:
    """Say how far the job is, and hold it longer. Raises LeaseLost."""
    until = timezone.now() + lease
    if not _held(job).update(done_steps=done, total_steps=total, sentence=sentence[:300], lease_until=until):
        raise LeaseLost(job.public_id)


@transaction.atomic
def finish_with(job: Job, work: Callable[[], Any]) -> None:
    """Do the job's last writes and end it, together or not at all: a job killed here ends once. Raises LeaseLost."""
    ended = _held(job).update(state=State.DONE, ended_at=timezone.now(), lease_until=None, lease_token="")
    if not ended:
        raise LeaseLost(job.public_id)
    work()


@transaction.atomic
def fail(job: Job, *, error: str) -> None:
    """Try again later, each time later; after the last attempt say so."""
    if job.attempts >= job.most_attempts:
        _held(job).update(
            state=State.FAILED, ended_at=timezone.now(), error=error[:300], lease_until=None, lease_token=""
        )
        return
    wait = timedelta(seconds=min(3600, 2**job.attempts))
    _held(job).update(
        state=State.WAITING, run_after=timezone.now() + wait, error=error[:300], lease_until=None, lease_token=""
    )


@transaction.atomic
def cancel(job: Job, *, by: str) -> bool:
    """Stop a job that has not ended; a worker notices at its next word of progress. Says whether it was open."""
    stopped = Job.objects.filter(pk=job.pk, state__in=[State.WAITING, State.RUNNING]).update(
        state=State.CANCELLED, ended_at=timezone.now(), lease_until=None, lease_token=""
    )
    if stopped:
        record(event=events.JOB_CANCELLED, subject=job.public_id, by=by)
    return bool(stopped)


@transaction.atomic
def try_again(job: Job, *, by: str) -> bool:
    """Put a job that failed or was stopped back into the queue, with all its attempts. Says whether it could be."""
    put_back = Job.objects.filter(pk=job.pk, state__in=[State.FAILED, State.CANCELLED]).update(
        state=State.WAITING, ended_at=None, attempts=0, error="", run_after=timezone.now()
    )
    if put_back:
        record(event=events.JOB_TRIED_AGAIN, subject=job.public_id, by=by)
    return bool(put_back)


def put_due_schedules(schedules: dict[str, int], *, now: datetime | None = None) -> int:
    """One job for the current slot of each schedule; slots missed while nothing ran are not made up for."""
    at = now or timezone.now()
    before = Job.objects.count()
    for name, every in schedules.items():
        enqueue(name=name, by="system", once=f"{name}@{int(at.timestamp()) // every}")
    return Job.objects.count() - before
