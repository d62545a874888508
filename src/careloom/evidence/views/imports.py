"""Files on their way in."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from careloom.evidence import services
from careloom.evidence.forms.imports import ColumnsForm, ImportForm
from careloom.evidence.models import ImportRun
from careloom.evidence.views.adding import who
from careloom.jobs.models import Job
from careloom.ui.access import allow
from careloom.ui.pages import show


@allow("centre_staff")
def imports(request: HttpRequest) -> HttpResponse:
    """Bring a file in; what came before."""
    form = ImportForm(request.POST or None, request.FILES or None, initial={"once": uuid.uuid4().hex})
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        run = services.start_import(name=file.name, data=file.read(), once=form.cleaned_data["once"], by=who(request))
        return HttpResponseRedirect(reverse("evidence:import", args=[run.public_id]))
    runs = ImportRun.objects.defer("data").order_by("-at")[:50]
    return show(request, "evidence/imports", {"form": form, "runs": runs}, status=422 if form.errors else 200)


@allow("centre_staff")
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    """What came of one file: progress, then every line that somebody should look at."""
    run = get_object_or_404(ImportRun.objects.defer("data"), public_id=public_id)
    form = ColumnsForm(request.POST or None, header=run.header) if run.state == ImportRun.State.COLUMNS else None
    if request.method == "POST" and form and form.is_valid():
        services.match_columns(run=run, columns={k: v for k, v in form.cleaned_data.items() if v}, by=who(request))
        messages.success(request, _("Thank you. We read it again."))
        return HttpResponseRedirect(reverse("evidence:import", args=[public_id]))
    job = Job.objects.filter(public_id=run.job_id).first() if run.state == ImportRun.State.WAITING else None
    lines = Paginator(run.lines.order_by("what", "line", "pk"), 100).get_page(request.GET.get("page"))
    context = {"run": run, "form": form, "job": job, "lines": lines}
    return show(request, "evidence/import", context, status=422 if form and form.errors else 200)
