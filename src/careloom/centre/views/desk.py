"""The centre's own words, for those who keep them: one desk for every kind. And the budget."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from careloom.centre import queries, services
from careloom.centre.downloads import as_csv
from careloom.centre.forms import LABELS, REFUSED, WordForm, word_form
from careloom.centre.kinds import KINDS, Kind
from careloom.ui.access import allow
from careloom.ui.money import currency, money
from careloom.ui.pages import show

A_PAGE = 50


def _actor(request: HttpRequest) -> str:
    return str(request.user.person.public_id)  # type: ignore[union-attr]  # the access rule asks for an account


def _kind(code: str) -> Kind:
    if code not in KINDS:
        raise Http404
    return KINDS[code]


@allow("administrator")
def words(request: HttpRequest) -> HttpResponse:
    """Every kind of word, and how many there are."""
    return show(request, "centre/words", {"kinds": queries.counts()})


@allow("administrator")
def kind_page(request: HttpRequest, code: str) -> HttpResponse:
    """The words of one kind."""
    kind, text = _kind(code), request.GET.get("words", "")[:100]
    page = Paginator(queries.words(kind, text), A_PAGE).get_page(request.GET.get("page"))
    rows = [{"row": row, "cells": [cell_of(row, name) for name in kind.shows],
             "ended": getattr(row, "ended_on", None)} for row in page]  # fmt: skip
    link = request.GET.copy()
    link.pop("page", None)
    context = {"kind": kind, "page": page, "rows": rows, "words": text, "link": link.urlencode(),
               "columns": [LABELS[name] for name in kind.shows]}  # fmt: skip
    return show(request, "centre/kind", context)


def cell_of(row: Any, name: str) -> Any:
    """What one field of a row says, in words."""
    value = getattr(row, name)
    return dict(queries.PLACE_KINDS).get(value, value) if name == "kind" else value


@allow("administrator")
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Add one."""
    kind = _kind(code)
    form = word_form(kind, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_word(kind=kind, values=form.words(), by=_actor(request))
        except services.Refused as no:
            form.refuse(no.code, no.field)
        else:
            messages.success(request, _("Written down."))
            return HttpResponseRedirect(reverse("centre:kind", args=[code]))
    return show(request, "centre/word", {"kind": kind, "form": form}, status=422 if form.errors else 200)


@allow("administrator")
def change(request: HttpRequest, code: str, which: str) -> HttpResponse:
    """Change one, or take away what nothing rests on."""
    kind = _kind(code)
    row = queries.word(kind, which)
    if row is None:
        raise Http404
    back = HttpResponseRedirect(reverse("centre:kind", args=[code]))
    if request.method == "POST" and request.POST.get("go") == "remove":
        return _remove(request, kind, row, back)
    form = word_form(kind, request.POST or None, row=row)
    if request.method == "POST" and form.is_valid() and _changed(request, kind, row, form):
        messages.success(request, _("Written down."))
        return back
    now = [(LABELS[name], cell_of(row, name)) for name in form.fields if name in LABELS] if form.errors else []
    context = {"kind": kind, "form": form, "row": row, "now": now, "seen": services.state_of(kind, row)}
    return show(request, "centre/word", context, status=422 if form.errors else 200)


def _changed(request: HttpRequest, kind: Kind, row: Any, form: WordForm) -> bool:
    seen = str(request.POST.get("seen", ""))
    try:
        services.change_word(kind=kind, row=row, values=form.words(), seen=seen, by=_actor(request))
    except services.Refused as no:
        form.refuse(no.code, no.field)
        return False
    return True


def _remove(request: HttpRequest, kind: Kind, row: Any, back: HttpResponse) -> HttpResponse:
    try:
        services.remove_word(kind=kind, row=row, by=_actor(request))
    except services.Refused as no:
        messages.warning(request, str(REFUSED[no.code]))
        return HttpResponseRedirect(request.path)
    messages.success(request, _("Taken away."))
    return back


def _bars(sums: list[tuple[str, int]], total: int) -> dict[str, Any]:
    """A bar for each sum, and the finding in one sentence."""
    largest, most = max(sums, key=lambda pair: pair[1], default=("", 0))
    says = _("The most is for %(name)s: %(sum)s of %(total)s.") % {
        "name": largest, "sum": money(most), "total": money(total)}  # fmt: skip
    rows = [{"label": name, "value": pence / 100, "text": money(pence)} for name, pence in sums]
    return {"says": says, "rows": rows}


@allow("leadership")
def budget(request: HttpRequest) -> HttpResponse:
    """The money by delivery model, nation and year, with where each line comes from."""
    found = queries.budget()
    titles = {"models": _("By delivery model"), "nations": _("By nation"), "years": _("By year")}
    sums = [{"title": title, **_bars(found[key], found["total"])} for key, title in titles.items()]
    lines = [{"line": line, "sum": money(line.pence)} for line in found["lines"]]
    context = {"lines": lines, "sums": sums, "total": money(found["total"]), "sources": found["sources"]}
    return show(request, "centre/budget", context)


@allow("leadership")
def budget_file(request: HttpRequest) -> HttpResponse:
    """The same lines as a file."""
    sums = f"amount_{currency().lower()}"
    rows = [{"delivery_model": line.model.name, "nation": line.nation.name, "year": line.year,
             sums: f"{line.pence / 100:.2f}", "source": line.source,
             "confidence": line.confidence, "note": line.note} for line in queries.budget()["lines"]]  # fmt: skip
    columns = ["delivery_model", "nation", "year", sums, "source", "confidence", "note"]
    return as_csv("budget", columns, rows)
