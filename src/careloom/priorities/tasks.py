"""Background work of this room."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careloom.jobs.registry import job
from careloom.jobs.services import enqueue, progress
from careloom.priorities import services
from careloom.priorities.counting import result_of
from careloom.priorities.models import BallotScan, Round


@job("priorities.count", _("Count the ballots of a round"), long=True)
def count(*, running: Any, round: str) -> Callable[[], Any]:
    """Count a closed round; gives the last writes."""
    of = Round.objects.get(public_id=round)
    data = result_of(of)
    return lambda: services.keep_count(round=of, data=data, by="system")


@job("priorities.read_scan", _("Read scans of ballots of a round"), long=True)
def read_scan(*, running: Any, scan: str) -> Callable[[], Any]:
    """Count the ballots of one scan."""
    one = BallotScan.objects.select_related("round").get(public_id=scan)

    def say(done: int, total: int, sentence: str) -> None:
        progress(running, done=done, total=total, sentence=sentence)

    return services.read_ballot_scan(scan=one, by=running.by, say=say)


@job("priorities.close", _("Close rounds that have ended"), every=300)
def close(*, running: Any) -> None:
    """Close rounds whose last day is over, and have them counted."""
    for of in services.close_due(today=timezone.localdate(), by="system"):
        enqueue(name="priorities.count", by="system", arguments={"round": of.public_id})
