"""The tables of updates. They belong to the room `showing`."""

from careloom.showing.updates.models.newsletter import Alerted, Delivery, Issue, MailConsent, Purpose, Subscriber
from careloom.showing.updates.models.posts import Correction, Post

__all__ = ["Alerted", "Correction", "Delivery", "Issue", "MailConsent", "Post", "Purpose", "Subscriber"]
