"""Themes: the codebook with its history, and each theme with its voices."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from careloom.listening.forms.coding import MemoForm, MergeForm, SplitForm, ThemeForm
from careloom.listening.models import Codebook, Theme
from careloom.listening.queries.coding import voices
from careloom.listening.queries.coding.agreement import agreement, kappas
from careloom.listening.queries.coding.reading import open_themes
from careloom.listening.services import coding
from careloom.listening.services.coding.refusing import Refused
from careloom.listening.views.coding.shared import actor, book_of, said, theme_of
from careloom.ui.access import allow
from careloom.ui.pages import show


def _places(book: Codebook, but: Theme | None = None) -> list[tuple[str, str]]:
    return [("", "–"), *((t.guid, t.name) for t in open_themes(book) if but is None or t.pk != but.pk)]


def _words(form: ThemeForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("name", "easy_name", "definition", "examples", "key")}


def _parent(book: Codebook, form: ThemeForm) -> Theme | None:
    guid = form.cleaned_data["parent"]
    return theme_of(book, guid) if guid else None


@allow("coder")
def themes(request: HttpRequest, slug: str, question: str) -> HttpResponse:
    """The codebook."""
    return _codebook(request, book_of(slug, question), None)


def _codebook(request: HttpRequest, book: Codebook, form: ThemeForm | None, status: int = 200) -> HttpResponse:
    counts = dict(Theme.objects.filter(codebook=book).annotate(n=Count("codings")).values_list("pk", "n"))
    rows = [{"theme": theme, "codings": counts.get(theme.pk, 0)} for theme in open_themes(book)]
    merged = Theme.objects.filter(codebook=book).exclude(merged_into=None).select_related("merged_into")
    context = {"book": book, "rows": rows, "merged": merged,
               "form": form or ThemeForm(choices={"parent": _places(book)})}  # fmt: skip
    return show(request, "listening/coding/themes", context, status=status)


@allow("analyst")
def new_theme(request: HttpRequest, slug: str, question: str) -> HttpResponse:
    """One more theme."""
    book = book_of(slug, question)
    form = ThemeForm(request.POST or None, choices={"parent": _places(book)})
    if request.method == "POST" and form.is_valid():
        try:
            coding.add_theme(codebook=book, parent=_parent(book, form), by=actor(request), **_words(form))
        except Refused as refused:
            form.add_error("name", said(refused.code))
        else:
            messages.success(request, _("Added."))
            return HttpResponseRedirect(reverse("listening:code_themes", args=[slug, question]))
    return _codebook(request, book, form, 422 if form.errors else 200)


@allow("coder")
def theme(request: HttpRequest, slug: str, question: str, guid: str) -> HttpResponse:
    """One theme: its words, its voices, its history, and what can be done with it."""
    book = book_of(slug, question)
    return _theme(request, book, theme_of(book, guid))


def _theme(request: HttpRequest, book: Codebook, one: Theme, status: int = 200, **forms: Any) -> HttpResponse:
    page = voices.texts_page(book, theme=one.pk)
    places = [(str(row["text"].pk), row["words"][:120]) for row in page["rows"]]
    initial = {"name": one.name, "easy_name": one.easy_name, "definition": one.definition, "key": one.key,
               "examples": "\n".join(one.examples), "parent": one.parent.guid if one.parent else ""}  # fmt: skip
    merge, agree = {"into": _places(book, one)[1:]}, agreement(book, [one.pk])
    context = {
        "book": book, "theme": one, "page": page, "changes": one.changes.order_by("-pk"),
        "memos": one.memos.order_by("-pk"), "agreement": agree.get(one.pk),
        "single": agree[0], "kappa": kappas(book, [one.pk]).get(one.pk), "since": voices.came_since(one),
        "change_form": ThemeForm(initial=initial, choices={"parent": _places(book, one)}),
        "merge_form": MergeForm(choices=merge), "memo_form": MemoForm(),
        "split_form": SplitForm(choices={"texts": places}), **forms,
    }  # fmt: skip
    return show(request, "listening/coding/theme", context, status=status)


def _change(request: HttpRequest, book: Codebook, one: Theme) -> Any:
    form = ThemeForm(request.POST, choices={"parent": _places(book, one)})
    if form.is_valid():
        coding.change_theme(theme=one, parent=_parent(book, form), by=actor(request), **_words(form))
        return None
    return {"change_form": form}


def _merge(request: HttpRequest, book: Codebook, one: Theme) -> Any:
    form = MergeForm(request.POST, choices={"into": _places(book, one)[1:]})
    if form.is_valid():
        coding.merge_themes(theme=one, into=theme_of(book, form.cleaned_data["into"]), by=actor(request))
        return None
    return {"merge_form": form}


def _split(request: HttpRequest, book: Codebook, one: Theme) -> Any:
    page = voices.texts_page(book, theme=one.pk)
    form = SplitForm(request.POST, choices={"texts": [(str(r["text"].pk), "") for r in page["rows"]]})
    if form.is_valid():
        coding.split_theme(theme=one, name=form.cleaned_data["new_name"], by=actor(request),
                           texts=[int(pk) for pk in form.cleaned_data["texts"]])  # fmt: skip
        return None
    return {"split_form": form}


def _part(request: HttpRequest, book: Codebook, one: Theme) -> Any:
    coding.part_themes(theme=one, by=actor(request))


DOES: dict[str, Callable[[HttpRequest, Codebook, Theme], Any]] = {
    "change": _change, "merge": _merge, "split": _split, "part": _part,
}  # fmt: skip


@allow("analyst")
def change_theme(request: HttpRequest, slug: str, question: str, guid: str, verb: str) -> HttpResponse:
    """Change, merge, split or part a theme; a refusal keeps all that was typed."""
    book = book_of(slug, question)
    one = theme_of(book, guid)
    if request.method == "POST" and verb in DOES:
        try:
            wrong = DOES[verb](request, book, one)
        except Refused as refused:
            return _theme(
                request, book, theme_of(book, guid), 422, wrong=said(refused.code), **_typed(request, book, one)
            )
        if wrong:
            return _theme(request, book, one, 422, **wrong)
        messages.success(request, _("Done. It stands in the history."))
    return HttpResponseRedirect(reverse("listening:code_theme", args=[slug, question, guid]))


def _typed(request: HttpRequest, book: Codebook, one: Theme) -> dict[str, Any]:
    """The change form as it was sent."""
    return (
        {"change_form": ThemeForm(request.POST, choices={"parent": _places(book, one)})}
        if "name" in request.POST
        else {}
    )


@allow("coder")
def sign_theme(request: HttpRequest, slug: str, question: str, guid: str, verb: str) -> HttpResponse:
    """Say that a theme stands, agree as the second person, or keep a thought about it."""
    book = book_of(slug, question)
    one = theme_of(book, guid)
    if request.method == "POST":
        memo = MemoForm(request.POST if verb == "memo" else None)
        if memo.is_bound and not memo.is_valid():
            return _theme(request, book, one, 422, memo_form=memo)
        try:
            if verb == "propose":
                coding.propose_theme(theme=one, by=actor(request))
            elif verb == "agree":
                coding.agree_theme(theme=one, by=actor(request))
            elif memo.is_bound:
                coding.write_memo(codebook=book, theme=one, words=memo.cleaned_data["memo"], by=actor(request))
        except Refused as refused:
            return _theme(request, book, one, 422, wrong=said(refused.code))
        messages.success(request, _("Written down."))
    return HttpResponseRedirect(reverse("listening:code_theme", args=[slug, question, guid]))
