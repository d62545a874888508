"""The ground floor's own background work."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from careloom.jobs.registry import job
from careloom.thread import services as thread


@job("thread.seal", _("Seal the trace"), every=300)
def seal(*, running: Any) -> None:
    """Seal what has been written since the last block."""
    thread.seal(by="system")
