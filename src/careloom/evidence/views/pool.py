"""The pool: each person for themselves; staff see who offered what, and note what came of it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from careloom.centre.queries import nation_names
from careloom.evidence import services
from careloom.evidence.forms.pool import PoolForm, StepForm
from careloom.evidence.models import Partner, PoolMember, PoolStep
from careloom.evidence.queries import pool as queries
from careloom.evidence.queries.triage import topic_names
from careloom.evidence.views.adding import who
from careloom.people.rules import own_nations
from careloom.ui.access import allow
from careloom.ui.pages import show


def steps_of(member: PoolMember) -> QuerySet[PoolStep]:
    """What came of it, in order, each with the partner it was with."""
    return member.steps.select_related("partner").order_by("pk")


@allow("signed_in")
def pool(request: HttpRequest) -> HttpResponse:
    """Put my name in, change what I wrote, or leave."""
    member = queries.mine(who(request))
    if request.method == "POST" and "leave" in request.POST:
        if member:
            services.leave_pool(member=member)
            messages.success(request, _("You have left. What you wrote is gone."))
        return HttpResponseRedirect(reverse("evidence:pool"))
    names = list(PoolForm.base_fields)
    form = PoolForm(request.POST or None, initial={n: getattr(member, n) for n in names} if member else {})
    if request.method == "POST" and form.is_valid():
        services.join_pool(values=form.cleaned_data, by=who(request))
        messages.success(request, _("Thank you. We have written it down."))
        return HttpResponseRedirect(reverse("evidence:pool"))
    context = {"form": form, "member": member, "steps": steps_of(member) if member else []}
    return show(request, "evidence/pool", context, status=422 if form.errors else 200)


@allow("centre_staff")
def pool_list(request: HttpRequest) -> HttpResponse:
    """Who put their name in, by what they know and want; a lead sees the people of their own nation."""
    asked = {name: request.GET.get(name, "")[:80] for name in ("knows", "offer", "topic")}
    own = own_nations(request.user)
    page = Paginator(queries.members(**asked, nations=own), 20).get_page(request.GET.get("page"))
    link = request.GET.copy()
    link.pop("page", None)
    context = {"page": page, "rows": queries.shaped(list(page.object_list)), "asked": asked, "link": link.urlencode(),
               "knows": PoolMember.Knows.choices, "where": nation_names(own),
               "topics": sorted(topic_names().items(), key=lambda pair: pair[1].lower())}  # fmt: skip
    return show(request, "evidence/pool_list", context)


@allow("centre_staff")
def pool_member(request: HttpRequest, public_id: str) -> HttpResponse:
    """One person's entry; note an introduction, shadowing, an application, a result."""
    member = get_object_or_404(queries.members(nations=own_nations(request.user)), public_id=public_id)
    form = StepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        given["partner"] = Partner.objects.filter(public_id=given["partner"]).first()
        services.note_pool_step(member=member, **given, by=who(request))
        return HttpResponseRedirect(reverse("evidence:pool_member", args=[public_id]))
    context = {"row": queries.shaped([member])[0], "form": form, "steps": steps_of(member)}
    return show(request, "evidence/pool_member", context, status=422 if form.errors else 200)
