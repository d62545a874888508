"""Targets with their sources, safety, and help."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from careloom.centre import queries as centre
from careloom.listening import queries, services
from careloom.listening.forms import AccessGapForm, OfferForm, SafeForm, TargetForm
from careloom.listening.models import HelpOffer
from careloom.listening.views.survey import actor, survey
from careloom.questionnaires import queries as questionnaires
from careloom.questionnaires.models import Questionnaire
from careloom.ui.access import allow
from careloom.ui.pages import show


def _groups(questionnaire: Questionnaire) -> list[tuple[str, Any]]:
    """Every group that can have a target: role group in a nation, or a value of another field."""
    nations = centre.nations(ended=False)
    crossed = [(f"|{role}|{nation}", f"{role_name}, {nation_name}")
               for role, role_name in centre.role_groups(ended=False) for nation, nation_name in nations]  # fmt: skip
    others = [(f"{field}|{value}|", f"{field}: {value}") for field in queries.FIELDS
              for value in questionnaires.values_there(questionnaire, field) if value]  # fmt: skip
    return [*crossed, *others]


@allow("centre_staff")
def targets(request: HttpRequest, slug: str) -> HttpResponse:
    """How many returns we hope for, from whom, and why that many."""
    questionnaire = survey(slug)
    form = TargetForm(request.POST or None, groups=_groups(questionnaire))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        field, one, two = given["group"].split("|")
        group = {"field": field, "category": one} if field else {"role_group": one, "nation": two}
        services.set_target(questionnaire=questionnaire, number=given["number"], source=given["source"],
                            definition=given["definition"][:300], by=actor(request), **group)  # fmt: skip
        messages.success(request, _("Written down."))
        return HttpResponseRedirect(reverse("listening:targets", args=[slug]))
    context = {"questionnaire": questionnaire, "form": form, "others": queries.other_balance(questionnaire),
               "balance": [row for row in queries.balance(questionnaire) if row["target"] is not None]}  # fmt: skip
    return show(request, "listening/targets", context, status=422 if form.errors else 200)


@allow("anyone")
def benchmarks(request: HttpRequest) -> HttpResponse:
    """The published numbers behind our targets, each with what it counts."""
    return show(request, "listening/benchmarks", {"areas": queries.by_area()})


@allow("anyone")
def ground_rules(request: HttpRequest, slug: str) -> HttpResponse:
    """How we listen, and who to turn to."""
    questionnaire = survey(slug)
    context = {"questionnaire": questionnaire, "safe": queries.safe_listening(questionnaire)}
    return show(request, "listening/ground_rules", context)


@allow("centre_staff")
def safe(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the ground rules, and who to turn to."""
    questionnaire = survey(slug)
    have = queries.safe_listening(questionnaire)
    initial = {name: getattr(have, name) for name in SafeForm.base_fields} if have else {}
    form = SafeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.make_safe(questionnaire=questionnaire, by=actor(request), **form.cleaned_data)
        messages.success(request, _("Written down. Everybody who goes to people sees it."))
        return HttpResponseRedirect(reverse("listening:safe", args=[slug]))
    context = {"questionnaire": questionnaire, "form": form}
    return show(request, "listening/safe", context, status=422 if form.errors else 200)


@allow("anyone")
def help_offered(request: HttpRequest, slug: str) -> HttpResponse:
    """Help that can be had today."""
    questionnaire = survey(slug)
    edition, language = getattr(request, "edition", "standard"), get_language() or "en"
    names = dict(queries.kinds(questionnaire, edition, language))
    offers = [{"offer": offer, "name": names.get(offer.kind, offer.kind)} for offer in queries.offers(questionnaire)]
    return show(request, "listening/help_offered", {"questionnaire": questionnaire, "offers": offers})


@allow("centre_staff")
def help_wanted(request: HttpRequest, slug: str) -> HttpResponse:
    """Help that people asked for beside help that is offered, and who does not get what is offered."""
    questionnaire = survey(slug)
    nations, asked = centre.nations(ended=False), request.POST.get("form", "")
    offer = OfferForm(request.POST if asked == "offer" else None, kinds=queries.kinds(questionnaire), nations=nations)
    gap = AccessGapForm(request.POST if asked == "gap" else None, nations=nations)
    done = request.method == "POST" and _written(request, questionnaire, offer, gap)
    if done:
        messages.success(request, _("Written down."))
        return HttpResponseRedirect(reverse("listening:help", args=[slug]))
    context = {"questionnaire": questionnaire, "rows": queries.matched(questionnaire), "offer_form": offer,
               "gap_form": gap, "gaps": queries.access_gaps(questionnaire),
               "offers": queries.offers(questionnaire)}  # fmt: skip
    return show(request, "listening/help", context, status=422 if offer.errors or gap.errors else 200)


def _written(request: HttpRequest, questionnaire: Questionnaire, offer: OfferForm, gap: AccessGapForm) -> bool:
    ended = HelpOffer.objects.filter(questionnaire=questionnaire, public_id=request.POST.get("end", "")).first()
    if ended:
        services.end_help(offer=ended, by=actor(request))
    elif offer.is_bound and offer.is_valid():
        services.offer_help(questionnaire=questionnaire, by=actor(request), **offer.cleaned_data)
    elif gap.is_bound and gap.is_valid():
        services.note_access_gap(questionnaire=questionnaire, by=actor(request), **gap.cleaned_data)
    else:
        return False
    return True
