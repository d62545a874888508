"""Background work of this room."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careloom.conversations import services
from careloom.conversations.models import BallotScan, Conversation
from careloom.jobs.registry import job
from careloom.jobs.services import enqueue, progress


@job("conversations.weigh", _("Look for common ground"), long=True)
def weigh(*, running: Any, conversation: str) -> Callable[[], Any]:
    """Count one conversation while people go on voting; gives the last writes."""
    one = Conversation.objects.get(public_id=conversation)
    found = services.count(conversation=one)
    return lambda: services.keep(conversation=one, found=found, by="system")


@job("conversations.read_scan", _("Read scans of ballots"), long=True)
def read_scan(*, running: Any, scan: str) -> Callable[[], Any]:
    """Count the ballots of one scan."""
    one = BallotScan.objects.select_related("conversation").get(public_id=scan)

    def say(done: int, total: int, sentence: str) -> None:
        progress(running, done=done, total=total, sentence=sentence)

    return services.read_ballot_scan(scan=one, by=running.by, say=say)


@job("conversations.close", _("Close conversations that have ended"), every=300)
def close(*, running: Any) -> None:
    """Close conversations whose last day is over, and have them counted."""
    for conversation in services.close_due(today=timezone.localdate(), by="system"):
        enqueue(name="conversations.weigh", by="system", arguments={"conversation": conversation.public_id})
