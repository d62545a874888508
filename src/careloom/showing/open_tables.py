"""What of this room is open data: what came of it, and who was told."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from careloom.showing.letters import said_in
from careloom.showing.models import News
from careloom.showing.queries import closure as numbers
from careloom.thread.publishing import Column, OpenTable, Row


def what_came_of_it() -> Iterable[Row]:
    """Everything that came of something, in the words people were told."""
    for news in News.objects.filter(public=True).select_related("replaced_by").order_by("at", "pk"):
        said = said_in(news, settings.LANGUAGE_CODE, "standard")
        yield {
            "news": news.public_id, "kind": news.kind, "state": news.state, "day": news.at.date().isoformat(),
            "title": said.title, "heard": said.heard, "considered": said.considered, "did": said.did, "why": said.why,
            "until": news.until.isoformat() if news.until else None,
            "replaced_by": news.replaced_by.public_id if news.replaced_by else "",
            "address": reverse("showing:one", args=[news.public_id]),
        }  # fmt: skip


def not_public() -> set[str]:
    """News that is not for everybody."""
    return set(News.objects.filter(public=False).values_list("public_id", flat=True))


def closure() -> Iterable[Row]:
    """The newest release of who was told."""
    release = numbers.newest()
    for by, cells in sorted(release.shown.items()) if release else []:
        for state, group, contributions in cells:
            yield {"release": release.number if release else None, "by": "nation" if by == "nation" else "role_group",
                   "group": group, "state": state, "contributions": contributions}  # fmt: skip


TABLES = [
    OpenTable(
        "what-came-of-it", _("What came of it"),
        _("You said, we considered, we did, or we did not and why: in the words that people were told."),
        (Column("news", _("Number of the news")), Column("kind", _("What it is")),
         Column("state", _("Where it stands")),
         Column("day", _("Day"), "date"), Column("title", _("Title")), Column("heard", _("You said")),
         Column("considered", _("We considered")), Column("did", _("We did, or we did not")), Column("why", _("Why")),
         Column("until", _("Waits until"), "date"), Column("replaced_by", _("What took its place")),
         Column("address", _("Address of its page"))),
        what_came_of_it, ("kind", "state"), named=True, taken_back=not_public,
    ),
    OpenTable(
        "closure", _("Who was told"),
        _("Contributions told, waiting, and what became of them, by role group and nation. An empty number is hidden."),
        (Column("release", _("Release of these numbers"), "integer"), Column("by", _("Counted by")),
         Column("group", _("Code of the group")), Column("state", _("Told, waiting, or what became of them")),
         Column("contributions", _("Contributions, in fives"), "integer")),
        closure, ("by", "group", "state"),
    ),
]  # fmt: skip
