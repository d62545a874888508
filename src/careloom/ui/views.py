"""Switching the edition; the living page of components."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from careloom.ui.access import allow
from careloom.ui.example import ExampleForm, example
from careloom.ui.middleware import EDITIONS
from careloom.ui.pages import show

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
