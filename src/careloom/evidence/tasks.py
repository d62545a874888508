"""Background work of this room."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from careloom.evidence import services
from careloom.evidence.models import ImportRun, Question, Screening
from careloom.jobs.registry import job


@job("evidence.import", _("Bring in evidence from a file"), long=True)
def import_file(*, running: Any, run: str) -> None:
    """Read a file into the library, part by part."""
    services.read_file(run=ImportRun.objects.get(public_id=run), job=running)


@job("evidence.duplicates", _("Look for records that are the same"))
def duplicates(*, running: Any, by: str) -> None:
    """Look through the library for the same thing twice."""
    services.look_for_duplicates(by=by)


@job("evidence.index", _("Keep the search of the library up to date"), every=300)
def index(*, running: Any) -> None:
    """Words for items that have none, as after a restore."""
    services.index_missing()


@job("evidence.taken_back", _("Take away items whose answer was taken back"), every=300)
def taken_back(*, running: Any) -> None:
    """Whoever takes an answer back takes it out of the library too."""
    services.withdraw_taken_back(by="system")


@job("evidence.big-index", _("Keep the large search of the library up to date"), every=60, long=True)
def big_index(*, running: Any) -> None:
    """From a hundred thousand items, where the extra is installed."""
    services.keep_up()


@job("evidence.judge", _("Judge every question of evidence again"), every=3600)
def judge(*, running: Any) -> None:
    """Joined records and the turn of the year change what the rules say; only a change is written."""
    services.judge(questions=list(Question.objects.all()), by="system")


@job("evidence.rank", _("Put the records of a screening in a new order"))
def rank(*, running: Any, screening: str) -> None:
    """Learn from the answers so far."""
    services.screening.rank(screening=Screening.objects.get(public_id=screening))
