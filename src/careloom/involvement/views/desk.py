"""For those who open ways to take part, book help and note who came."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careloom.centre import queries as centre
from careloom.involvement import queries, services
from careloom.involvement.forms import AttendanceForm, BudgetForm, OpportunityForm
from careloom.involvement.models import AccessBooking, AccessBudget, Opportunity
from careloom.involvement.views.taking_part import reader
from careloom.involvement.words import refusal
from careloom.ui.access import allow
from careloom.ui.money import Amount, money
from careloom.ui.pages import show


@allow("engagement_lead")
def opportunities(request: HttpRequest) -> HttpResponse:
    """Every way to take part, and the form of a new one."""
    form = OpportunityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.open_opportunity(by=reader(request).public_id, **form.cleaned_data)
        except services.Refused as wrong:
            form.add_error("reason", refusal(wrong))
        else:
            return HttpResponseRedirect(reverse("involvement:manage", args=[made.public_id]))
    rows = Opportunity.objects.order_by("state", "begins_at", "pk")
    return show(request, "involvement/opportunities", {"rows": rows, "form": form}, status=422 if form.errors else 200)


@allow("engagement_lead")
def who(request: HttpRequest) -> HttpResponse:
    """A fair chance to take part: who asked, had a place, waited and came, by role group and by nation."""
    names = {"role_group": dict(centre.role_groups()),
             "nation_code": dict(centre.nations())}  # fmt: skip
    tables = [{"by": by, "rows": [{**row, "name": known.get(row["group"], row["group"])}
                                  for row in queries.chance_by_group(by)]} for by, known in names.items()]  # fmt: skip
    return show(request, "involvement/who", {"tables": tables})


@allow("engagement_lead")
def manage(request: HttpRequest, opportunity_id: str) -> HttpResponse:
    """Who comes, who waits, what they need; offers and claims."""
    found = get_object_or_404(Opportunity, public_id=opportunity_id)
    if request.method == "POST":
        _do(request, found, request.POST.get("go", ""))
        return HttpResponseRedirect(reverse("involvement:manage", args=[found.public_id]))
    context = {"opportunity": found, "needs": queries.needs_of_those_who_come(found),
               "waiting": queries.waiting(found), "places": queries.places(found),
               "access": queries.bookings_about(found.public_id), "chance": queries.fair_chance(found)}  # fmt: skip
    return show(request, "involvement/manage", context)


def _do(request: HttpRequest, found: Opportunity, go: str) -> None:
    by = reader(request).public_id
    try:
        if go == "offers":
            people = [booking.person for booking in queries.coming(found)]
            n = services.make_offers(opportunity=found, people=people, by=by)
            messages.success(request, ngettext("%d offer was made.", "%d offers were made.", n) % n)
        elif go == "claims":
            n = services.raise_claims(opportunity=found, by=by)
            messages.success(request, ngettext("%d claim was written.", "%d claims were written.", n) % n)
        elif go == "close":
            services.close_opportunity(opportunity=found, by=by)
    except services.Refused as wrong:
        messages.error(request, refusal(wrong))


@allow("engagement_lead")
def attendance(request: HttpRequest, opportunity_id: str) -> HttpResponse:
    """Who came, for how many minutes; saved in one go, and nothing typed is lost."""
    found = get_object_or_404(Opportunity, public_id=opportunity_id)
    begins = found.begins_at or timezone.now()
    form = AttendanceForm(request.POST or None, initial={"day": timezone.localtime(begins).date()})
    people = [booking.person for booking in queries.coming(found)]
    wrong: list[int] = []
    if request.method == "POST" and form.is_valid():
        minutes, wrong = form.minutes([person.pk for person in people])
        if not wrong:
            day = form.cleaned_data["day"]
            n = services.save_attendance(opportunity=found, day=day, minutes=minutes, by=reader(request).public_id)
            messages.success(request, ngettext("%d person was there.", "%d people were there.", n) % n)
            return HttpResponseRedirect(reverse("involvement:attendance", args=[found.public_id]))
    there = queries.attendance_of(found)
    rows = [{"person": p, "text": request.POST.get(f"m{p.pk}", there.get(p.pk, "")), "wrong": p.pk in wrong}
            for p in people]  # fmt: skip
    context = {"opportunity": found, "rows": rows, "form": form, "wrong": bool(wrong)}
    return show(request, "involvement/attendance", context, status=422 if wrong or form.errors else 200)


@allow("engagement_lead")
def access(request: HttpRequest) -> HttpResponse:
    """The access budget: what there is, what was asked for, what we booked and paid."""
    form = BudgetForm(request.POST if "year" in request.POST else None)
    if request.method == "POST" and "year" in request.POST and form.is_valid():
        services.set_access_budget(by=reader(request).public_id, **form.cleaned_data)
        return HttpResponseRedirect(reverse("involvement:access"))
    if request.method == "POST" and "booking" in request.POST and _book_access(request):
        return HttpResponseRedirect(reverse("involvement:access"))
    budgets = [{"year": b.year, "all": money(b.pence), "left": money(max(0, queries.access_left(b)))}
               for b in AccessBudget.objects.order_by("-year")[:3]]  # fmt: skip
    rows = AccessBooking.objects.select_related("person").order_by("-state", "-asked_at")[:100]
    asked = [row for row in rows if row.state == AccessBooking.State.ASKED]
    booked = [{"row": row, "sum": money(row.pence)} for row in rows if row.state == AccessBooking.State.BOOKED]
    context = {"form": form, "budgets": budgets, "asked": asked, "booked": booked}
    return show(request, "involvement/access", context, status=422 if form.errors else 200)


def _book_access(request: HttpRequest) -> bool:
    """Book one thing; False and a message where it cannot be."""
    row = get_object_or_404(AccessBooking, public_id=request.POST["booking"])
    try:
        pence: Any = Amount().clean(request.POST.get("amount", ""))
        services.book_access(booking=row, pence=pence, by=reader(request).public_id)
    except services.Refused as wrong:
        messages.error(request, refusal(wrong))
        return False
    except ValidationError:
        messages.error(request, _("We need an amount such as 12.50."))
        return False
    return True
