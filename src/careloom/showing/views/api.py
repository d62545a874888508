"""The page about the API, and tokens for staff tools."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from careloom.showing import services
from careloom.showing.forms import TokenForm
from careloom.showing.models import Token
from careloom.showing.queries import tools as queries
from careloom.ui.access import allow
from careloom.ui.pages import show


@allow("anyone")
def about(request: HttpRequest) -> HttpResponse:
    """Every address of the API: what it takes, what it gives, how to begin."""
    from careloom.showing.api.explained import explained

    return show(request, "showing/api", {"groups": explained(), "address": settings.ADDRESS})


@allow("centre_staff")
def tokens(request: HttpRequest) -> HttpResponse:
    """This reader's tokens, and a form for a new one. The secret stands on the answer to the form, and only there."""
    person = request.user.person  # type: ignore[union-attr]
    form = TokenForm(request.POST or None, initial={"once": uuid.uuid4().hex})
    context: dict[str, Any] = {"form": form, "rows": queries.tokens_of(person.public_id)}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if request.session.get("token_made") == given["once"]:
            messages.info(request, _("This token was made before. We cannot show it again."))
            return HttpResponseRedirect(reverse("showing:tokens"))
        context["made"], context["secret"] = services.make_token(
            name=given["name"], scopes=given["scopes"], days=int(given["days"]), person=person, by=person.public_id
        )
        request.session["token_made"] = given["once"]
        context["form"] = TokenForm(initial={"once": uuid.uuid4().hex})
    answer = show(request, "showing/tokens", context, status=422 if form.errors else 200)
    answer["Cache-Control"] = "no-store"
    return answer


@allow("centre_staff")
def withdraw(request: HttpRequest, token_id: str) -> HttpResponse:
    """It opens nothing any more. Everybody ends their own; an administrator ends any."""
    person_id = request.user.person.public_id  # type: ignore[union-attr]
    token = Token.objects.filter(public_id=token_id).first()
    if token is None or not queries.may_end(token, request.user):
        raise Http404
    if request.method == "POST" and services.withdraw_token(token=token, by=person_id):
        messages.success(request, _("The token opens nothing any more."))
    return HttpResponseRedirect(reverse("showing:tokens"))
