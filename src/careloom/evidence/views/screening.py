"""Pages of a screening: all of them, one of them, reading, mending a record, deciding between two."""

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from careloom.evidence.forms.screening import BeginForm, CriteriaForm, MendForm
from careloom.evidence.models import ImportRun, Item, Reading, Screener, Screening, ScreenRecord
from careloom.evidence.queries import screening as queries
from careloom.evidence.services import NotAllowed, screening
from careloom.evidence.views.adding import who
from careloom.people.models import Person
from careloom.people.rules import RULES
from careloom.ui.access import allow
from careloom.ui.pages import show


def _named(public_id: str) -> Screening:
    return get_object_or_404(Screening, public_id=public_id)


def _sources() -> list[tuple[str, str]]:
    runs = ImportRun.objects.filter(state=ImportRun.State.DONE, items__kind="research").distinct().order_by("-at")[:20]
    return [("all", _("All research in the library")), *((run.public_id, run.name) for run in runs)]


def _items(source: str) -> list[Item]:
    rows = Item.objects.filter(kind="research", state=Item.State.LISTED)
    if source != "all":  # a record that was joined to an older one is read as that one
        rows = rows.filter(Q(run__public_id=source) | Q(joined__run__public_id=source)).distinct()
    return list(rows.order_by("pk"))


@allow("coder")
def screenings(request: HttpRequest) -> HttpResponse:
    """Every screening."""
    return show(request, "evidence/screening_list", {"rows": Screening.objects.order_by("ended_at", "-made_at")[:50]})


@allow("analyst")
def begin(request: HttpRequest) -> HttpResponse:
    """A new one."""
    form = BeginForm(request.POST or None, sources=_sources(), initial={"once": uuid.uuid4().hex})
    if request.method == "POST" and form.is_valid():
        given = {key: value for key, value in form.cleaned_data.items() if key != "source"}
        try:
            made = screening.begin(items=_items(form.cleaned_data["source"]), by=who(request), **given)
        except NotAllowed:
            form.add_error("source", _("There are no records here yet."))
        else:
            messages.success(request, _("Begun. The order is being made in the background; you can read now."))
            return HttpResponseRedirect(reverse("evidence:screening", args=[made.public_id]))
    return show(request, "evidence/screening_new", {"form": form}, status=422 if form.errors else 200)


def _about(found: Screening, form: Any) -> dict[str, Any]:
    progress = queries.progress(found)
    people = queries.people(found)
    names = dict(Person.objects.filter(public_id__in=[p["screener"].person_id for p in people])
                 .values_list("public_id", "name"))  # fmt: skip
    for row in people:
        row["name"] = names.get(row["screener"].person_id, "–")
    minutes = queries.minutes_left(found, progress["unread"])
    return {
        "screening": found, "progress": progress, "people": people, "minutes": minutes,
        "hours": None if minutes is None else round(minutes / 60, 1), "agreement": queries.agreement(found),
        "stops": queries.stops(found), "criteria": found.criteria.order_by("-version"), "form": form,
        "found": queries.found_in(found)[:200],
    }  # fmt: skip


@allow("coder")
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    """How far it is, and what could be said if it stopped now."""
    found = _named(public_id)
    form = CriteriaForm(initial={"text": queries.newest_criteria(found).text})
    may_lead = RULES["analyst"](request.user, {})
    return show(request, "evidence/screening_one", _about(found, form) | {"may_lead": may_lead})


@allow("analyst")
def lead(request: HttpRequest, public_id: str) -> HttpResponse:
    """Criteria, the order of reading, somebody who leaves, the end: one form each, told apart by `do`."""
    found, form = _named(public_id), CriteriaForm(request.POST or None)
    if request.method != "POST":
        raise Http404
    do, by = request.POST.get("do", ""), who(request)
    if do == "criteria":
        if not form.is_valid():
            return show(request, "evidence/screening_one", _about(found, form) | {"may_lead": True}, status=422)
        screening.set_criteria(screening=found, text=form.cleaned_data["text"], by=by)
    elif do in {"random", "ranked"}:
        screening.change(screening=found, at_random=do == "random", by=by)
    elif do == "leave":
        person = get_object_or_404(Screener, screening=found, person_id=request.POST.get("person", ""), left_at=None)
        screening.leave(screener=person, by=by)
    elif do == "end" and not found.ended_at:
        try:
            screening.end(screening=found, rule=request.POST.get("rule", ""), by=by)
        except NotAllowed:
            messages.error(request, _("This cannot be said yet."))
    return HttpResponseRedirect(reverse("evidence:screening", args=[public_id]))


@allow("coder")
def read(request: HttpRequest, public_id: str) -> HttpResponse:
    """The next record with the criteria beside it; three answers."""
    found = _named(public_id)
    if request.method == "POST":
        given = get_object_or_404(Reading.objects.select_related("record__screening", "record__item"),
                                    public_id=request.POST.get("reading", ""), person_id=who(request))  # fmt: skip
        try:
            screening.answer(reading=given, said=request.POST.get("said", ""), by=who(request))
        except NotAllowed as wrong:
            if wrong.code != "ended":
                raise Http404 from wrong
            messages.error(request, _("This screening has ended. Your answer came after that and does not count."))
            return HttpResponseRedirect(reverse("evidence:screening", args=[public_id]))
        return HttpResponseRedirect(reverse("evidence:screening_read", args=[public_id]))
    reading = screening.hand_next(screening=found, by=who(request))
    return show(request, "evidence/screening_read", {
        "screening": found, "reading": reading, "criteria": queries.newest_criteria(found),
        "progress": queries.progress(found), "answers": Reading.Answer.choices})  # fmt: skip


@allow("coder")
def mend(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """Put title and abstract right."""
    record = get_object_or_404(ScreenRecord.objects.select_related("item__research", "screening"),
                               screening__public_id=public_id, number=number)  # fmt: skip
    form = MendForm(request.POST or None, initial={"title": record.item.title, "summary": record.item.summary})
    if request.method == "POST" and form.is_valid():
        screening.mend(screen_record=record, by=who(request), **form.cleaned_data)
        messages.success(request, _("Mended. What it said before is kept."))
        return HttpResponseRedirect(reverse("evidence:screening_read", args=[public_id]))
    return show(request, "evidence/screening_mend", {"form": form, "record": record},
                status=422 if form.errors else 200)  # fmt: skip


@allow("analyst")
def conflicts(request: HttpRequest, public_id: str) -> HttpResponse:
    """Where two people do not agree, somebody decides."""
    found = _named(public_id)
    if request.method == "POST":
        number, said = request.POST.get("number", ""), request.POST.get("relevant", "")
        record = get_object_or_404(ScreenRecord.objects.select_related("item", "screening"), screening=found,
                                   number=number if number.isdecimal() else -1)  # fmt: skip
        if said not in ("yes", "no"):
            raise Http404
        if record.state == ScreenRecord.State.CONFLICT:
            screening.settle(screen_record=record, relevant=said == "yes", by=who(request))
        return HttpResponseRedirect(reverse("evidence:screening_conflicts", args=[public_id]))
    return show(request, "evidence/screening_conflicts", {"screening": found, "rows": queries.conflicts(found)})
