"""Waiting for the start."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from careloom.listening import queries, services
from careloom.listening.forms import WaitingForm
from careloom.listening.launch import LEAVE
from careloom.listening.models import SignUp, Waiting
from careloom.listening.views.survey import actor, survey
from careloom.questionnaires.models import Questionnaire
from careloom.thread.ids import id_in
from careloom.ui.access import allow
from careloom.ui.pages import show


@allow("anyone")
def waiting(request: HttpRequest, slug: str) -> HttpResponse:
    """Before the start: leave an address, choose a format, say yes to one message."""
    questionnaire = survey(slug)
    if questionnaire.state != Questionnaire.State.DRAFT and not questionnaire.opens_later():
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


@allow("anyone")
def leave(request: HttpRequest, waiting_id: str) -> HttpResponse:
    """Leave the waiting list: the address goes at once."""
    row = get_object_or_404(Waiting, public_id=id_in(waiting_id, LEAVE) or "-")
    if request.method == "POST":
        services.leave_waiting_list(waiting=row, by="guest")
        return show(request, "listening/left")
    return show(request, "listening/leave")


@allow("anyone")
def leave_list(request: HttpRequest, list_id: str) -> HttpResponse:
    """Leave the list: the address goes at once."""
    row = get_object_or_404(SignUp, public_id=id_in(list_id, LEAVE) or "-")
    if request.method == "POST":
        services.leave_list(row=row, by="guest")
        return show(request, "listening/left")
    return show(request, "listening/leave")


@allow("centre_staff")
def launching(request: HttpRequest, slug: str) -> HttpResponse:
    """Who waits, who was sent what, and sending the one message."""
    questionnaire = survey(slug)
    if request.method == "POST":
        try:
            services.ask_for_launch(questionnaire=questionnaire, address=request.build_absolute_uri("/").rstrip("/"),
                                    by=actor(request))  # fmt: skip
            messages.success(request, _("The messages go out now, one to each person."))
        except services.NotOpen:
            messages.error(request, _("It is not open yet, so the message would not be true."))
        return HttpResponseRedirect(reverse("listening:launching", args=[slug]))
    rows = list(queries.waiting(questionnaire))
    left = sum(row.mailed_at is None for row in rows)
    return show(request, "listening/launching", {"questionnaire": questionnaire, "rows": rows, "left": left})
