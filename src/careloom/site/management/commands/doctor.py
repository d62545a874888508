"""./careloom doctor"""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from careloom.site.doctor import complaints


class Command(BaseCommand):
    """Say in plain words what is wrong with this installation."""

    help = __doc__
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        found = complaints()
        for sentence in found:
            self.stdout.write(sentence)
        if found:
            sys.exit(1)
        self.stdout.write("All is well.")
