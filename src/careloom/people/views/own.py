"""Signing in to a demo; a person's own details."""

from typing import Any, cast

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from careloom.people import first_link, queries, services
from careloom.people.demo import CAST
from careloom.people.forms import EraseForm, ForgetForm, PreferencesForm
from careloom.people.models import Account
from careloom.people.views.desk import with_words
from careloom.ui.access import allow
from careloom.ui.pages import show


@allow("anyone")
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Take one of the made-up people; only in a demo centre, only from this machine."""
    if not settings.DEMO or request.META.get("REMOTE_ADDR") not in {"127.0.0.1", "::1"}:
        raise Http404
    email = request.POST.get("email", "")
    if email not in {row[1] for row in CAST}:
        raise Http404
    login(request, get_object_or_404(Account, email=email), backend="django.contrib.auth.backends.ModelBackend")
    return HttpResponseRedirect(reverse("desk"))


@allow("anyone")
def first_sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """The link that `./careloom admin` printed. A button signs in: a program that looks ahead does not use it up."""
    account = first_link.account_of(token)
    if account is None:
        return show(request, "people/first_sign_in", {"old": True})
    if request.method == "POST":
        login(request, account, backend="django.contrib.auth.backends.ModelBackend")
        record_authentication(request, account, method="code", reauthenticated=True)  # the next step need not ask again
        return HttpResponseRedirect(reverse("desk"))
    return show(request, "people/first_sign_in", {"old": False})


@allow("signed_in")
def me(request: HttpRequest) -> HttpResponse:
    """My format, language and access needs; what is typed stays on an error."""
    person = cast(Any, request.user).person
    form = PreferencesForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        services.set_preferences(person=person, by=person.public_id, **form.cleaned_data)
        messages.success(request, _("Saved. We will always follow this."))
        return HttpResponseRedirect(reverse("me"))
    context = {"form": form, "person": person, "consents": with_words(queries.consents_of(person))}
    return show(request, "people/me", context, status=422 if form.errors else 200)


@allow("signed_in")
def erase_me(request: HttpRequest) -> HttpResponse:
    """Forget me: what goes, what stays as a number, and a box to tick before the button does it."""
    person = cast(Any, request.user).person
    form = EraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        logout(request)
        services.erase_person(person=person, by=person.public_id)
        return show(request, "people/erased")
    return show(request, "people/erase_me", {"form": form}, status=422 if form.errors else 200)


@allow("administrator")
def forget_somebody(request: HttpRequest) -> HttpResponse:
    """For somebody who asked on the phone or by letter: forget the person of an e-mail address or a number."""
    form = ForgetForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        found = queries.one_person(form.cleaned_data["who"].strip())
        if found:
            services.erase_person(person=found, by=cast(Any, request.user).person.public_id)
            messages.success(request, _("This person is forgotten."))
            return HttpResponseRedirect(reverse("forget_somebody"))
        form.add_error("who", _("We do not find exactly one person by this."))
    return show(request, "people/forget", {"form": form}, status=422 if form.errors else 200)
