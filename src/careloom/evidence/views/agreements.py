"""How we work with partners, for everyone; agreements and tables of principles for staff."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from careloom.evidence import services
from careloom.evidence.forms.agreements import AgreementForm, CommentForm, FrameworkForm, PrincipleForm
from careloom.evidence.models import Agreement, Framework, Partner, Side
from careloom.evidence.queries import frameworks as queries
from careloom.evidence.views.adding import who
from careloom.people.rules import RULES
from careloom.ui.access import allow
from careloom.ui.pages import show


@allow("anyone")
def statements(request: HttpRequest) -> HttpResponse:
    """What we agreed with whom, once both sides said yes; and tables of principles."""
    frameworks = Framework.objects.exclude(published_at=None).order_by("-published_at")
    return show(request, "evidence/statements", {"rows": queries.statements(), "frameworks": frameworks})


@allow("anyone")
def framework(request: HttpRequest, public_id: str) -> HttpResponse:
    """Principles by source."""
    found = get_object_or_404(Framework.objects.exclude(published_at=None), public_id=public_id)
    return show(request, "evidence/framework", {"framework": found, **queries.table(found)})


def _same_words(one: dict[str, str], other: dict[str, str]) -> bool:
    return [one[name].split() for name in one] == [other.get(name, "").split() for name in one]


@allow("centre_staff")
def agreements(request: HttpRequest, public_id: str) -> HttpResponse:
    """All versions with a partner; write the next one."""
    found = get_object_or_404(Partner, public_id=public_id)
    newest = found.agreements.order_by("-number").first()
    first = {n: getattr(newest, n) for n in ("text", "statement", "easy")} if newest else {}
    form = AgreementForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid() and _same_words(form.cleaned_data, first):
        form.add_error("text", _("This is what the newest version says. Change something, or leave it as it is."))
    if request.method == "POST" and form.is_valid():
        made = services.write_agreement(partner=found, **form.cleaned_data, by=who(request))
        return HttpResponseRedirect(reverse("evidence:agreement", args=[made.public_id]))
    rows = found.agreements.prefetch_related("approvals").order_by("-number")
    context = {"partner": found, "form": form, "rows": rows}
    return show(request, "evidence/agreements", context, status=422 if form.errors else 200)


@allow("centre_staff")
def agreement(request: HttpRequest, public_id: str) -> HttpResponse:
    """One version: read it, remark on it."""
    found = get_object_or_404(Agreement.objects.select_related("partner"), public_id=public_id)
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.comment_agreement(agreement=found, **form.cleaned_data, by=who(request))
        return HttpResponseRedirect(reverse("evidence:agreement", args=[public_id]))
    said = list(found.approvals.order_by("pk"))
    newest = not found.partner.agreements.filter(number__gt=found.number).exists()
    may = newest and RULES["leadership"](request.user, {}) and who(request) not in {a.by for a in said}
    open_sides = [(value, name) for value, name in Side.choices if may and value not in {a.side for a in said}]
    context = {"agreement": found, "form": form, "said": said, "open_sides": open_sides, "newest": newest,
               "comments": found.comments.order_by("pk")}  # fmt: skip
    return show(request, "evidence/agreement", context, status=422 if form.errors else 200)


@allow("leadership")
def approve(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write down one side's yes; two people are needed for the two sides."""
    found = get_object_or_404(Agreement.objects.select_related("partner"), public_id=public_id)
    side = request.POST.get("side", "")
    if request.method != "POST" or side not in Side.values:
        raise Http404
    try:
        services.approve_agreement(agreement=found, side=side, by=who(request))
        messages.success(request, _("Written down."))
    except services.AgreementRefused:
        messages.error(request, _("Not done: this version is old, or you already said yes for one side."))
    return HttpResponseRedirect(reverse("evidence:agreement", args=[public_id]))


@allow("centre_staff")
def framework_list(request: HttpRequest) -> HttpResponse:
    """Tables of principles; a new one."""
    form = FrameworkForm(request.POST or None, initial={"once": uuid.uuid4().hex})
    if request.method == "POST" and form.is_valid():
        made = services.start_framework(**form.cleaned_data, by=who(request))
        return HttpResponseRedirect(reverse("evidence:framework_desk", args=[made.public_id]))
    context = {"form": form, "frameworks": Framework.objects.order_by("-pk")}
    return show(request, "evidence/frameworks_desk", context, status=422 if form.errors else 200)


@allow("centre_staff")
def framework_desk(request: HttpRequest, public_id: str) -> HttpResponse:
    """Fill a table; publish it."""
    found = get_object_or_404(Framework, public_id=public_id)
    here = HttpResponseRedirect(reverse("evidence:framework_desk", args=[public_id]))
    if request.method == "POST" and "publish" in request.POST:
        try:
            services.publish_framework(framework=found, by=who(request))
        except services.AgreementRefused:
            messages.error(request, _("Nothing stands in it yet that everybody may read."))
        return here
    if request.method == "POST" and "out" in request.POST:
        number = request.POST["out"]
        cell = get_object_or_404(found.principles, pk=number if number.isdecimal() else 0)
        services.drop_principle(principle=cell, by=who(request))
        return here
    form = PrincipleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.note_principle(framework=found, **form.cleaned_data, by=who(request))
        return here
    context = {"framework": found, "form": form, **queries.table(found, staff=True)}
    return show(request, "evidence/framework_desk", context, status=422 if form.errors else 200)
