"""Posts that everybody may read, by topic, nation, kind and tag; and those that staff work on."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from careloom.centre import queries as centre
from careloom.centre.models import Topic
from careloom.showing.models import News
from careloom.showing.updates import twins
from careloom.showing.updates.models import Post

PER_PAGE = 20


def published(chosen: Mapping[str, str] | None = None) -> QuerySet[Post]:
    """The newest first. `chosen`: topic (slug), nation, kind, tag. A post about the whole UK is in every nation's."""
    asked = {name: value for name, value in (chosen or {}).items() if value}
    rows = Post.objects.filter(state=Post.State.PUBLISHED).order_by("-published_at", "-pk")
    if topic := asked.get("topic"):
        rows = rows.filter(pk__in=Post.objects.filter(topics__slug=topic))
    if nation := asked.get("nation"):
        rows = rows.filter(nation__in=[nation, ""])
    if kind := asked.get("kind"):
        rows = rows.filter(kind=kind)
    if tag := asked.get("tag"):
        rows = rows.filter(pk__in=[pk for pk, tags in rows.values_list("pk", "tags") if tag in tags])
    return rows


def topics_written_about() -> list[tuple[str, str]]:
    """(slug, name) of topics that a published post is about; a name that stands in two years stands once."""
    rows = Topic.objects.filter(posts__state=Post.State.PUBLISHED).order_by("name", "pk")
    return list(dict(rows.values_list("slug", "name")).items())


def row_of(post: Post, edition: str, language: str = "") -> dict[str, Any]:
    """One post for a list or a page, in the language that is on now."""
    credit = twins.noted(post.credit, language)
    return {"post": post, "said": twins.said(post.words, edition, language), "credit": credit}


def tags() -> list[str]:
    """Every tag of a published post."""
    rows = Post.objects.filter(state=Post.State.PUBLISHED).values_list("tags", flat=True)
    return sorted({tag for found in rows for tag in found})


def about(news: News) -> QuerySet[Post]:
    """Published posts that write about one thing that came of something."""
    return published().filter(pk__in=Post.objects.filter(news=news))


def at_work() -> QuerySet[Post]:
    """For staff: what is not seen yet comes first, then the newest."""
    return Post.objects.order_by("published_at", "-pk").prefetch_related("corrections")


def drafts_of_others(by: str) -> QuerySet[Post]:
    """What somebody else is writing, the oldest first."""
    return Post.objects.filter(state=Post.State.DRAFT).exclude(written_by=by).order_by("pk")


def nations() -> dict[str, str]:
    """{code: name} in the reader's language."""
    return dict(centre.nations())
