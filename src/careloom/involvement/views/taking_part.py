"""The public board of ways to take part."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from careloom.involvement import queries, services
from careloom.involvement.models import Opportunity
from careloom.involvement.words import expense_names, refusal
from careloom.ui.access import allow
from careloom.ui.money import money
from careloom.ui.pages import show


def reader(request: HttpRequest) -> Any:
    """The person who is signed in; the access rule asks for one."""
    return request.user.person  # type: ignore[union-attr]


@allow("anyone")
def board(request: HttpRequest) -> HttpResponse:
    """Everything that is open to everyone."""
    return show(request, "involvement/board", {"rows": queries.board()})


@allow("anyone")
def opportunity(request: HttpRequest, opportunity_id: str) -> HttpResponse:
    """What, how long, how often, how much, which expenses; before anybody signs up."""
    found = get_object_or_404(Opportunity, public_id=opportunity_id, listed=True)
    mine = queries.booking_of(found, reader(request)) if request.user.is_authenticated else None
    day = found.begins_at.date() if found.begins_at else None
    rate = queries.rate_on(found.task, day) if found.task and day else None
    context = {"opportunity": found, "booking": mine, "places": queries.places(found), "rate": rate,
               "pay": money(rate.pence) if rate else "", "expenses": expense_names(found.expenses),
               "has_place": bool(mine and hasattr(mine, "place"))}  # fmt: skip
    return show(request, "involvement/opportunity", context)


@allow("signed_in")
def book(request: HttpRequest, opportunity_id: str) -> HttpResponse:
    """Take a place, or give it back."""
    if request.method != "POST":
        raise Http404
    found = get_object_or_404(Opportunity, public_id=opportunity_id, listed=True)
    person = reader(request)
    if request.POST.get("go") == "leave":
        mine = queries.booking_of(found, person)
        if mine:
            services.leave(booking=mine, by=person.public_id)
        messages.success(request, _("You gave your place back. Thank you for telling us."))
    else:
        try:
            made = services.book(opportunity=found, person=person, by=person.public_id)
        except services.Refused as wrong:
            messages.error(request, refusal(wrong))
        else:
            has = queries.has_place(made)
            messages.success(request, _("You have a place.") if has else _("You are on the waiting list."))
    return HttpResponseRedirect(reverse("involvement:opportunity", args=[found.public_id]))
