"""The tables of updates. They belong to the room `showing`."""

from careloom.showing.updates.models.media import Appearance, MediaItem
from careloom.showing.updates.models.newsletter import Alerted, Delivery, Issue, MailConsent, Purpose, Subscriber
from careloom.showing.updates.models.posts import Correction, Post

__all__ = [
    "Alerted", "Appearance", "Correction", "Delivery", "Issue", "MailConsent", "MediaItem", "Post", "Purpose",
    "Subscriber",
]  # fmt: skip
