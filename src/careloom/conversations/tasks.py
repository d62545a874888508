"""Background work of this room."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careloom.conversations import services
from careloom.conversations.models import Conversation
from careloom.jobs.registry import job
from careloom.jobs.services import enqueue


@job("conversations.weigh", _("Look for common ground"), long=True)
def weigh(*, running: Any, conversation: str) -> Callable[[], Any]:
    """Count one conversation while people go on voting; gives the last writes."""
    one = Conversation.objects.get(public_id=conversation)
    found = services.count(conversation=one)
    return lambda: services.keep(conversation=one, found=found, by="system")


@job("conversations.close", _("Close conversations that have ended"), every=300)
def close(*, running: Any) -> None:
    """Close conversations whose last day is over, and have them counted."""
    for conversation in services.close_due(today=timezone.localdate(), by="system"):
        enqueue(name="conversations.weigh", by="system", arguments={"conversation": conversation.public_id})
