"""./careloom worker"""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from careloom.jobs.worker import run


class Command(BaseCommand):
    """One more worker for background jobs."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        run(stop)
