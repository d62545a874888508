"""What everyone sees: reports as a page, in Easy Read, as Word and PDF; and what was done with one's own answer."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from careloom.listening.forms.coding import ReceiptForm
from careloom.listening.models import Quote, ThemeReport
from careloom.listening.queries.coding import voices
from careloom.listening.reports import documents, shaped
from careloom.listening.services import coding
from careloom.listening.views.coding.shared import book_of
from careloom.questionnaires import codes
from careloom.questionnaires import queries as questionnaires
from careloom.ui.access import allow
from careloom.ui.documents import download
from careloom.ui.pages import show


def _newest(slug: str, question: str) -> ThemeReport:
    book = book_of(slug, question)
    rows = ThemeReport.objects.select_related("codebook__questionnaire").filter(codebook=book)
    found = rows.exclude(published_at=None).order_by("-published_at").first()
    if found is None:
        raise Http404
    return found


@allow("anyone")
def reports(request: HttpRequest) -> HttpResponse:
    """Every question whose themes are published."""
    rows = ThemeReport.objects.exclude(published_at=None).select_related("codebook__questionnaire")
    newest = {row.codebook_id: row for row in rows.order_by("published_at")}
    return show(request, "listening/coding/reports", {"reports": sorted(newest.values(), key=lambda r: -r.pk)})


@allow("anyone")
def report(request: HttpRequest, slug: str, question: str) -> HttpResponse:
    """One report; the same address always shows the newest, with its date and its number on the thread."""
    found = _newest(slug, question)
    return show(request, "listening/coding/report", {"report": found, "book": found.codebook, **shaped.page(found)})


def _as_file(request: HttpRequest, slug: str, question: str, kind: str) -> HttpResponse:
    easy = getattr(request, "edition", "") == "easy"
    parts = documents.parts_of(_newest(slug, question), easy=easy)
    return download(parts, kind, f"{slug}-{question}", language=get_language() or "en", easy=easy)


@allow("anyone")
def word(request: HttpRequest, slug: str, question: str) -> HttpResponse:
    """The report as a Word file."""
    return _as_file(request, slug, question, "docx")


@allow("anyone")
def pdf(request: HttpRequest, slug: str, question: str) -> HttpResponse:
    """The report as a tagged PDF."""
    return _as_file(request, slug, question, "pdf")


@allow("anyone")
def mine(request: HttpRequest) -> HttpResponse:
    """With a receipt code: who read my answer, which themes it is part of, and taking a quote back."""
    if codes.too_many(request, "receipt"):
        return show(request, "429", status=429)
    form, found = ReceiptForm(request.POST or None), None
    if codes.too_many(request, "receipt"):
        return show(request, "429", status=429)
    if request.method == "POST" and form.is_valid():
        answer_set = questionnaires.answer_set_by_receipt(form.cleaned_data["code"])
        if answer_set is None:
            codes.wrong_code(request, "receipt")
            form.add_error("code", _("We do not know this code. Please look at it again."))
        elif taken := request.POST.get("take_back", ""):
            quote = get_object_or_404(Quote, public_id=taken, text__answer_set=answer_set)
            coding.withdraw_quote(quote=quote, by=answer_set.person_id or "guest")
            messages.success(request, _("Your words are gone from every page."))
            return HttpResponseRedirect(reverse("listening:themes_mine"))
        else:
            found = voices.of_answer(answer_set)
    context = {"form": form, "found": found, "code": request.POST.get("code", "")}
    return show(request, "listening/coding/mine", context, status=422 if form.errors else 200)
