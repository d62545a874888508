"""The loop that does background work."""

import logging
import threading

from django.db import close_old_connections

from careloom.jobs import registry, services
from careloom.jobs.models import Job
from careloom.jobs.same_file import let_go_of_moved_files

log = logging.getLogger(__name__)
PAUSE = 1.0  # seconds between looks at an empty queue


def work_once() -> bool:
    """Do one job if one waits; says whether there was one."""
    job = services.claim()
    if job is None:
        return False
    do(job)
    return True


def do(job: Job) -> None:
    """Run one claimed job to its end, or put it back for later."""
    work = registry.JOBS.get(job.name)
    try:
        if work is None:
            raise LookupError(f"no job is called {job.name}")
        if job.name in registry.LONG:
            last = work(running=job, **job.arguments)
            services.finish_with(job, last or (lambda: None))
        else:
            services.finish_with(job, lambda: work(running=job, **job.arguments))
    except services.LeaseLost:
        log.warning("job %s was taken over or cancelled", job.public_id)
    except Exception as wrong:  # a job must never stop the worker
        log.exception("job %s failed", job.public_id)
        services.fail(job, error=type(wrong).__name__)


def run(stop: threading.Event) -> None:
    """Work until `stop` is set."""
    registry.find_jobs()
    while not stop.is_set():
        close_old_connections()
        let_go_of_moved_files()
        try:
            services.put_due_schedules(registry.SCHEDULES)
            busy = work_once()
        except Exception:  # the database may be away for a while
            log.exception("the worker could not look at the queue")
            busy = False
        if not busy:
            stop.wait(PAUSE)
