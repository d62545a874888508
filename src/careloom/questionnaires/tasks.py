"""This room's background work."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from careloom.jobs.registry import job
from careloom.jobs.services import progress
from careloom.questionnaires import services

DAY = 86_400


@job("questionnaires.forget_old_drafts", _("Forget answers that were never sent"), every=DAY)
def forget_old_drafts(*, running: Any) -> None:
    """Saved answers and files that nobody sent go after 60 days."""
    services.forget_old(by="system")


@job("questionnaires.intake", _("Bring in answers from a file"), long=True)
def intake(*, running: Any, intake: str) -> Any:
    """Take the rows of a file whose columns were matched."""

    def say(done: int, total: int) -> None:
        progress(running, done=done, total=total, sentence=f"{done} of {total}")

    return services.run_intake(public_id=intake, by=running.by, progress=say)
