"""Posts as RSS, in each language, of everything or of one topic."""

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from careloom.showing.updates.models import Post
from careloom.showing.updates.queries import posts as queries
from careloom.ui.access import allow

MOST = 30


class Posts(Feed):  # type: ignore[type-arg]  # the stubs ask for types that Django itself does not have
    """The newest posts. `topic`: the slug of one topic, or nothing for all."""

    def __init__(self, topic: str = "") -> None:
        self.topic = topic
        self.name = dict(queries.topics_written_about()).get(topic, "") if topic else ""
        if topic and not self.name:
            raise Http404

    def title(self) -> str:
        return f"{_('Careloom')} – {self.name or _('News')}"

    def description(self) -> str:
        return _("What we heard, decided, did and learned.")

    def link(self) -> str:
        return reverse("showing:posts") + (f"?topic={self.topic}" if self.topic else "")

    def items(self) -> QuerySet[Post]:
        return queries.published({"topic": self.topic})[:MOST]

    def item_title(self, item: Any) -> str:
        return str(queries.row_of(item, "standard")["said"]["title"])

    def item_description(self, item: Any) -> str:
        return str(queries.row_of(item, "standard")["said"]["summary"])

    def item_link(self, item: Post) -> str:
        return reverse("showing:post", args=[item.slug])

    def item_guid(self, item: Post) -> str:
        return item.public_id

    item_guid_is_permalink = False

    def item_pubdate(self, item: Post) -> datetime | None:
        return item.published_at

    def item_categories(self, item: Post) -> list[str]:
        return list(item.tags)


@allow("anyone")
def feed(request: HttpRequest) -> HttpResponse:
    """All posts, in the language of the address."""
    return Posts()(request)


@allow("anyone")
def topic_feed(request: HttpRequest, topic: str) -> HttpResponse:
    """Posts about one topic."""
    return Posts(topic)(request)
