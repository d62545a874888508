"""Staff: everybody we know, what they may do, and whether they may sign in."""

from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from careloom.centre.queries import nations, role_groups
from careloom.people import allowed, queries, services
from careloom.people.forms import PersonForm, RoleForm
from careloom.people.models import Account, Person, RoleGrant
from careloom.ui.access import allow
from careloom.ui.pages import show

PER_PAGE = 50
LAST = gettext_lazy("Somebody must be able to give roles. Make another person an administrator first.")


def actor(request: HttpRequest) -> str:
    """Who does it."""
    return cast(str, cast(Any, request.user).person.public_id)


@allow("administrator")
def people(request: HttpRequest) -> HttpResponse:
    """Everybody we know, to look for by name, address or role."""
    words, role = request.GET.get("words", "").strip(), request.GET.get("role", "")
    page = Paginator(queries.people(words, role), PER_PAGE).get_page(request.GET.get("page"))
    for person in page:
        person.role_words = [RoleGrant.Role(grant.role).label for grant in cast(Any, person).open_roles]  # type: ignore[attr-defined]
    context = {"page": page, "words": words, "role": role, "roles": RoleGrant.Role.choices}
    return show(request, "people/people", context)


@allow("administrator")
def new(request: HttpRequest) -> HttpResponse:
    """Add somebody; whoever has an address can sign in from now on if we say so on their page."""
    form = PersonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        person = services.get_to_know(by=actor(request), **form.cleaned_data)
        messages.success(request, _("Added. Below you can give a role and open an account."))
        return HttpResponseRedirect(reverse("person", args=[person.public_id]))
    return show(request, "people/new", {"form": form}, status=422 if form.errors else 200)


def _known(person_id: str) -> Person:
    return get_object_or_404(Person.objects.exclude(name=""), public_id=person_id)


@allow("administrator")
def person(request: HttpRequest, person_id: str) -> HttpResponse:
    """One person: how to reach them, what they may do and might, what they said yes to."""
    return _page(request, _known(person_id), RoleForm())


def _page(request: HttpRequest, known: Person, form: RoleForm) -> HttpResponse:
    where = dict(nations())
    ever = queries.roles_ever(known)
    roles = [{"grant": grant, "nation": where.get(grant.nation_code, grant.nation_code)} for grant in ever]
    context = {
        "person": known, "form": form, "roles": roles, "consents": with_words(queries.consents_of(known)),
        "account": Account.objects.filter(person=known).first(), "nation": where.get(known.nation_code, ""),
        "group": dict(role_groups()).get(known.role_group, ""), "needs": known.access_needs.order_by("need"),
    }  # fmt: skip
    return show(request, "people/person", context, status=422 if form.errors else 200)


def with_words(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each purpose in words, and where it is changed."""
    known = allowed.purposes()
    return [row | {"words": known.get(row["purpose"], (row["purpose"], ""))[0],
                   "change": known.get(row["purpose"], ("", ""))[1]} for row in rows]  # fmt: skip


@allow("administrator")
def change(request: HttpRequest, person_id: str) -> HttpResponse:
    """Mend a name, an address, a number."""
    known = _known(person_id)
    form = PersonForm(request.POST if request.method == "POST" else None, person=known)
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "once"}
        services.change_details(person=known, by=actor(request), **values)
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("person", args=[person_id]))
    return show(request, "people/change", {"form": form, "person": known}, status=422 if form.errors else 200)


@allow("administrator")
@require_POST
def give_role(request: HttpRequest, person_id: str) -> HttpResponse:
    """From now on; what somebody holds already they hold once."""
    known, form = _known(person_id), RoleForm(request.POST)
    if not form.is_valid():
        return _page(request, known, form)
    try:
        with transaction.atomic():
            services.grant_role(person=known, by=actor(request), **form.cleaned_data)
        messages.success(request, _("Given. It holds from now on."))
    except IntegrityError:
        messages.info(request, _("They hold this role already."))
    return HttpResponseRedirect(reverse("person", args=[person_id]))


@allow("administrator")
@require_POST
def end_role(request: HttpRequest, person_id: str, grant_number: int) -> HttpResponse:
    """Ends now; the row stays as history."""
    grant = get_object_or_404(RoleGrant, pk=grant_number, person=_known(person_id))
    try:
        services.end_role(grant=grant, by=actor(request))
        messages.success(request, _("Ended. It opens nothing any more."))
    except services.LastAdministrator:
        messages.error(request, LAST)
    return HttpResponseRedirect(reverse("person", args=[person_id]))


@allow("administrator")
@require_POST
def sign_in(request: HttpRequest, person_id: str) -> HttpResponse:
    """Open an account, close it, open it again."""
    known = _known(person_id)
    account = Account.objects.filter(person=known).first()
    if account is None and not known.email:
        messages.error(request, _("An account needs an e-mail address. Add one first."))
    elif account is None:
        services.open_account(person=known, by=actor(request))
        messages.success(request, _("They can sign in now, with a code that is mailed to their address."))
    elif account.is_active and account.pk == request.user.pk:
        messages.error(request, _("You cannot close your own account. Ask another administrator."))
    else:
        services.let_in(account=account, active=request.POST.get("go") == "open", by=actor(request))
        messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse("person", args=[person_id]))
