"""Asking for paper, waiting for the start, and seeing who is missing while there is still time."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from careloom.listening import queries, services
from careloom.listening.forms import OutreachForm, PaperForm, WaitingForm
from careloom.listening.models import Outreach, PaperRequest
from careloom.people.models import Organisation
from careloom.questionnaires import queries as questionnaires
from careloom.questionnaires.models import Questionnaire
from careloom.ui.access import allow
from careloom.ui.pages import show


def _form(slug: str) -> Questionnaire:
    return get_object_or_404(Questionnaire, slug=slug)


@allow("anyone")
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a paper copy, large print, Easy Read, or a call."""
    questionnaire = _form(slug)
    form = PaperForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        services.ask_for_paper(
            questionnaire=questionnaire, way=given["way"], edition="easy" if given["way"] == "easy" else "standard",
            language=(get_language() or "en").split("-")[0], copies=given["copies"],
            contact={"name": given["name"], "address": given["address"]},
        )  # fmt: skip
        messages.success(request, _("Thank you. We will send it, or call you, within three working days."))
        return HttpResponseRedirect(reverse("listening:paper", args=[slug]))
    context = {"form": form, "questionnaire": questionnaire}
    return show(request, "listening/paper", context, status=422 if form.errors else 200)


@allow("anyone")
def waiting(request: HttpRequest, slug: str) -> HttpResponse:
    """Before the start: leave an address, choose a format, say yes to one message."""
    questionnaire = _form(slug)
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


@allow("centre_staff")
def surveys(request: HttpRequest) -> HttpResponse:
    """Every survey, with its totals."""
    rows = Questionnaire.objects.exclude(state=Questionnaire.State.DRAFT).order_by("-opens_on", "name")
    return show(request, "listening/surveys", {"rows": rows})


@allow("centre_staff")
def missing(request: HttpRequest, slug: str) -> HttpResponse:
    """Who has not answered yet, and what we do about it."""
    questionnaire = _form(slug)
    organisations = list(Organisation.objects.order_by("name").values_list("public_id", "name"))
    asked = {"role_group": request.GET.get("role", ""), "nation": request.GET.get("nation", "")}
    form = OutreachForm(
        request.POST or None, roles=queries.role_groups(), nations=queries.nations(), organisations=organisations,
        initial=asked,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        _plan(request, questionnaire, dict(form.cleaned_data))
        messages.success(request, _("Written down. It stands on the list below."))
        return HttpResponseRedirect(reverse("listening:missing", args=[slug]))
    balance = queries.balance(questionnaire)
    context = {
        "questionnaire": questionnaire, "form": form, "balance": balance,
        "nobody": [row for row in balance if row["nobody"]], "totals": questionnaires.totals(questionnaire),
        "groups": queries.groups(questionnaire), "channels": queries.by_channel(questionnaire),
        "first": queries.first_timers(questionnaire), "tasks": queries.outreach(questionnaire),
        "papers": queries.paper_waiting(questionnaire), "states": Outreach.State.choices,
    }  # fmt: skip
    return show(request, "listening/missing", context, status=422 if form.errors else 200)


def _plan(request: HttpRequest, questionnaire: Questionnaire, given: dict[str, Any]) -> None:
    person = str(request.user.person.public_id)  # type: ignore[union-attr]  # the access rule asks for staff
    organisation = Organisation.objects.filter(public_id=given.pop("organisation")).first()
    services.plan_outreach(questionnaire=questionnaire, owner_id=person, organisation=organisation, by=person, **given)


@allow("centre_staff")
def sent_paper(request: HttpRequest, slug: str, paper_id: str) -> HttpResponse:
    """A request for paper is done."""
    if request.method != "POST":
        raise Http404
    asked = get_object_or_404(PaperRequest, public_id=paper_id, questionnaire__slug=slug, done_at__isnull=True)
    services.paper_sent(request=asked, by=str(request.user.person.public_id))  # type: ignore[union-attr]
    messages.success(request, _("Done. We deleted the address."))
    return HttpResponseRedirect(reverse("listening:missing", args=[slug]))
