"""Waiting for the start."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from careloom.listening import services
from careloom.listening.forms import WaitingForm
from careloom.listening.views.survey import survey
from careloom.questionnaires.models import Questionnaire
from careloom.ui.access import allow
from careloom.ui.pages import show


@allow("anyone")
def waiting(request: HttpRequest, slug: str) -> HttpResponse:
    """Before the start: leave an address, choose a format, say yes to one message."""
    questionnaire = survey(slug)
    if questionnaire.state != Questionnaire.State.DRAFT:
        return HttpResponseRedirect(reverse("questionnaires:start", args=[slug]))
    form = WaitingForm(request.POST or None, initial={"language": (get_language() or "en").split("-")[0]})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        services.join_waiting_list(
            questionnaire=questionnaire, email=given["email"], edition=given["edition"], language=given["language"],
            consent_wording="waiting-1",
        )  # fmt: skip
        messages.success(request, _("Thank you. We will write to you once, when it opens."))
        return HttpResponseRedirect(reverse("listening:waiting", args=[slug]))
    context = {"form": form, "questionnaire": questionnaire}
    return show(request, "listening/waiting", context, status=422 if form.errors else 200)
