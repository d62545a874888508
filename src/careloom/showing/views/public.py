"""What everybody sees: what came of it, one thing with its sources, and who was told."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from careloom.centre import queries as centre
from careloom.showing import words
from careloom.showing.models import News, Reply
from careloom.showing.queries import closure as numbers
from careloom.showing.queries import pages
from careloom.showing.updates.queries import posts
from careloom.thread.meanings import State
from careloom.ui.access import allow
from careloom.ui.pages import show


def edition_of(request: HttpRequest) -> str:
    """The edition of the page."""
    return str(getattr(request, "edition", "standard"))


def row_of(news: News, request: HttpRequest) -> dict[str, Any]:
    """One piece of news for a list."""
    return {"news": news, "said": pages.in_words(news, edition_of(request)), "kind": words.kind(news.kind),
            "state": words.state(news.state), "colour": words.COLOURS[State(news.state)]}  # fmt: skip


@allow("anyone")
def everything(request: HttpRequest) -> HttpResponse:
    """Everything that came of what people said: done and not done alike, the newest first."""
    chosen = {name: request.GET.get(name, "") for name in ("kind", "state")}
    page = Paginator(pages.public(**chosen), pages.PER_PAGE).get_page(request.GET.get("page"))
    counts = pages.counts()
    context = {
        "page": page, "rows": [row_of(news, request) for news in page], "chosen": chosen,
        "kinds": [(kind, words.kinds(kind), n) for kind, n in sorted(counts["kind"].items())],
        "states": [(state, words.state(state), counts["state"].get(state, 0)) for state in words.ANSWERS],
    }  # fmt: skip
    return show(request, "showing/everything", context)


@allow("anyone")
def one(request: HttpRequest, news_id: str) -> HttpResponse:
    """You said, we considered, we did or did not, and why; what it rests on, and what rests on it."""
    news = get_object_or_404(News.objects.select_related("entry", "replaced_by"), public_id=news_id, public=True)
    reply = Reply.objects.filter(entry=news.entry_id).first()
    context = {
        **row_of(news, request), "sources": [row_of(n, request) for n in pages.sources(news)],
        "after": [row_of(n, request) for n in pages.came_after(news)], "groups": pages.protected_groups(news),
        "reply": reply, "declined": news.state == State.DECLINED, "entry": news.entry, "newer": news.replaced_by,
        "posts": [posts.row_of(post, edition_of(request)) for post in posts.about(news)[:10]],
    }  # fmt: skip
    return show(request, "showing/one", context)


@allow("anyone")
def closure(request: HttpRequest) -> HttpResponse:
    """Who was told, by role group and nation, and whose contributions changed something."""
    release = numbers.newest()
    shown, unsaid = release.shown if release else {}, _("Did not say")
    roles, nations = dict(centre.role_groups()), dict(centre.nations())
    context = {
        "release": release, "roles": numbers.told_rows(shown, "role", roles, unsaid),
        "nations": numbers.told_rows(shown, "nation", nations, unsaid),
        "came": numbers.state_rows(shown, roles, unsaid), "states": [words.state(s) for s in State.values],
    }  # fmt: skip
    return show(request, "showing/closure", context)
