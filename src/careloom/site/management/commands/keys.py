"""./careloom keys rotate"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    """Make a new key for the protected equality data and seal every row with it; can be started again after a stop."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["rotate"])

    def handle(self, *args: Any, **options: Any) -> None:
        from careloom.people.services import rotate_equality_key

        rows = rotate_equality_key(by="system")
        self.stdout.write(f"{rows} rows are sealed with the new key. Copy {settings.EQUALITY_KEY_FILE} again.")
