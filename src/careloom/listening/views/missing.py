"""Seeing who is missing while there is still time."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from careloom.centre import queries as centre
from careloom.listening import queries, services
from careloom.listening.forms import OutreachForm
from careloom.listening.models import Outreach
from careloom.listening.views.survey import survey
from careloom.people.models import Organisation
from careloom.people.queries import organisations as known_organisations
from careloom.people.rules import own_nations
from careloom.questionnaires import queries as questionnaires
from careloom.questionnaires.models import Questionnaire
from careloom.ui.access import allow
from careloom.ui.pages import show


@allow("centre_staff")
def surveys(request: HttpRequest) -> HttpResponse:
    """Every survey, with its totals."""
    rows = Questionnaire.objects.exclude(state=Questionnaire.State.DRAFT).order_by("-opens_on", "name")
    return show(request, "listening/surveys", {"rows": rows})


@allow("centre_staff")
def missing(request: HttpRequest, slug: str) -> HttpResponse:
    """Who has not answered yet, and what we do about it."""
    questionnaire = survey(slug)
    bodies = known_organisations(nations=own_nations(request.user))
    organisations = list(bodies.values_list("public_id", "name"))
    asked = {"role_group": request.GET.get("role", ""), "nation": request.GET.get("nation", "")}
    form = OutreachForm(
        request.POST or None, roles=centre.role_groups(ended=False), nations=centre.nations(ended=False),
        organisations=organisations, initial=asked,
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
        "others": queries.other_balance(questionnaire), "safe": queries.safe_listening(questionnaire),
        "papers": queries.paper_waiting(questionnaire), "states": Outreach.State.choices,
    }  # fmt: skip
    return show(request, "listening/missing", context, status=422 if form.errors else 200)


def _plan(request: HttpRequest, questionnaire: Questionnaire, given: dict[str, Any]) -> None:
    person = str(request.user.person.public_id)  # type: ignore[union-attr]  # the access rule asks for staff
    organisation = Organisation.objects.filter(public_id=given.pop("organisation")).first()
    services.plan_outreach(questionnaire=questionnaire, owner_id=person, organisation=organisation, by=person, **given)
