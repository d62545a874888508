"""Background work of this room."""

from typing import Any

from careloom.evidence import services
from careloom.evidence.models import ImportRun
from careloom.jobs.registry import job


@job("evidence.import", long=True)
def import_file(*, running: Any, run: str) -> None:
    """Read a file into the library, part by part."""
    services.read_file(run=ImportRun.objects.get(public_id=run), job=running)


@job("evidence.duplicates")
def duplicates(*, running: Any, by: str) -> None:
    """Look through the library for the same thing twice."""
    services.look_for_duplicates(by=by)


@job("evidence.index", every=300)
def index(*, running: Any) -> None:
    """Words for items that have none, as after a restore."""
    services.index_missing()
