"""What the pages of background work show."""

from django.db.models import Case, Count, IntegerField, QuerySet, Value, When
from django.utils.functional import Promise

from careloom.jobs.models import Job
from careloom.jobs.registry import WORDS, find_jobs

State = Job.State
SHOWN = 50  # ended jobs on the page; older ones stay in the export
ORDER = [State.RUNNING, State.WAITING, State.FAILED]


def words_of(job: Job) -> str | Promise:
    """What a job does, in plain words."""
    if job.name not in WORDS:
        find_jobs()
    return WORDS.get(job.name, job.name)


def shown(*, most: int = SHOWN) -> QuerySet[Job]:
    """Running, waiting and failed jobs first, then the newest that ended."""
    place = Case(
        *[When(state=state, then=Value(n)) for n, state in enumerate(ORDER)], default=Value(len(ORDER)),
        output_field=IntegerField(),
    )  # fmt: skip
    return Job.objects.annotate(place=place).order_by("place", "-pk")[:most]


def numbers() -> dict[str, int]:
    """How many jobs are in each state."""
    found = dict(Job.objects.values_list("state").annotate(n=Count("pk")).order_by())
    return {state: found.get(state, 0) for state in State.values}
