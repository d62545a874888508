"""Gaps: for everyone what is not known and what becomes of it; for staff each step."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careloom.centre.queries import nations
from careloom.evidence import services
from careloom.evidence.forms.gaps import AnswerForm, NoteForm, PlanForm, RaiseForm, SendForm, WriteForm
from careloom.evidence.models import Gap, Item
from careloom.evidence.queries import gaps as queries
from careloom.evidence.queries.triage import place_names
from careloom.evidence.services.gaps import EPICOT
from careloom.evidence.views.adding import who
from careloom.evidence.views.enough import one as judgement
from careloom.thread.models import Entry
from careloom.ui.access import allow
from careloom.ui.pages import show

WHY_NOT = {
    "not_a_gap": gettext_lazy("Nobody has looked yet, or there is enough. Write down a search first."),
    "not_looked": gettext_lazy("Nobody wrote down a search or an outreach for this kind and nation. Do that first."),
    "not_whole": gettext_lazy("Please say about whom it is, and what should become better."),
    "wrong_partner": gettext_lazy("This partner cannot answer it. Lived and practice gaps go to partners and "
                                  "Assemblies."),
    "not_next": gettext_lazy("This step was taken before, or is not the next one."),
    "needs_note": gettext_lazy("Please say what, and where it can be read."),
}  # fmt: skip


def listed(request: HttpRequest) -> dict[str, Any]:
    """Gaps by what stands in the address."""
    asked = {name: request.GET.get(name, "")[:80] for name in ("state", "kind", "nation")}
    page = Paginator(queries.gaps(**asked), 20).get_page(request.GET.get("page"))
    link = request.GET.copy()
    link.pop("page", None)
    return {"page": page, "rows": queries.shaped(list(page.object_list)), "asked": asked, "link": link.urlencode(),
            "states": Gap.State.choices, "kinds": Item.Kind.choices, "nations": nations()}  # fmt: skip


@allow("anyone")
def gaps(request: HttpRequest) -> HttpResponse:
    """What nobody knows yet, who asked, and where it stands."""
    return show(request, "evidence/gaps", listed(request))


def _gap(public_id: str) -> Gap:
    found = queries.one(public_id)
    if found is None:
        raise Http404
    return found


@allow("anyone")
def gap(request: HttpRequest, public_id: str) -> HttpResponse:
    """One gap with every step, the day of each, and where we looked."""
    return show(request, "evidence/gap", queries.page(_gap(public_id)))


@allow("centre_staff")
def gap_list(request: HttpRequest) -> HttpResponse:
    """The same list for those who move it on."""
    return show(request, "evidence/gaps_desk", listed(request))


@allow("centre_staff")
def raise_gap(request: HttpRequest, public_id: str, kind: str, where: str) -> HttpResponse:
    """A judgement of 'gap' or 'thin' becomes a gap that somebody follows."""
    unit = judgement(public_id, kind, where)
    form = RaiseForm(request.POST or None, heard=queries.heard(), initial={"once": uuid.uuid4().hex})
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        because = list(Entry.objects.filter(public_id__in=given.pop("because")))
        try:
            made = services.raise_gap(unit=unit, because=because, once=given.pop("once"), values=given, by=who(request))
        except services.GapRefused as refused:
            form.add_error(None, WHY_NOT[refused.code])
        else:
            return _there(made)
    context = {"form": form, "unit": unit, "place": place_names().get(unit.nation, unit.nation),
               "followed": unit.question.gaps.filter(kind=unit.kind, nation=unit.nation).order_by("pk")}  # fmt: skip
    return show(request, "evidence/raise_gap", context, status=422 if form.errors else 200)


def _there(gap: Gap) -> HttpResponse:
    return HttpResponseRedirect(reverse("evidence:gap_desk", args=[gap.public_id]))


def form_for(step: str, gap: Gap, data: Any) -> Any:
    """The form of one step; checking needs none."""
    ids = f"id_{step}_%s"  # several forms on one page
    if step == "written":
        return WriteForm(data, auto_id=ids, initial={name: getattr(gap, name) for name in EPICOT})
    if step == "sent":
        return SendForm(data, auto_id=ids, partners=queries.partners_for(gap))
    if step == "answered":
        return AnswerForm(data, auto_id=ids)
    return NoteForm(data, auto_id=ids) if step in ("funded", "found", "used") else None


STEPS: dict[str, Callable[..., Any]] = {
    "checked": lambda gap, by, **_: services.check_gap(gap=gap, by=by),
    "written": lambda gap, by, **given: services.write_gap(gap=gap, values=given, by=by),
    "sent": lambda gap, by, partner, note: services.send_gap(
        gap=gap, partner=next(p for p in queries.partners_for(gap) if p.public_id == partner), note=note, by=by),
    "answered": lambda gap, by, answer, note: services.answer_gap(gap=gap, answer=answer, note=note, by=by),
}  # fmt: skip


@allow("centre_staff")
def gap_desk(request: HttpRequest, public_id: str) -> HttpResponse:
    """One gap, and the step that comes next."""
    found = _gap(public_id)
    next_steps = [step for step in queries.may_become(found) if step != "brief"]
    taken = request.POST.get("step", "")
    forms = {step: form_for(step, found, request.POST if step == taken else None) for step in next_steps}
    plan = PlanForm(request.POST if taken == "plan" else None, auto_id="id_plan_%s")
    if request.method == "POST" and (done := _moved(request, found, taken, forms, plan)):
        return done
    names = dict(Gap.State.choices)
    steps_ahead = [{"step": step, "name": names[Gap.State(step)], "form": form} for step, form in forms.items()]
    bad = plan.errors or any(form is not None and form.errors for form in forms.values())
    context = {**queries.page(found), "ahead_forms": steps_ahead, "plan": plan,
               "can_brief": queries.partners_for(found) and found.state not in ("raised", "checked")}  # fmt: skip
    return show(request, "evidence/gap_desk", context, status=422 if bad else 200)


def _moved(request: HttpRequest, gap: Gap, step: str, forms: dict[str, Any], plan: Any) -> HttpResponse | None:
    if step == "plan":
        if not plan.is_valid():
            return None
        services.plan_gap(gap=gap, **plan.cleaned_data, by=who(request))
        return _there(gap)
    if step not in forms:
        messages.error(request, WHY_NOT["not_next"])
        return _there(gap)
    form = forms[step]
    if form is not None and not form.is_valid():
        return None
    given = form.cleaned_data if form is not None else {}
    try:
        if step in STEPS:
            STEPS[step](gap=gap, by=who(request), **given)
        else:
            services.move_gap(gap=gap, to=step, by=who(request), **given)
    except services.GapRefused as refused:
        messages.error(request, WHY_NOT[refused.code])
        return _there(gap)
    messages.success(request, _("Done. Those who asked can be told."))
    return _there(gap)
