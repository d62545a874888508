"""Background work, for staff: what runs, what waits, what went wrong; stop a job or try it again."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from careloom.jobs import queries, services
from careloom.jobs.models import Job
from careloom.ui.access import allow
from careloom.ui.pages import show


def _job(public_id: str) -> Job:
    try:
        return Job.objects.get(public_id=public_id)
    except Job.DoesNotExist:
        raise Http404 from None


@allow("centre_staff")
def work(request: HttpRequest) -> HttpResponse:
    """Everything in the queue, what is open first."""
    rows = [{"job": job, "words": queries.words_of(job)} for job in queries.shown()]
    return show(request, "jobs/work", {"rows": rows, "numbers": queries.numbers()})


@allow("centre_staff")
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    """One job: how far it is; a link looks again."""
    job = _job(public_id)
    return show(request, "jobs/one", {"job": job, "words": queries.words_of(job)})


@allow("administrator")
@require_POST
def stop(request: HttpRequest, public_id: str) -> HttpResponse:
    """Stop a job that has not ended; stopping twice is stopping once."""
    services.cancel(_job(public_id), by=request.user.person.public_id)  # type: ignore[union-attr]  # an administrator
    return HttpResponseRedirect(reverse("jobs:one", args=[public_id]))


@allow("administrator")
@require_POST
def again(request: HttpRequest, public_id: str) -> HttpResponse:
    """Try a failed or stopped job again, from its beginning."""
    services.try_again(_job(public_id), by=request.user.person.public_id)  # type: ignore[union-attr]  # an administrator
    return HttpResponseRedirect(reverse("jobs:one", args=[public_id]))
