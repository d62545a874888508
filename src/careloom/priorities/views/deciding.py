"""Signing a decision with everything it rests on in view; and saying why one sees it otherwise."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from careloom.centre import queries as centre
from careloom.priorities import queries, services
from careloom.priorities.forms import DecideForm, MinorityForm
from careloom.priorities.models import Candidate, Choice
from careloom.priorities.queries import gate, scoring
from careloom.priorities.views.scoring import may_score, members_only
from careloom.priorities.views.voting import person_of
from careloom.priorities.words import candidate_in, names, round_in
from careloom.ui.access import allow
from careloom.ui.pages import show


@allow("centre_staff")
def decide(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Sign what is done about a topic; a second person signs the same words, or writes what they see otherwise."""
    candidate = get_object_or_404(Candidate.objects.select_related("round"), round__slug=slug, number=number)
    choice = Choice.objects.filter(candidate=candidate).select_related("decision").first()
    here = HttpResponseRedirect(reverse("priorities:decide", args=[slug, number]))
    if choice and request.method == "POST":
        services.sign(choice=choice, by=person_of(request))
        messages.success(request, _("Your name stands under the decision."))
        return here
    form = None if choice else DecideForm(request.POST or None)
    if form and request.method == "POST" and form.is_valid():
        services.decide(candidate=candidate, by=person_of(request), because=queries.judgements_of(candidate),
                        **form.cleaned_data)  # fmt: skip
        messages.success(request, _("The decision is signed."))
        return here
    said = names()
    criteria = scoring.of_candidate(candidate, staff=True)
    for row in criteria:
        for group in row["groups"]:
            group["label"] = said.get(group["code"], _("Not said"))
    signed = queries.signatures_of([choice.decision])[choice.decision_id] if choice else []
    context: dict[str, Any] = {
        "candidate": candidate, "round": candidate.round, "form": form, "choice": choice, "signed": signed,
        "criteria": criteria, "gate": gate.gates([candidate])[candidate.pk], "sources": queries.sources_of(candidate),
        "voices": queries.voices_of(candidate), "reports": queries.reports_of(choice) if choice else [],
    }  # fmt: skip
    return show(request, "priorities/decide", context, status=422 if form and form.errors else 200)


@allow("signed_in")
def otherwise(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A minority report by a member or staff; it stands beside the decision for good."""
    candidate = get_object_or_404(Candidate.objects.select_related("round"), round__slug=slug, number=number)
    if not may_score(request.user):
        return members_only(request, candidate.round)
    choice = get_object_or_404(Choice.objects.select_related("decision", "candidate"), candidate=candidate)
    form = MinorityForm(request.POST or None, roles=centre.role_groups(ended=False))
    if request.method == "POST" and form.is_valid():
        services.report_minority(choice=choice, by=person_of(request), **form.cleaned_data)
        messages.success(request, _("Your report stands beside the decision."))
        return HttpResponseRedirect(reverse("priorities:decisions", args=[slug]))
    context = {**round_in(request, candidate.round), **candidate_in(request, candidate), "choice": choice, "form": form}
    return show(request, "priorities/otherwise", context, status=422 if form.errors else 200)
