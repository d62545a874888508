"""The nouns of this room."""

from careloom.showing.models.access import Token, TokenUse
from careloom.showing.models.future import FutureNote
from careloom.showing.models.giving import PaidQuarter
from careloom.showing.models.open_data import OpenFile, OpenPart, OpenRelease
from careloom.showing.models.telling import (
    Closure,
    Contribution,
    Joined,
    Mark,
    Message,
    News,
    ReadingPlace,
    Reply,
    Telling,
    Wish,
)
from careloom.showing.updates.models import (
    Alerted,
    Appearance,
    Correction,
    Delivery,
    Issue,
    MailConsent,
    MediaItem,
    Post,
    Subscriber,
)

__all__ = [
    "Alerted", "Appearance", "Closure", "Contribution", "Correction", "Delivery", "FutureNote", "Issue", "Joined",
    "MailConsent", "Mark", "MediaItem", "Message", "News", "OpenFile", "OpenPart", "OpenRelease",
    "PaidQuarter", "Post", "ReadingPlace", "Reply", "Subscriber", "Telling", "Token", "TokenUse", "Wish",
]  # fmt: skip
