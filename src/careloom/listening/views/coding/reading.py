"""The workbench: one answer, its themes, the next."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from careloom.jobs.services import enqueue
from careloom.listening.models import Codebook, Coding, Text, Theme
from careloom.listening.queries import coding as queries
from careloom.listening.queries.coding.reading import digest_of, language_name, open_themes
from careloom.listening.services import coding
from careloom.listening.services.coding.reading import Mark
from careloom.listening.services.coding.refusing import Refused
from careloom.listening.views.coding.shared import actor, asked, book_of, said, text_at
from careloom.ui.access import allow
from careloom.ui.pages import show


@allow("coder")
def read(request: HttpRequest, slug: str, question: str) -> HttpResponse:
    """The next answer for this reader; after the last one, a word of thanks."""
    book = book_of(slug, question)
    after = request.GET.get("after", "")
    text = queries.next_text(book, actor(request), after=int(after) if after.isdecimal() and len(after) < 10 else None)
    if text is None:
        return show(request, "listening/coding/done", {"book": book})
    return show(request, "listening/coding/read", _page(request, book, text))


@allow("coder")
def read_at(request: HttpRequest, slug: str, question: str, place: int) -> HttpResponse:
    """One answer; saving it leads to the next."""
    book = book_of(slug, question)
    try:
        text = text_at(book, place)
    except Http404:
        if request.method != "POST":
            raise
        messages.info(request, said("withdrawn"))
        return HttpResponseRedirect(reverse("listening:code_read", args=[slug, question]) + f"?after={place}")
    if request.method != "POST":
        if text.screen in {Text.Screen.WAITING, Text.Screen.ASIDE}:
            return show(request, "listening/coding/done", {"book": book, "not_ready": True})
        return show(request, "listening/coding/read", _page(request, book, text))
    words = queries.words_of([text], book.question).get(text.pk, "")
    try:
        coding.save_reading(
            text=text, marks=_marks(request, book, words), by=actor(request), memo=request.POST.get("memo", ""),
            sure="unsure" not in request.POST, digest=request.POST.get("digest", ""),
        )  # fmt: skip
    except Refused as refused:
        typed = {"memo": request.POST.get("memo", ""), "part": request.POST.get("words", ""),
                 "unsure": "unsure" in request.POST}  # fmt: skip
        context = _page(request, book, text) | typed | {"wrong": said(refused.code)}
        return show(request, "listening/coding/read", context, status=422)
    _learn_now_and_then(book, text, actor(request))
    if "stay" in request.POST:
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("listening:code_read_at", args=[slug, question, place]))
    return HttpResponseRedirect(reverse("listening:code_read", args=[slug, question]) + f"?after={place}")


def _learn_now_and_then(book: Codebook, text: Text, by: str) -> None:
    """After every 25 readings new suggestions are made, once."""
    if text.pk % 25 == 0:
        enqueue(name="listening.suggest", by=by, arguments={"codebook": book.public_id},
                once=f"listening.suggest {book.public_id} {text.pk}")  # fmt: skip


def _marks(request: HttpRequest, book: Codebook, words: str) -> list[Mark]:
    """Ticked themes (of the whole answer, or of the words that were copied into the box), and stretches marked."""
    themes = {theme.guid: theme for theme in Theme.objects.filter(codebook=book, merged_into=None)}
    part = request.POST.get("words", "").replace("\r\n", "\n").strip()
    begin = words.find(part) if part else 0
    if begin < 0:
        raise Refused("outside")
    end = begin + len(part) if part else None
    found = []
    for guid in request.POST.getlist("theme"):
        if guid not in themes:
            raise Refused("not_open_theme")
        found.append(Mark(themes[guid], begin, end, request.POST.get(f"stance.{guid}", "")))
    for mark in request.POST.getlist("mark"):
        guid, start, stop, stance = [*mark.split(":"), "", "", "", ""][:4]
        if guid not in themes or not (start.isdecimal() and stop.isdecimal() and len(start + stop) < 16):
            raise Refused("outside")
        found.append(Mark(themes[guid], int(start), int(stop), stance))
    return found


def _page(request: HttpRequest, book: Codebook, text: Text) -> dict[str, Any]:
    words = queries.words_of([text], book.question).get(text.pk, "")
    mine = list(Coding.objects.filter(text=text, coder=actor(request)).select_related("theme").order_by("start"))
    whole = {c.theme_id: c.stance for c in mine if (c.start, c.end) == (0, len(words))}
    if request.method == "POST":
        ticked = set(request.POST.getlist("theme"))
    else:
        ticked = {c.theme.guid for c in mine if c.theme_id in whole}
    suggested = {one["theme"]: one for one in text.suggestions}
    rows: list[dict[str, Any]] = [
        {"theme": theme, "ticked": theme.guid in ticked,
         "stance": request.POST.get(f"stance.{theme.guid}", whole.get(theme.pk, "")),
         "suggested": suggested.get(theme.public_id), "depth": bool(theme.parent_id)}
        for theme in open_themes(book)
    ]  # fmt: skip
    order = list(suggested)
    offered = sorted((r for r in rows if r["suggested"]), key=lambda r: order.index(r["theme"].public_id))
    reasons = _reasons(book, text)
    for row in offered:
        row["reasons"] = [reasons[b["id"]] for b in row["suggested"]["because"] if b.get("id") in reasons]
        row["met"] = [word for b in row["suggested"]["because"] for word in b.get("words", ())]
    return {
        "book": book, "asked": asked(book), "text": text, "words": words, "digest": digest_of(words),
        "tongue": language_name(text.language), "mixed": language_name(text.mixed) if text.mixed else "",
        "offered": offered, "rows": [r for r in rows if not r["suggested"]], "stances": Coding.Stance.choices,
        "parts": [c for c in mine if c.theme_id not in whole],
        "translations": list(text.translations.filter(digest=digest_of(words))),
        # Until it is settled each reader sees only what they wrote themselves, so that two people read independently.
        "memos": list(text.memos.filter(*([] if text.done else [Q(by=actor(request))])).order_by("pk")),
    }  # fmt: skip


def _reasons(book: Codebook, text: Text) -> dict[str, dict[str, Any]]:
    """The coded texts that suggestions rest on, with their words."""
    ids = [b["id"] for one in text.suggestions for b in one["because"] if b.get("id")]
    near = list(Text.objects.filter(public_id__in=ids, codebook=book)) if ids else []
    words = queries.words_of(near, book.question)
    return {t.public_id: {"place": t.place, "words": words[t.pk]} for t in near if t.pk in words}
