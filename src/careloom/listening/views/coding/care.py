"""Answers that a person looks at before anybody reads them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from careloom.listening.models import Codebook, Text
from careloom.listening.queries import coding as queries
from careloom.listening.queries.coding.reading import live
from careloom.listening.services import coding
from careloom.listening.services.coding.refusing import Refused
from careloom.listening.views.coding.shared import actor, book_of, said, text_at
from careloom.ui.access import allow
from careloom.ui.pages import show

PAGE = 10


def kinds() -> dict[str, str]:
    """What was found, in words."""
    return {
        "rough": _("words that wound"), "email": _("an e-mail address"), "phone": _("a phone number"),
        "postcode": _("a postcode"), "nhs_number": _("an NHS number"), "insurance_number": _("an insurance number"),
        "born": _("a date of birth"), "house": _("an address"), "named": _("a name"), "called": _("a name"),
        "other": _("something else"),
    }  # fmt: skip


@allow("analyst")
def screening(request: HttpRequest, slug: str, question: str) -> HttpResponse:
    """The queue."""
    return _queue(request, book_of(slug, question))


def _queue(request: HttpRequest, book: Codebook, status: int = 200, **more: Any) -> HttpResponse:
    found = list(live(book).filter(screen=Text.Screen.WAITING).order_by("place")[:PAGE])
    words = queries.words_of(found, book.question)
    names = kinds()
    rows = [
        {"text": text, "words": words[text.pk],
         "found": [{**f, "name": names.get(f["kind"], f["kind"]), "words": words[text.pk][f["start"] : f["end"]]}
                   for f in text.found]} for text in found if text.pk in words
    ]  # fmt: skip
    return show(request, "listening/coding/screening", {"book": book, "rows": rows, **more}, status=status)


@allow("analyst")
def screened(request: HttpRequest, slug: str, question: str, place: int) -> HttpResponse:
    """What a person decided about one answer."""
    book = book_of(slug, question)
    if request.method == "POST":
        try:
            _decide(request, text_at(book, place))
        except Refused as refused:
            more = {"wrong": said(refused.code), "at": place, "typed": request.POST.get("also", "")}
            return _queue(request, book, 422, **more)
        messages.success(request, _("Written down."))
    return HttpResponseRedirect(reverse("listening:code_screening", args=[slug, question]))


def _decide(request: HttpRequest, text: Text) -> None:
    came_to = request.POST.get("came_to", "")
    if came_to == "fine":
        coding.clear_text(text=text, by=actor(request))
    elif came_to == "aside":
        coding.set_text_aside(text=text, by=actor(request))
    else:
        spans, found = _spans(request, text)
        coding.redact_text(text=text, spans=spans, kinds=found, by=actor(request))


def _spans(request: HttpRequest, text: Text) -> tuple[list[tuple[int, int]], list[str]]:
    """The stretches that were ticked, and every place of the words that were typed."""
    ticked = set(request.POST.getlist("take"))
    chosen = [f for number, f in enumerate(text.found) if str(number) in ticked]
    spans = [(int(f["start"]), int(f["end"])) for f in chosen]
    found = [str(f["kind"]) for f in chosen]
    words = queries.words_of([text], text.codebook.question).get(text.pk, "")
    for line in request.POST.get("also", "").splitlines():
        part = line.strip()
        begin = words.find(part) if part else -1
        if part and begin < 0:
            raise Refused("outside")
        while begin >= 0:
            spans.append((begin, begin + len(part)))
            found.append("other")
            begin = words.find(part, begin + len(part))
    return spans, found
