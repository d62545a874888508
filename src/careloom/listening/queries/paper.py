"""Paper: who asked for it, what was printed."""

from django.db.models import QuerySet

from careloom.jobs.models import Job
from careloom.listening.models import PaperBatch, PaperRequest
from careloom.listening.services.paper.printing import JOB
from careloom.questionnaires.models import Questionnaire


def requests_done(questionnaire: Questionnaire) -> QuerySet[PaperRequest]:
    """Requests that were answered, the newest first; their addresses are gone."""
    return PaperRequest.objects.filter(questionnaire=questionnaire, done_at__isnull=False).order_by("-done_at")


def batches(questionnaire: Questionnaire) -> QuerySet[PaperBatch]:
    """What was printed, the newest first, without the files."""
    return PaperBatch.objects.filter(version__questionnaire=questionnaire).order_by("-pk").defer("content")


def job_of(name: str, public_id: str) -> Job | None:
    """The job that works on a batch or on scans."""
    return Job.objects.filter(once=f"{name} {public_id}").first()


def printing_job(batch: PaperBatch) -> Job | None:
    """The job that makes the copies."""
    return job_of(JOB, batch.public_id)
