"""The nouns of this room."""

from careloom.showing.models.access import Token, TokenUse
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
from careloom.showing.updates.models import Correction, Post

__all__ = [
    "Closure", "Contribution", "Correction", "Joined", "Mark", "Message", "News", "OpenFile", "OpenPart", "OpenRelease",
    "Post", "ReadingPlace", "Reply", "Telling", "Token", "TokenUse", "Wish",
]  # fmt: skip
