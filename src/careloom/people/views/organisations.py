"""Bodies we know; the record of a partner; the public page of partners."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from careloom.centre.queries import nation_names, nations
from careloom.people import queries, services
from careloom.people.forms import ContactForm, OrganisationForm, SignedCopyForm, WorkForm
from careloom.people.models import Contact, Organisation
from careloom.people.rules import own_nations, works_in
from careloom.people.views.desk import PER_PAGE, actor
from careloom.ui.access import allow
from careloom.ui.pages import show

ADDED = {"contact": (ContactForm, services.name_contact), "copy": (SignedCopyForm, services.keep_signed_copy),
         "work": (WorkForm, services.share_work)}  # fmt: skip


@allow("anyone")
def partners(request: HttpRequest) -> HttpResponse:
    """Who we work with, their part, and what we do together."""
    return show(request, "people/partners", {"partners": queries.public_partners()[:200], "nations": dict(nations())})


@allow("centre_staff")
def organisations(request: HttpRequest) -> HttpResponse:
    """Bodies by name; a lead sees those of their own nation, and those of none."""
    words, only = request.GET.get("words", "").strip(), bool(request.GET.get("partners"))
    own = own_nations(request.user)
    found = queries.organisations(words, partners=only, nations=own)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "words": words, "only": only, "where": nation_names(own)}
    return show(request, "people/organisations", context)


@allow("centre_staff")
def new(request: HttpRequest) -> HttpResponse:
    """Add a body."""
    form = OrganisationForm(request.POST if request.method == "POST" else None, nations=own_nations(request.user))
    if request.method == "POST" and form.is_valid():
        made = services.know_organisation(by=actor(request), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("organisation", args=[made.public_id]))
    return show(request, "people/organisation_form", {"form": form}, status=422 if form.errors else 200)


def _known(request: HttpRequest, organisation_id: str) -> Organisation:
    """The body at an address, if the reader works for its nation."""
    found = get_object_or_404(Organisation, public_id=organisation_id)
    if not works_in(request.user, found.nation_code):
        raise PermissionDenied
    return found


@allow("centre_staff")
def change(request: HttpRequest, organisation_id: str) -> HttpResponse:
    """Mend what we know of it."""
    known = _known(request, organisation_id)
    form = OrganisationForm(request.POST if request.method == "POST" else None, organisation=known,
                            nations=own_nations(request.user))  # fmt: skip
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "once"}
        services.change_organisation(organisation=known, by=actor(request), **values)
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("organisation", args=[organisation_id]))
    return show(request, "people/organisation_form", {"form": form, "organisation": known},
                status=422 if form.errors else 200)  # fmt: skip


@allow("centre_staff")
def organisation(request: HttpRequest, organisation_id: str) -> HttpResponse:
    """The record of a partner: its part, whom to speak to, what was agreed, what we do together."""
    known, sent = _known(request, organisation_id), request.POST.get("add", "") if request.method == "POST" else ""
    forms: dict[str, Any] = {name: form(request.POST if name == sent else None, prefix=name)
                             for name, (form, _service) in ADDED.items()}  # fmt: skip
    if sent in forms and forms[sent].is_valid():
        values = dict(forms[sent].cleaned_data)
        if sent == "contact":
            values["person"] = values.pop("who")
        service: Any = ADDED[sent][1]
        service(organisation=known, by=actor(request), **values)
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("organisation", args=[organisation_id]))
    context = {"organisation": known, "forms": forms, "today": timezone.localdate(),
               "nation": dict(nations()).get(known.nation_code, ""), **queries.partner_record(known)}  # fmt: skip
    wrong = any(form.errors for form in forms.values())
    return show(request, "people/organisation", context, status=422 if wrong else 200)


@allow("centre_staff")
@require_POST
def end_contact(request: HttpRequest, organisation_id: str, contact_number: int) -> HttpResponse:
    """Somebody is no longer the one to speak to."""
    contact = get_object_or_404(Contact, pk=contact_number, organisation=_known(request, organisation_id))
    services.end_contact(contact=contact, by=actor(request))
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse("organisation", args=[organisation_id]))
