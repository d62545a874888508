"""./careloom export FILE"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from careloom.site import archive


class Command(BaseCommand):
    """Write all data of the centre into one open file, while it runs."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        rows = sum(archive.write(options["file"]).values())
        self.stdout.write(f"{rows} rows are in {options['file']}. The key of the equality data is not: keep it apart.")
