"""./careloom handover FILE"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from careloom.site import handover


class Command(BaseCommand):
    """Make one file with all that another body needs to take the centre over, and no secret."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        names = handover.write(options["file"])
        self.stdout.write(f"{len(names)} files are in {options['file']}; begin with README.md. It holds personal data.")
        self.stdout.write("The key of the equality data is not in it: hand it over apart, in person.")
