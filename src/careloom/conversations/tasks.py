"""Background work of this room."""

from collections.abc import Callable
from typing import Any

from careloom.conversations import services
from careloom.conversations.models import Conversation
from careloom.jobs.registry import job


@job("conversations.weigh", long=True)
def weigh(*, running: Any, conversation: str) -> Callable[[], Any]:
    """Count one conversation while people go on voting; gives the last writes."""
    one = Conversation.objects.get(public_id=conversation)
    found = services.count(conversation=one)
    return lambda: services.keep(conversation=one, found=found, by="system")
