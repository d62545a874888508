"""This room's background work."""

from typing import Any

from careloom.jobs.registry import job
from careloom.listening import services
from careloom.listening.models import Waiting
from careloom.questionnaires.models import Questionnaire


@job("listening.launch")
def launch(*, running: Any, questionnaire: str, address: str) -> None:
    """A job for each person who waits."""
    form = Questionnaire.objects.get(public_id=questionnaire)
    services.queue_messages(questionnaire=form, address=address, by=running.by)


@job("listening.write_to_waiting")
def write_to_waiting(*, running: Any, waiting: str, address: str) -> None:
    """One message to one person. Somebody who left the list in the meantime gets none."""
    row = Waiting.objects.select_related("questionnaire").filter(public_id=waiting).first()
    if row:
        services.write_to_waiting(waiting=row, address=address, by=running.by)


@job("listening.forget_mailed", every=86_400)
def forget_mailed(*, running: Any) -> None:
    """Addresses go a month after their one message."""
    services.forget_mailed(by="system")
