"""This room's background work."""

from typing import Any

from careloom.jobs.registry import job
from careloom.questionnaires import services

DAY = 86_400


@job("questionnaires.forget_old_drafts", every=DAY)
def forget_old_drafts(*, running: Any) -> None:
    """Saved answers and files that nobody sent go after 60 days."""
    services.forget_old(by="system")
