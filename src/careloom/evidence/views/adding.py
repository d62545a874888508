"""Adding and changing items; withdrawing; marking what a publisher took back."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careloom.centre.models import Sector, Topic
from careloom.centre.queries import nations, offered
from careloom.evidence import queries, services
from careloom.evidence.forms.items import FORMS, ItemForm
from careloom.evidence.forms.telling import OpenForm
from careloom.evidence.models import Item, Notice
from careloom.evidence.queries.answers import answer_named, prefilled
from careloom.evidence.queries.library import staff_facts
from careloom.evidence.queries.schema import LISTS
from careloom.questionnaires.models import AnswerSet
from careloom.ui.access import allow
from careloom.ui.pages import show


def who(request: HttpRequest) -> str:
    """The reader's public id."""
    return str(request.user.person.public_id)  # type: ignore[union-attr]  # the access rule asks for staff


def _form(request: HttpRequest, kind: str, initial: dict[str, Any]) -> ItemForm:
    has: dict[str, list[str]] = {name: initial.get(name) or [] for name in ("nations", "topics", "sectors")}
    topics = dict(offered(Topic.objects.order_by("year"), besides=has["topics"]).values_list("slug", "name"))
    sectors = offered(Sector.objects.order_by("name"), besides=has["sectors"])
    words = {
        "nations": nations(ended=False, besides=has["nations"]),
        "topics": sorted(topics.items(), key=lambda pair: pair[1].lower()),
        "sectors": list(sectors.values_list("slug", "name")),
    }
    return FORMS[kind](request.POST or None, offered=words, initial={"once": uuid.uuid4().hex, **initial})


@allow("centre_staff")
def desk(request: HttpRequest) -> HttpResponse:
    """What is here, what waits, what may be done."""
    notices = Notice.objects.filter(person_id=who(request), seen_at=None).select_related("item", "use").order_by("at")
    return show(request, "evidence/desk", {"facts": staff_facts(), "notices": notices, "kinds": Item.Kind.choices})


@allow("centre_staff")
def notice(request: HttpRequest, public_id: str) -> HttpResponse:
    """Read: it does not wait any more."""
    found = Notice.objects.filter(public_id=public_id, person_id=who(request)).first()
    if request.method != "POST" or found is None:
        raise Http404
    services.see_notice(notice=found, by=who(request))
    return HttpResponseRedirect(reverse("evidence:desk"))


@allow("centre_staff")
def add(request: HttpRequest, kind: str) -> HttpResponse:
    """One new item, or a practice item from an answer that somebody sent us."""
    if kind not in FORMS:
        raise Http404
    answer = _answer(request) if kind == "practice" else None
    form = _form(request, kind, prefilled(answer) if answer else {})
    if request.method == "POST" and form.is_valid():
        item = _added(kind, form, answer, who(request))
        messages.success(request, _("It is in the library."))
        return HttpResponseRedirect(reverse("evidence:change", args=[item.public_id]))
    context = {"form": form, "kind": kind, "answer": answer, "shared": answer is None or prefilled(answer)["is_public"]}
    return show(request, "evidence/add", context, status=422 if form.errors else 200)


def _answer(request: HttpRequest) -> AnswerSet | None:
    asked = request.GET.get("answer", "")
    found = answer_named(asked) if asked else None
    if asked and found is None:
        raise Http404
    return found


def _added(kind: str, form: ItemForm, answer: AnswerSet | None, by: str) -> Item:
    """The item; sent twice, the first one."""
    values = form.values() | {"kind": kind, "id": form.cleaned_data["once"]}
    known = Item.objects.filter(key=values["id"]).first()
    if known:
        return known
    if answer:
        values |= {"is_public": prefilled(answer)["is_public"]}
        return services.take_answer(answer_set=answer, values=values, by=by)
    return services.add_items(items=[values], by=by)[0]


def _item(public_id: str) -> Item:
    found = queries.item_named(public_id, staff=True)
    if found is None or found.state != Item.State.LISTED:
        raise Http404
    return found


@allow("centre_staff")
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Mend an item in place."""
    item = _item(public_id)
    row = {
        field: getattr(owner, field)
        for owner in (item, getattr(item, item.kind))
        for field in FORMS[item.kind].base_fields
        if hasattr(owner, field)
    }
    for tag in item.tags.all():
        row.setdefault(LISTS[tag.what], []).append(tag.code)
    for name in ("authors", "populations"):
        row[name] = "\n".join(row.get(name) or [])
    row["doi"] = (row.get("doi") or [""])[0]
    form = _form(request, item.kind, row)
    if request.method == "POST" and form.is_valid():
        values = form.values()
        if item.kind == Item.Kind.RESEARCH and values["doi"] == item.research.doi[:1]:
            del values["doi"]  # the form shows the first; a record may carry more
        services.change_item(item=item, values=values, by=who(request))
        messages.success(request, _("Changed."))
        return HttpResponseRedirect(reverse("evidence:change", args=[public_id]))
    context = {"form": form, "item": item, "used": queries.usage([item])[item.pk], "part": getattr(item, item.kind)}
    return show(request, "evidence/change", context, status=422 if form.errors else 200)


@allow("centre_staff")
def remove(request: HttpRequest, public_id: str) -> HttpResponse:
    """Withdraw what people told us, or mark what a publisher took back."""
    if request.method != "POST":
        raise Http404
    item = _item(public_id)
    if item.kind == Item.Kind.RESEARCH:
        retracted = not item.research.retracted
        told = services.mark_retracted(item=item, by=who(request), retracted=retracted)
        address = reverse("evidence:change", args=[public_id])
    else:
        told, address = services.withdraw(item=item, by=who(request)), reverse("evidence:desk")
    words = ngettext("Done. We told %d place where it is used.", "Done. We told %d places where it is used.", told)
    messages.success(request, words % told)
    return HttpResponseRedirect(address)


@allow("centre_staff")
def answers(request: HttpRequest) -> HttpResponse:
    """What small services sent us, and what became of it; where their form is not open yet, open it."""
    from careloom.evidence.queries.answers import form_made, waiting

    form = None if form_made() else OpenForm(request.POST or None)
    if form and request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        checkers = {"en": said["english"], "cy": said["welsh"]}
        services.open_form(checkers=checkers, sign_off=said["easy"], by=who(request))
        messages.success(request, _("The form is open. Everybody finds it beside the examples."))
        return HttpResponseRedirect(reverse("evidence:answers"))
    bad = form is not None and form.errors
    return show(request, "evidence/answers", {"rows": waiting(), "form": form}, status=422 if bad else 200)
