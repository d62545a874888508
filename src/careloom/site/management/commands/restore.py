"""./careloom restore FILE"""

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.db import connection
from django.utils import timezone

from careloom.site import archive
from careloom.site.management.commands.import_all import Command as Import


class Command(Import):
    """Bring a backup back, on SQLite or PostgreSQL. With --replace the SQLite file that is there is put aside first."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--replace", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["replace"] and connection.vendor == "sqlite":
            try:
                archive.check(options["file"])
            except archive.ArchiveError as wrong:
                self.stderr.write(str(wrong))
                sys.exit(2)
            self._put_aside()
        super().handle(*args, **options)

    def _put_aside(self) -> None:
        connection.close()
        mark = timezone.now().strftime("%Y%m%d-%H%M%S")
        for end in ("", "-wal", "-shm"):
            file = settings.FOLDER / f"careloom.sqlite3{end}"
            if file.exists():
                file.rename(settings.FOLDER / f"before-restore-{mark}.sqlite3{end}")
        self.stdout.write(f"What was there is kept as before-restore-{mark}.sqlite3")
