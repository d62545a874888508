"""Media items: what everybody may see, what staff work on."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet

from careloom.showing.updates import twins
from careloom.showing.updates.models import Appearance, MediaItem

TYPES = {"mp4": "video/mp4", "webm": "video/webm", "mp3": "audio/mpeg", "ogg": "audio/ogg", "m4a": "audio/mp4",
         "wav": "audio/wav"}  # fmt: skip
SEEN = (MediaItem.State.PUBLISHED, MediaItem.State.TAKEN_DOWN)


def published() -> QuerySet[MediaItem]:
    """The newest first, without the files themselves."""
    return MediaItem.objects.filter(state=MediaItem.State.PUBLISHED).order_by("-published_at", "-pk").defer("sealed")


def at_work() -> QuerySet[MediaItem]:
    """For staff: what is not seen yet comes first."""
    return MediaItem.objects.order_by("published_at", "-pk").defer("sealed")


def row_of(item: MediaItem, edition: str) -> dict[str, Any]:
    """One item for a list or a page; `leads_to` is the name of the place where a link goes."""
    names = dict(settings.LANGUAGES)
    minutes, seconds = divmod(item.seconds, 60)
    return {
        "item": item, "said": twins.said(item.words, edition), "leads_to": urlsplit(item.address).hostname or "",
        "captions": [names[code] for code in item.captions if code in names], "minutes": minutes, "seconds": seconds,
        "gone": item.state == MediaItem.State.TAKEN_DOWN,
    }  # fmt: skip


def people_in(item: MediaItem) -> list[Appearance]:
    """Everybody who is in it, in the order in which they were written down."""
    return list(item.people.order_by("pk"))
