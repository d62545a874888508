"""For members of Assemblies and staff: score a topic by each criterion, and say what each criterion is worth."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from careloom.assemblies import queries as assemblies
from careloom.listening.queries import access_gaps_in
from careloom.people.rules import RULES
from careloom.priorities import queries, services
from careloom.priorities.forms import ScoreForm, WeightsForm
from careloom.priorities.models import Candidate, Round
from careloom.priorities.queries import scoring
from careloom.priorities.views.seeing import round_at
from careloom.priorities.words import candidate_in, criterion_in, round_in
from careloom.ui.access import allow
from careloom.ui.pages import show


def may_score(user: Any) -> bool:
    """Members of an Assembly, and staff of the centre."""
    return RULES["centre_staff"](user, {}) or assemblies.memberships_of(user.person).exists()


def members_only(request: HttpRequest, of: Round) -> HttpResponse:
    """Who scores, for somebody who does not."""
    return show(request, "priorities/members_only", round_in(request, of))


@allow("signed_in")
def score(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One topic, three criteria, both ways, with a reason each."""
    of = round_at(slug)
    if not may_score(request.user):
        return members_only(request, of)
    candidate = get_object_or_404(Candidate.objects.select_related("round"), round=of, number=number)
    criteria = [criterion_in(request, c) for c in scoring.weighed_criteria(of)]
    user: Any = request.user
    before = queries.scores_by(candidate, user.person.public_id)
    form = ScoreForm(request.POST or None, criteria=criteria, initial=before)
    if request.method == "POST" and form.is_valid():
        try:
            _keep(candidate, criteria, form.cleaned_data, user.person)
            messages.success(request, _("Your scores are kept. You can change them until the close."))
        except services.Closed:
            messages.warning(request, _("Scores are taken while the round is open."))
        return HttpResponseRedirect(reverse("priorities:topic", args=[slug, number]))
    context = {**round_in(request, of), **candidate_in(request, candidate), "form": form,
               "gaps": access_gaps_in(candidate.nations)}  # fmt: skip
    return show(request, "priorities/score", context, status=422 if form.errors else 200)


def _keep(candidate: Candidate, criteria: list[dict[str, Any]], given: dict[str, Any], person: Any) -> None:
    for row in criteria:
        pk = row["criterion"].pk
        services.score(
            candidate=candidate, criterion=row["criterion"], new=given[f"new_{pk}"], current=given[f"current_{pk}"],
            reason=given[f"reason_{pk}"], who_gains=given.get(f"gains_{pk}", ""), by=person.public_id,
            role_group=person.role_group, nation=person.nation_code,
        )  # fmt: skip


@allow("signed_in")
def weights(request: HttpRequest, slug: str) -> HttpResponse:
    """What it is worth to go from worst to best on each criterion."""
    of = round_at(slug)
    if not may_score(request.user):
        return members_only(request, of)
    criteria = [criterion_in(request, c) for c in scoring.weighed_criteria(of)]
    form = WeightsForm(request.POST or None, criteria=criteria)
    if request.method == "POST" and form.is_valid():
        user: Any = request.user
        points = {row["criterion"]: form.cleaned_data[f"c{row['criterion'].pk}"] for row in criteria}
        try:
            services.give_weights(round=of, points=points, by=user.person.public_id, role_group=user.person.role_group)
            messages.success(request, _("Your weights are kept."))
        except services.Closed:
            messages.warning(request, _("Scores are taken while the round is open."))
        return HttpResponseRedirect(reverse("priorities:round", args=[slug]))
    context = {**round_in(request, of), "form": form}
    return show(request, "priorities/weights", context, status=422 if form.errors else 200)
