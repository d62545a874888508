"""Answers that two people read otherwise, answers in other languages, and a list of answers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from careloom.centre.queries import nations, role_groups
from careloom.listening.forms.coding import TranslateForm
from careloom.listening.models import Codebook, Coding, Talk, Theme
from careloom.listening.queries import coding as queries
from careloom.listening.queries.coding import voices
from careloom.listening.queries.coding.reading import READY, language_name, languages, live, open_themes
from careloom.listening.services import coding
from careloom.listening.services.coding.refusing import Refused
from careloom.listening.views.coding.shared import actor, book_of, said, text_at, theme_of
from careloom.ui.access import allow
from careloom.ui.pages import show

PAGE = 20


@allow("coder")
def talks(request: HttpRequest, slug: str, question: str) -> HttpResponse:
    """What to talk about."""
    return _talks(request, book_of(slug, question))


def _talks(request: HttpRequest, book: Codebook, status: int = 200, **more: Any) -> HttpResponse:
    rows = Talk.objects.filter(text__codebook=book, closed_at=None, text__answer_set__state="sent")
    found = list(rows.select_related("text").order_by("pk")[:PAGE])
    words = queries.words_of([talk.text for talk in found], book.question)
    given: dict[int, dict[str, list[Coding]]] = {talk.text_id: {} for talk in found}
    for talk_text, coder in [(t.text_id, r.coder) for t in found for r in t.text.readings.all()]:
        given[talk_text][coder] = []
    codings = Coding.objects.filter(text__in=list(given)).select_related("theme").order_by("pk")
    for coding_row in codings:
        given[coding_row.text_id].setdefault(coding_row.coder, []).append(coding_row)
    themes = open_themes(book)
    shown = [{"talk": t, "words": words.get(t.text_id, ""), "readers": list(given[t.text_id].values()),
              "themes": _boxes(themes, [c for cs in given[t.text_id].values() for c in cs],
                                more if more.get("at") == t.public_id else {})} for t in found]  # fmt: skip
    context = {"book": book, "rows": shown, "stances": Coding.Stance.choices, **more}
    return show(request, "listening/coding/talks", context, status=status)


def _boxes(themes: list[Theme], codings: list[Coding], typed: dict[str, Any]) -> list[dict[str, Any]]:
    """Each theme with whether it is ticked and its stance: as it was sent, else as the readers gave it."""
    given: dict[int, set[str]] = {}
    for coding_row in codings:
        given.setdefault(coding_row.theme_id, set()).add(coding_row.stance)
    rows = []
    for theme in themes:
        stances = given.get(theme.pk, set())
        stance = stances.copy().pop() if len(stances) == 1 else ""
        if typed:
            stance = typed["posted"].get(f"stance.{theme.guid}", "")
        rows.append({"theme": theme, "ticked": theme.guid in typed["ticked"] if typed else theme.pk in given,
                     "stance": stance})  # fmt: skip
    return rows


@allow("coder")
def close_talk(request: HttpRequest, slug: str, question: str, talk: str) -> HttpResponse:
    """What the talk came to."""
    book = book_of(slug, question)
    found = Talk.objects.select_related("text__codebook", "text__answer_set").filter(
        public_id=talk, text__codebook=book, closed_at=None, text__answer_set__state="sent").first()  # fmt: skip
    if found is None:
        messages.info(request, _("This talk is over: somebody closed it, or the answer was taken back."))
    elif request.method == "POST":
        agreed = [(theme_of(book, guid), request.POST.get(f"stance.{guid}", "") if book.views else "")
                  for guid in request.POST.getlist("theme")]  # fmt: skip
        try:
            coding.close_talk(talk=found, agreed=agreed, memo=request.POST.get("memo", ""), by=actor(request))
        except Refused as refused:
            typed = {"ticked": set(request.POST.getlist("theme")), "memo": request.POST.get("memo", "")}
            return _talks(request, book, 422, wrong=said(refused.code), at=talk, posted=request.POST, **typed)
        messages.success(request, _("Written down. These themes count for the answer now."))
    return HttpResponseRedirect(reverse("listening:code_talks", args=[slug, question]))


@allow("coder")
def other_languages(request: HttpRequest, slug: str, question: str) -> HttpResponse:
    """Answers that wait for a translator, by language."""
    return _languages(request, book_of(slug, question))


def _languages(request: HttpRequest, book: Codebook, status: int = 200, **more: Any) -> HttpResponse:
    chosen = request.GET.get("language", "")
    waiting = live(book).exclude(language__in=["en", "und", ""]).filter(screen__in=READY, translations=None)
    if chosen:
        waiting = waiting.filter(language=chosen)
    found = list(waiting.order_by("language", "place")[:PAGE])
    words = queries.words_of(found, book.question)
    rows = [{"text": t, "words": words.get(t.pk, ""), "language": language_name(t.language)} for t in found]
    context = {"book": book, "spoken": languages(book), "chosen": chosen, "rows": rows, "form": TranslateForm(),
               **more}  # fmt: skip
    return show(request, "listening/coding/languages", context, status=status)


@allow("coder")
def translate(request: HttpRequest, slug: str, question: str, place: int) -> HttpResponse:
    """Put a translation beside an answer."""
    book = book_of(slug, question)
    if request.method == "POST":
        form = TranslateForm(request.POST)
        if not form.is_valid():
            return _languages(request, book, 422, form=form, at=place)
        try:
            coding.translate_text(text=text_at(book, place), language="en", by=actor(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error("words", said(refused.code))
            return _languages(request, book, 422, form=form, at=place)
        messages.success(request, _("Kept beside the original."))
    return HttpResponseRedirect(reverse("listening:code_languages", args=[slug, question]))


@allow("analyst")
def texts(request: HttpRequest, slug: str, question: str) -> HttpResponse:
    """Answers behind a number: by theme, role group, nation, edition or language, fifty a page."""
    book = book_of(slug, question)
    asked = {name: request.GET.get(name, "")[:60] for name in ("role", "nation", "edition", "language", "which")}
    theme = request.GET.get("theme", "")
    after = request.GET.get("after", "")
    page = voices.texts_page(
        book, theme=theme_of(book, theme).pk if theme else 0,
        after=int(after) if after.isdecimal() and len(after) < 10 else -1, **asked,
    )  # fmt: skip
    names = dict(role_groups()) | dict(nations())
    for row in page["rows"]:
        of = row["text"].answer_set
        row["about"] = [names[code] for code in (of.role_group, of.nation) if code in names]
        row["about"].append(language_name(row["text"].language))
    query = request.GET.copy()
    query["after"] = str(page["next"])
    context = {"book": book, "page": page, "asked": asked, "theme": theme, "query": query.urlencode()}
    return show(request, "listening/coding/texts", context)
