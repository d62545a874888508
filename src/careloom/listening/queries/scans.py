"""What came back on paper: what waits, which copies are ready, how far two people agree."""

from typing import Any

from django.db.models import Count, F, Q, QuerySet

from careloom.jobs.models import Job
from careloom.listening.models import Letter, ScannedCopy, ScannedItem, ScannedPage, Scanning
from careloom.listening.services.paper import accepting, scanning
from careloom.questionnaires.models import Questionnaire

State = ScannedItem.State
WAITING = ~Q(items__state=State.DONE)
READ = Q(scans__what=ScannedPage.What.READ)


def uploads(questionnaire: Questionnaire) -> list[dict[str, Any]]:
    """The newest uploads with their jobs, files that could not be opened, and pages by what they are."""
    rows = list(Scanning.objects.filter(questionnaire=questionnaire).order_by("-pk")[:10].prefetch_related("files"))
    jobs = {job.once: job for job in Job.objects.filter(once__in=[f"{scanning.JOB} {row.public_id}" for row in rows])}
    counted: dict[int, dict[str, int]] = {}
    pages = ScannedPage.objects.filter(file__scanning__in=rows).values_list("file__scanning", "what")
    for pk, what, number in pages.annotate(n=Count("pk")).order_by("file__scanning", "what"):
        counted.setdefault(pk, {})[what] = number
    return [{"upload": row, "job": jobs.get(f"{scanning.JOB} {row.public_id}"), "pages": counted.get(row.pk, {}),
             "faults": [file for file in row.files.all() if file.fault]} for row in rows]  # fmt: skip


def copies(questionnaire: Questionnaire) -> QuerySet[Any]:
    """Every copy, those that need a person first, with `waits` (items) and `there` (pages)."""
    rows = ScannedCopy.objects.filter(questionnaire=questionnaire)
    rows = rows.annotate(waits=Count("items", filter=WAITING, distinct=True),
                         there=Count("scans", filter=READ, distinct=True))  # fmt: skip
    return rows.order_by(F("ended_at").asc(nulls_first=True), "pk")


def ready(questionnaire: Questionnaire) -> QuerySet[Any]:
    """Copies with every page and nothing that waits."""
    return copies(questionnaire).filter(state=ScannedCopy.State.OPEN, waits=0, there=F("pages"))


def items(questionnaire: Questionnaire) -> QuerySet[ScannedItem]:
    """Items of copies that are open."""
    return ScannedItem.objects.filter(copy__questionnaire=questionnaire, copy__state=ScannedCopy.State.OPEN)


def waiting(questionnaire: Questionnaire, what: str, person: str) -> QuerySet[ScannedItem]:
    """Items of one kind that this person may settle, copy by copy. Nobody keys the same one twice."""
    rows = items(questionnaire).filter(state=what)
    if what == State.SECOND:
        rows = rows.exclude(first_by=person)
    return rows.order_by("copy", "page", "pk")


def counts(questionnaire: Questionnaire) -> dict[str, int]:
    """How many items wait, by kind."""
    rows = items(questionnaire).exclude(state=State.DONE).values_list("state").annotate(n=Count("pk"))
    return dict(rows.order_by("state"))


def agreement(questionnaire: Questionnaire) -> dict[str, dict[str, int]]:
    """Of those keyed a second time: how many were the same, apart for what the machine read and what people said."""
    rows = ScannedItem.objects.filter(copy__questionnaire=questionnaire, same__isnull=False)
    machine, same = Q(first_by=""), Q(same=True)
    found = rows.aggregate(
        machine=Count("pk", filter=machine), machine_same=Count("pk", filter=machine & same),
        people=Count("pk", filter=~machine), people_same=Count("pk", filter=~machine & same),
    )  # fmt: skip
    return {who: {"keyed": found[who], "same": found[f"{who}_same"]} for who in ("machine", "people")}


def stray_pages(questionnaire: Questionnaire) -> QuerySet[ScannedPage]:
    """Pages that are in no copy, the newest first: second copies, strangers', refused."""
    rows = ScannedPage.objects.filter(file__scanning__questionnaire=questionnaire).exclude(what="read")
    return rows.select_related("file", "copy").defer("picture", "file__sealed").order_by("-pk")


def accepting_job(questionnaire: Questionnaire) -> Job | None:
    """The newest job that accepts copies."""
    rows = Job.objects.filter(name=accepting.JOB, arguments__questionnaire=questionnaire.public_id)
    return rows.order_by("-pk").first()


def letters(questionnaire: Questionnaire) -> QuerySet[Letter]:
    """Letters that people asked for and that are not in the post."""
    rows = Letter.objects.filter(copy__questionnaire=questionnaire, sent_at__isnull=True)
    return rows.select_related("copy__questionnaire").order_by("pk")
