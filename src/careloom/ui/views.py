"""Switching the edition; the living page of components; the page for our own faults."""

import logging
import secrets
import sys

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from careloom.ui.access import allow
from careloom.ui.example import ExampleForm, example
from careloom.ui.middleware import EDITIONS
from careloom.ui.pages import show

faults = logging.getLogger("careloom.faults")
YEAR = 365 * 24 * 60 * 60


@allow("anyone")
@require_POST
def edition(request: HttpRequest) -> HttpResponse:
    """Remember the edition, and go back to the page the person was on."""
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    answer = HttpResponseRedirect(back if safe else "/")
    chosen = request.POST.get("edition", "")
    if chosen in EDITIONS:
        answer.set_cookie("edition", chosen, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure())
    return answer


@allow("anyone")
def style(request: HttpRequest) -> HttpResponse:
    """Every component on one page."""
    form = ExampleForm(request.POST or None)
    context = {"form": form, "example": example()}
    return show(request, "ui/style", context, status=422 if form.errors else 200)


def server_error(request: HttpRequest) -> HttpResponse:
    """Our fault: a plain page with a number, and under the same number what happened, in the centre's own log.

    The page asks for nothing that may be broken (database, session); the log names the route, not the address, which
    may hold a person's code.
    """
    reference = secrets.token_hex(4).upper()
    route = request.resolver_match.route if request.resolver_match else "?"
    faults.error("%s %s %s", reference, request.method, route, exc_info=sys.exc_info())
    return HttpResponse(render_to_string("500.html", {"reference": reference}), status=500)
