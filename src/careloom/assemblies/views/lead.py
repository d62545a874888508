"""For those who lead an Assembly: only their own nation's. The address names the nation, and the rule asks for it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careloom.assemblies import queries, services
from careloom.assemblies.forms import CallForm, MeetingForm, NationNoteForm, PlanAnswerForm, PlanItemForm
from careloom.assemblies.models import Assembly, Membership, PlanItem
from careloom.assemblies.words import refusal, role
from careloom.involvement.models import ClaimLine
from careloom.involvement.views.taking_part import reader
from careloom.people.models import Person
from careloom.ui.access import allow
from careloom.ui.pages import show

EXPENSES = [kind for kind, _name in ClaimLine.Kind.choices if kind != "time"]


@allow("assembly_lead")
def assemblies(request: HttpRequest) -> HttpResponse:
    """My Assemblies."""
    if request.method == "POST":
        n = services.load_assemblies(by=reader(request).public_id)
        messages.success(request, ngettext("%d Assembly was added.", "%d Assemblies were added.", n) % n)
        return HttpResponseRedirect(reverse("assemblies:lead_list"))
    return show(request, "assemblies/lead_list", {"rows": queries.assemblies_for(request.user)})


def _forms(request: HttpRequest, go: str, found: Assembly) -> dict[str, Any]:
    plain: dict[str, Any] = {"call": CallForm, "plan": PlanItemForm, "answer": PlanAnswerForm, "note": NationNoteForm}
    made = {name: form(request.POST if go == name else None, auto_id=f"{name}-%s") for name, form in plain.items()}
    others = list(Assembly.objects.exclude(pk=found.pk).order_by("name").values_list("slug", "name"))
    made["meeting"] = MeetingForm(request.POST if go == "meeting" else None, others=others, auto_id="meeting-%s")
    return made


@allow("assembly_lead")
def assembly(request: HttpRequest, nation: str, slug: str) -> HttpResponse:
    """Seats, members, the call, meetings and the work plan of one Assembly."""
    found, go = queries.for_nation(nation, slug), request.POST.get("go", "")
    forms = _forms(request, go, found)
    if request.method == "POST" and (go not in forms or forms[go].is_valid()):
        try:
            to = _do(request, found, go, forms.get(go))
            return HttpResponseRedirect(to or reverse("assemblies:lead", args=[nation, slug]))
        except services.Refused as wrong:
            if go in forms:
                forms[go].add_error(None, refusal(wrong))
            else:
                messages.error(request, refusal(wrong))
    seats = [{**row, "name": role(row["role"])} for row in queries.seats_of(found)]
    members = found.memberships.select_related("person", "buddy").prefetch_related("steps").order_by("state", "pk")
    context = {"assembly": found, "seats": seats, "forms": forms, "call": queries.open_call_of(found),
               "members": [{"seat": m, "role": role(m.role_group), "steps": len(m.steps.all())} for m in members],
               "meetings": queries.meetings_of(found), "plan": found.plan_items.order_by("-pk")}  # fmt: skip
    return show(request, "assemblies/lead", context, status=422 if request.method == "POST" else 200)


def _do(request: HttpRequest, found: Assembly, go: str, form: Any) -> str:
    """One act; gives where to go next, or nothing."""
    by, given = reader(request).public_id, form.cleaned_data if form is not None else {}
    if go == "call":
        number = found.recruitments.count() + 1
        services.open_call(assembly=found, slug=f"join-{found.slug}-{number}", by=by, closes_on=given["closes_on"],
                           address=request.build_absolute_uri("/").rstrip("/"),
                           checkers={"en": given["checked_en"], "cy": given["checked_cy"]},
                           sign_off=given["sign_off"], inclusion=(given["missing"], given["barriers"]))  # fmt: skip
        return reverse("assemblies:draw", args=[found.nation_code, found.slug])
    if go == "meeting":
        together = [found, *Assembly.objects.filter(slug__in=given.pop("others"))]
        often = _("Twice a year")
        made = services.plan_meeting(assemblies=together, expenses=EXPENSES, how_often=often, by=by, **given)
        return reverse("assemblies:prepare", args=[found.nation_code, found.slug, made.public_id])
    if go == "plan":
        services.ask_plan_item(assembly=found, words=given["words"], by=by)
    elif go == "note":
        services.keep_nation_note(assembly=found, by=by, **given)
    elif go == "answer":
        item = get_object_or_404(PlanItem, public_id=request.POST.get("item", ""), assembly=found)
        services.answer_plan_item(item=item, said=given["said"], answer=given["answer"], by=by,
                                  changed=given["changed"] == "yes")  # fmt: skip
    elif go in ("end", "buddy", "replace"):
        seat = get_object_or_404(Membership, public_id=request.POST.get("seat", ""), assembly=found)
        if go == "end":
            services.end_term(membership=seat, by=by)
        elif go == "replace":
            made_seat = services.replace_member(membership=seat, by=by)
            messages.info(request, _("Asked: the next on the waiting list.") if made_seat else
                          _("Nobody is left on the waiting list. Open a new call."))  # fmt: skip
        else:
            buddy = get_object_or_404(Person, public_id=request.POST.get("buddy", ""))
            services.set_buddy(membership=seat, buddy=buddy, by=by)
    return ""
