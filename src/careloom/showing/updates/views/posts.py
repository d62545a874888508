"""Posts for everybody: the list by topic, nation, kind and tag; one post at its own address."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from careloom.showing.updates import twins
from careloom.showing.updates.models import Post
from careloom.showing.updates.queries import media
from careloom.showing.updates.queries import posts as queries
from careloom.showing.views.public import edition_of, row_of
from careloom.ui.access import allow
from careloom.ui.pages import show

CHOICES = ("topic", "nation", "kind", "tag")
SEEN = (Post.State.PUBLISHED, Post.State.WITHDRAWN)


@allow("anyone")
def posts(request: HttpRequest) -> HttpResponse:
    """News and blog posts, the newest first; the choice stands in the address."""
    chosen = {name: request.GET.get(name, "") for name in CHOICES}
    page = Paginator(queries.published(chosen), queries.PER_PAGE).get_page(request.GET.get("page"))
    nations, topics = queries.nations(), queries.topics_written_about()
    context = {
        "page": page, "rows": [queries.row_of(post, edition_of(request)) for post in page], "chosen": chosen,
        "nations": nations, "kinds": Post.Kind.choices, "tags": queries.tags(), "topics": topics,
        "topic_name": dict(topics).get(chosen["topic"], ""), "query": _query(chosen),
    }  # fmt: skip
    return show(request, "updates/posts", context)


def _query(chosen: dict[str, str]) -> str:
    """The choice again, for the links to other pages of the list."""
    from urllib.parse import urlencode

    return urlencode({name: value for name, value in chosen.items() if value})


@allow("anyone")
def post(request: HttpRequest, slug: str) -> HttpResponse:
    """One post; a withdrawn one says only when and why."""
    found = get_object_or_404(Post, slug=slug, state__in=SEEN)
    if found.state == Post.State.WITHDRAWN:
        return show(request, "updates/withdrawn", {"post": found, "reason": twins.noted(found.reason)}, status=410)
    return show(request, "updates/post", page_of(found, request))


def page_of(post: Post, request: HttpRequest) -> dict[str, Any]:
    """What the page of a post shows."""
    corrections = [{"at": c.at, "note": twins.noted(c.note)} for c in post.corrections.order_by("-at")]
    return {
        **queries.row_of(post, edition_of(request)), "corrections": corrections,
        "nation": queries.nations().get(post.nation, ""), "topics": post.topics.order_by("name"),
        "projects": post.projects.order_by("title"), "cite": settings.ADDRESS + request.path,
        "media": [media.row_of(item, edition_of(request)) for item in post.media.all()],
        "came": [row_of(news, request) for news in post.news.filter(public=True).order_by("at")],
    }  # fmt: skip
