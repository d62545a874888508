"""Scans come in; what came of them: copies, pages that need a look, letters."""

import zipfile
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careloom.listening import letters, scanned
from careloom.listening.forms import AsideForm, ScansForm
from careloom.listening.models import Letter, ScannedCopy, ScannedItem, ScannedPage
from careloom.listening.queries import scans as queries
from careloom.listening.services import paper as services
from careloom.listening.views.survey import actor, survey
from careloom.people import sealed
from careloom.questionnaires.models import Questionnaire
from careloom.ui.access import allow
from careloom.ui.pages import show
from careloom_methods.errors import MethodError

PER_PAGE = 25
WHY = {
    "one_bit": gettext_lazy("Scanned in black and white only: pencil and pale ink are lost. Scan it again in grey."),
    "no_code": gettext_lazy("No code could be read on it. Is a corner torn or folded? Scan it again, or type it."),
    "two_codes": gettext_lazy("Codes of two pages are on it. Scan each page by itself."),
    "no_marks": gettext_lazy("Too few of the black squares could be found. Scan the whole page again, flat."),
    "other_form": gettext_lazy("It belongs to another form or version."),
    "other_twin": gettext_lazy("Its number belongs to a copy in another language or format."),
}


def can_read() -> bool:
    """Are the packages for reading scans installed?"""
    from careloom_methods.paper import scans

    try:
        scans.need()
    except MethodError:
        return False
    return True


@allow("analyst")
def scans(request: HttpRequest, slug: str) -> HttpResponse:
    """Upload scans; what waits, what is ready."""
    questionnaire = survey(slug)
    form, wrong = ScansForm(request.POST or None, request.FILES or None), ""
    if request.method == "POST" and can_read() and form.is_valid():
        try:
            uploads = [(str(file.name), file.read()) for file in form.cleaned_data["scans"]]
            services.keep_scans(questionnaire=questionnaire, uploads=uploads, share=form.cleaned_data["share"],
                                by=actor(request))  # fmt: skip
            messages.success(request, _("We have the scans and read them now."))
            return HttpResponseRedirect(request.path)
        except services.TooLarge:
            wrong = _("There is too much in this zip. Send it in several parts.")
        except zipfile.BadZipFile:
            wrong = _("This zip is broken. Make it again, or send the PDF itself.")
    rows = queries.copies(questionnaire)
    context = {
        "questionnaire": questionnaire, "form": form, "wrong": wrong, "can_read": can_read(),
        "uploads": queries.uploads(questionnaire), "counts": queries.counts(questionnaire),
        "second": queries.waiting(questionnaire, ScannedItem.State.SECOND, actor(request)).count(),
        "ready": queries.ready(questionnaire).count(), "strays": queries.stray_pages(questionnaire).count(),
        "job": queries.accepting_job(questionnaire), "agreement": queries.agreement(questionnaire),
        "letters": queries.letters(questionnaire).count(), "days": settings.SCANS_KEPT_DAYS,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
    }  # fmt: skip
    return show(request, "listening/scans", context, status=422 if wrong or form.errors else 200)


@allow("analyst")
def accept_all(request: HttpRequest, slug: str) -> HttpResponse:
    """Accept every copy that is ready, in the background."""
    if request.method != "POST":
        raise Http404
    services.accept_all(questionnaire=survey(slug), by=actor(request))
    messages.success(request, _("The copies that are ready are being accepted."))
    return HttpResponseRedirect(reverse("listening:scans", args=[slug]))


def _copy(slug: str, serial: str) -> ScannedCopy:
    rows = ScannedCopy.objects.select_related("questionnaire", "version__questionnaire")
    return get_object_or_404(rows, questionnaire__slug=slug, serial=serial)


@allow("analyst")
def copy(request: HttpRequest, slug: str, serial: str) -> HttpResponse:
    """One copy: its pages, what waits on it; accept it or set it aside."""
    found = _copy(slug, serial)
    form, wrong = AsideForm(request.POST if "aside" in request.POST else None), ""
    if request.method == "POST" and "accept" in request.POST:
        try:
            services.accept_copy(copy=found, by=actor(request), without_missing="without" in request.POST)
            messages.success(request, _("Accepted. It counts as one answer."))
            return HttpResponseRedirect(reverse("listening:scans", args=[slug]))
        except services.NotReady as waits:
            wrong = _not_ready(waits)
    elif request.method == "POST" and form.is_valid():
        services.set_aside(copy=found, why=form.cleaned_data["why"], by=actor(request))
        messages.success(request, _("Set aside. It counts as no answer."))
        return HttpResponseRedirect(reverse("listening:scans", args=[slug]))
    return show(request, "listening/copy", {"form": form, "wrong": wrong, **_about(found)},
                status=422 if wrong or form.errors else 200)  # fmt: skip


def _not_ready(waits: services.NotReady) -> str:
    if waits.waits:
        return _("%(n)s questions on this copy still wait for a person.") % {"n": waits.waits}
    if waits.missing:
        return _("Pages are missing. If they will not come, say so below and accept it without them.")
    if "group-size" in waits.faults:
        return _("An answer for a group needs to say for how many people it speaks.")
    return _("These answers do not fit: %(what)s.") % {"what": ", ".join(sorted(waits.faults))}


def _about(found: ScannedCopy) -> dict[str, Any]:
    items = list(found.items.order_by("page", "pk"))
    sheet = scanned.sheet_of(found, items)
    counted = set(sheet.answers())
    pages = list(found.scans.select_related("file").defer("file__sealed").order_by("page", "pk"))
    for page in pages:
        page.there = bool(page.picture)  # type: ignore[attr-defined]
    return {
        "copy": found, "questionnaire": found.questionnaire, "pages": pages, "days": settings.SCANS_KEPT_DAYS,
        "missing": services.missing_pages(found) if found.state == "open" else [],
        "waiting": [item for item in items if item.state != ScannedItem.State.DONE],
        "settled": [item for item in items if item.state == ScannedItem.State.DONE and item.first_by],
        "dropped": [key for key in sheet.values() if key not in counted],
    }  # fmt: skip


@allow("analyst")
def picture(request: HttpRequest, slug: str, page_id: int) -> HttpResponse:
    """The picture of a page, for as long as we keep it."""
    page = get_object_or_404(ScannedPage, pk=page_id, file__scanning__questionnaire__slug=slug)
    return as_picture(page, None)


def as_picture(page: ScannedPage | None, box: list[float] | None) -> HttpResponse:
    """A page or a part of it; never kept by a browser."""
    if page is None or not page.picture:
        raise Http404
    content, kind = scanned.crop(sealed.unseal_content(bytes(page.picture)), box)
    return HttpResponse(content, content_type=kind, headers={"Cache-Control": "private, no-store"})


@allow("analyst")
def strays(request: HttpRequest, slug: str) -> HttpResponse:
    """Pages that are in no copy, and why."""
    questionnaire = survey(slug)
    page = Paginator(queries.stray_pages(questionnaire), PER_PAGE).get_page(request.GET.get("page"))
    rows = [{"page": row, "why": WHY.get(row.why, "")} for row in page]
    context = {"questionnaire": questionnaire, "page": page, "rows": rows, "days": settings.SCANS_KEPT_DAYS}
    return show(request, "listening/strays", context)


@allow("analyst")
def letters_asked(request: HttpRequest, slug: str) -> HttpResponse:
    """Letters with a code that people asked for on paper."""
    questionnaire = survey(slug)
    if request.method == "POST":
        pk, every = request.POST.get("letter", ""), Letter.objects.filter(copy__questionnaire=questionnaire)
        services.letter_sent(letter=get_object_or_404(every, pk=int(pk) if pk.isdecimal() else 0), by=actor(request))
        messages.success(request, _("Done. We deleted the address."))
        return HttpResponseRedirect(request.path)
    rows = [{"letter": row, "address": letters.address_of(row)} for row in queries.letters(questionnaire)[:100]]
    return show(request, "listening/letters", {"questionnaire": questionnaire, "rows": rows})


def _letter(questionnaire: Questionnaire, pk: str) -> Letter:
    return get_object_or_404(queries.letters(questionnaire), pk=int(pk) if pk.isdecimal() else 0)


@allow("analyst")
def letter(request: HttpRequest, slug: str, letter_id: int) -> HttpResponse:
    """One letter to print."""
    found = _letter(survey(slug), str(letter_id))
    page = request.build_absolute_uri(reverse("questionnaires:receipt"))
    answer = HttpResponse(letters.pdf(found, page), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="letter-{found.pk}.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer
