"""One outreach task and its steps over time."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from careloom.listening import queries, services
from careloom.listening.forms import StepForm
from careloom.listening.views.survey import actor, survey
from careloom.ui.access import allow
from careloom.ui.pages import show


@allow("centre_staff")
def task(request: HttpRequest, slug: str, task_number: int) -> HttpResponse:
    """What was done and given back, and the next step."""
    questionnaire = survey(slug)
    one = next((row for row in queries.outreach(questionnaire) if row.number == task_number), None)
    if one is None:
        raise Http404
    form = StepForm(request.POST or None, initial={"state": one.state})
    if request.method == "POST" and form.is_valid():
        try:
            services.step_outreach(task=one, by=actor(request), **form.cleaned_data)
        except services.NotSafeYet:
            form.add_error("state", _("First write the ground rules and who to turn to. Then we go to people."))
        else:
            messages.success(request, _("Written down."))
            return HttpResponseRedirect(reverse("listening:task", args=[slug, task_number]))
    context = {"task": one, "steps": queries.steps(one), "form": form, "questionnaire": questionnaire,
               "safe": queries.safe_listening(questionnaire)}  # fmt: skip
    return show(request, "listening/task", context, status=422 if form.errors else 200)
