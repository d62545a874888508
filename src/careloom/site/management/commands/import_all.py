"""./careloom import FILE"""

import sys
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from careloom.people.services import erase_again
from careloom.site import archive


class Command(BaseCommand):
    """Bring all data from a file into an empty centre, all of it or nothing."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        try:
            rows = sum(archive.read(options["file"]).values())
        except archive.ArchiveError as wrong:
            self.stderr.write(str(wrong))
            sys.exit(2)
        again = erase_again(by="system")
        self.stdout.write(f"{rows} rows were brought in.")
        if again:
            self.stdout.write(f"{again} people who were forgotten since this file was made are forgotten here too.")
