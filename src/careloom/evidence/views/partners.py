"""Partners: what they bring, what they pay for, what fits our topics, and the pack for each quarter's meeting."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from careloom.evidence import services
from careloom.evidence.forms.gaps import PartnerForm
from careloom.evidence.forms.partners import ActionForm, CloneForm, ListForm, MatchForm
from careloom.evidence.models import FundedStudy, Partner, PartnerAction, StudyMatch
from careloom.evidence.queries import pipeline as queries
from careloom.evidence.queries.pack import pack_parts
from careloom.evidence.queries.triage import topic_names
from careloom.evidence.views.adding import who
from careloom.ui.access import allow
from careloom.ui.documents import TYPES, download
from careloom.ui.pages import show
from careloom_methods.errors import MethodError


def there(partner: Partner) -> HttpResponseRedirect:
    """To the partner's page."""
    return HttpResponseRedirect(reverse("evidence:partner", args=[partner.public_id]))


@allow("centre_staff")
def partners(request: HttpRequest) -> HttpResponse:
    """All partners; a new one."""
    form = PartnerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return there(services.know_partner(values=form.cleaned_data, by=who(request)))
    context = {"form": form, "partners": Partner.objects.order_by("name")}
    return show(request, "evidence/partners", context, status=422 if form.errors else 200)


@allow("centre_staff")
def partner(request: HttpRequest, public_id: str) -> HttpResponse:
    """One partner: its list, topics to match, actions, a copy of its set-up."""
    found = get_object_or_404(Partner, public_id=public_id)
    doing = request.POST.get("do", "")
    listing = ListForm(request.POST if doing == "list" else None, request.FILES or None, auto_id="id_list_%s",
                       initial={"once": uuid.uuid4().hex})  # fmt: skip
    acting = ActionForm(request.POST if doing == "action" else None, auto_id="id_action_%s")
    cloning = CloneForm(request.POST if doing == "clone" else None, auto_id="id_clone_%s")
    if request.method == "POST" and (done := _done(request, found, doing, listing, acting, cloning)):
        return done
    studies = Paginator(found.studies.order_by("ends", "ref"), 20).get_page(request.GET.get("page"))
    names, bad = topic_names(), listing.errors or acting.errors or cloning.errors
    context = {
        "partner": found, "listing": listing, "acting": acting, "cloning": cloning, "page": studies, "link": "",
        "topics": [(code, names.get(code, code)) for code in queries.topics_asked()],
        "lists": found.lists.order_by("-at")[:8], "actions": found.actions.filter(done_at=None).order_by("due"),
        "study_led": queries.study_led_number(found),
    }  # fmt: skip
    return show(request, "evidence/partner", context, status=422 if bad else 200)


def _done(
    request: HttpRequest, found: Partner, doing: str, listing: Any, acting: Any, cloning: Any
) -> HttpResponse | None:
    by = who(request)
    if doing == "list" and listing.is_valid():
        file = listing.cleaned_data["file"]
        try:
            made = services.take_studies(
                partner=found, name=file.name, data=file.read(), once=listing.cleaned_data["once"], by=by)  # fmt: skip
        except MethodError as wrong:
            listing.add_error("file", wrong.message)
            return None
        said = _("%(taken)s studies taken, %(fresh)s of them new, %(refused)s rows not taken.")
        refused = sum(not row.get("taken") for row in made.refused)
        values = {"taken": made.taken, "fresh": made.fresh, "refused": refused}
        messages.success(request, said % values)
        return there(found)
    if doing == "action" and acting.is_valid():
        services.agree_action(partner=found, **acting.cleaned_data, by=by)
        return there(found)
    if doing == "clone" and cloning.is_valid():
        return there(services.clone_partner(partner=found, name=cloning.cleaned_data["name"], by=by))
    return None


@allow("centre_staff")
def action_done(request: HttpRequest, public_id: str) -> HttpResponse:
    """An action is done."""
    action = get_object_or_404(PartnerAction.objects.select_related("partner"), public_id=public_id)
    if request.method != "POST":
        raise Http404
    services.finish_actions(actions=[action], by=who(request))
    return there(action.partner)


@allow("centre_staff")
def matches(request: HttpRequest, public_id: str, topic: str) -> HttpResponse:
    """Studies that may fit a topic, the likeliest first; and what people said before."""
    found, names = get_object_or_404(Partner, public_id=public_id), topic_names()
    if topic not in names:
        raise Http404
    said = StudyMatch.objects.filter(topic=topic, study__partner=found).select_related("study").order_by("-at")
    context = {"partner": found, "topic": topic, "name": names[topic], "said": said,
               "rows": queries.suggestions(found, topic)}  # fmt: skip
    return show(request, "evidence/matches", context)


@allow("centre_staff")
def match(request: HttpRequest, public_id: str, topic: str, ref: str) -> HttpResponse:
    """One study and one topic: a person says yes or no, and why."""
    rows = FundedStudy.objects.select_related("partner")
    study, names = get_object_or_404(rows, partner__public_id=public_id, ref=ref), topic_names()
    if topic not in names:
        raise Http404
    old = StudyMatch.objects.filter(study=study, topic=topic).first()
    first: dict[str, Any] = {"same_evidence": {True: "yes", False: "no", None: ""}[study.same_evidence]}
    if old:
        first |= {n: getattr(old, n) for n in ("reason", "study_led", "findings_due", "project", "plan")}
        first["fits"] = old.state
    form = MatchForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid() and _matched(study, topic, form, who(request)):
        return HttpResponseRedirect(reverse("evidence:matches", args=[study.partner.public_id, topic]))
    context = {"study": study, "topic": topic, "name": names[topic], "form": form}
    return show(request, "evidence/match", context, status=422 if form.errors else 200)


def _matched(study: FundedStudy, topic: str, form: MatchForm, by: str) -> bool:
    given = dict(form.cleaned_data)
    same = given.pop("same_evidence")
    try:
        services.match_study(study=study, topic=topic, fits=given.pop("fits") == "yes", **given, by=by)
    except services.MatchRefused:
        most = study.partner.most_study_led
        form.add_error("study_led", _("At most %(n)s topics may come from this partner's studies.") % {"n": most})
        return False
    if same:
        services.check_evidence(study=study, same=same == "yes", by=by)
    return True


@allow("centre_staff")
def pack(request: HttpRequest, public_id: str) -> HttpResponse:
    """The pack for this quarter's meeting, made in one click."""
    found = get_object_or_404(Partner, public_id=public_id)
    return show(request, "evidence/pack", queries.pack(found, timezone.localdate()))


@allow("centre_staff")
def pack_file(request: HttpRequest, public_id: str, kind: str) -> HttpResponse:
    """The same pack as Word or PDF."""
    found = get_object_or_404(Partner, public_id=public_id)
    if kind not in TYPES:
        raise Http404
    parts = pack_parts(queries.pack(found, timezone.localdate()))
    return download(parts, kind, "quarterly-pack", language=get_language() or "en")
