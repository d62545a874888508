"""Making a report, choosing quotes, publishing."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from careloom.jobs.services import enqueue
from careloom.listening.forms.coding import QuoteForm
from careloom.listening.models import Codebook, Quote, ThemeReport
from careloom.listening.queries import coding as queries
from careloom.listening.queries.coding import quotes
from careloom.listening.queries.coding.reading import live, open_themes
from careloom.listening.reports import shaped
from careloom.listening.services import coding
from careloom.listening.services.coding.refusing import Refused
from careloom.listening.views.coding.shared import actor, asked, book_of, said, text_at, theme_of
from careloom.ui.access import allow
from careloom.ui.pages import show

AT_ONCE = 5_000  # texts; more are counted in the background


@allow("analyst")
def reporting(request: HttpRequest, slug: str, question: str) -> HttpResponse:
    """The newest report, draft or published, with what can be done."""
    book = book_of(slug, question)
    report = ThemeReport.objects.filter(codebook=book).order_by("-pk").first()
    context: dict[str, Any] = {"book": book, "report": report, "asked": asked(book)}
    if report:
        context |= shaped.page(report)
    return show(request, "listening/coding/reporting", context)


@allow("analyst")
def make_report(request: HttpRequest, slug: str, question: str) -> HttpResponse:
    """Count now; for very many answers, in the background."""
    book = book_of(slug, question)
    if request.method == "POST":
        if live(book).count() <= AT_ONCE:
            coding.make_report(codebook=book, by=actor(request))
        else:
            enqueue(name="listening.report", by=actor(request), arguments={"codebook": book.public_id})
            messages.success(request, _("We count in the background. Come back in a minute."))
    return HttpResponseRedirect(reverse("listening:code_report", args=[slug, question]))


@allow("analyst")
def publish_report(request: HttpRequest, slug: str, question: str) -> HttpResponse:
    """Open the draft to everyone."""
    book = book_of(slug, question)
    if request.method == "POST":
        report = ThemeReport.objects.filter(codebook=book, published_at=None).first()
        if report is None:  # pressed twice, or somebody else was faster
            return HttpResponseRedirect(reverse("listening:code_report", args=[slug, question]))
        try:
            coding.publish_report(report=report, by=actor(request))
        except Refused as refused:
            messages.error(request, said(refused.code))
            return HttpResponseRedirect(reverse("listening:code_report", args=[slug, question]))
        messages.success(request, _("Published."))
    return HttpResponseRedirect(reverse("listening:code_report", args=[slug, question]))


def _themes(book: Codebook) -> dict[str, list[tuple[str, str]]]:
    return {"theme": [(t.guid, t.name) for t in open_themes(book)]}


@allow("analyst")
def quote(request: HttpRequest, slug: str, question: str, place: int) -> HttpResponse:
    """Show words of one answer under a theme, if the person said yes."""
    book = book_of(slug, question)
    text = text_at(book, place)
    words = queries.words_of([text], book.question).get(text.pk, "")
    form = QuoteForm(request.POST or None, choices=_themes(book))
    if request.method == "POST" and form.is_valid():
        part = form.cleaned_data["words"].replace("\r\n", "\n").strip()
        begin = words.find(part)
        try:
            coding.publish_quote(text=text, theme=theme_of(book, form.cleaned_data["theme"]), start=begin,
                                 end=begin + len(part), by=actor(request))  # fmt: skip
        except Refused as refused:
            form.add_error("words", said(refused.code))
        else:
            messages.success(request, _("The quote stands under the theme, as long as the person says yes."))
            return HttpResponseRedirect(reverse("listening:code_report", args=[slug, question]))
    may = text.answer_set_id in quotes.allowed([text.answer_set_id])
    context = {"book": book, "text": text, "words": words, "form": form, "may": may}
    return show(request, "listening/coding/quote", context, status=422 if form.errors else 200)


@allow("analyst")
def unquote(request: HttpRequest, slug: str, question: str, quote_id: str) -> HttpResponse:
    """Take a quote away."""
    book = book_of(slug, question)
    if request.method == "POST":
        found = get_object_or_404(Quote, public_id=quote_id, text__codebook=book)
        coding.withdraw_quote(quote=found, by=actor(request))
        messages.success(request, _("The quote is gone from every page."))
    return HttpResponseRedirect(reverse("listening:code_report", args=[slug, question]))
