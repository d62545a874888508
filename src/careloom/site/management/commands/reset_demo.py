"""./careloom demo"""

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from careloom.site import archive, demo, real
from careloom.site.real import folder, numbers


class Command(BaseCommand):
    """Put the demo centre back as it was. Never touches a centre that is not a demo."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--real", action="store_true", help="the whole thread on real input, with seconds per step")
        parser.add_argument("--data", type=Path, help="the folder of real input; else ../shared/data beside this tree")

    def handle(self, *args: Any, **options: Any) -> None:
        data = self._real_input(options["data"]) if options["real"] else None
        call_command("migrate", verbosity=0)
        mark = settings.FOLDER / "demo"
        if not mark.exists() and not archive.is_empty():
            self.stderr.write("This centre is not a demo. Nothing was changed.")
            sys.exit(2)
        call_command("flush", interactive=False, verbosity=0)
        mark.write_text("This centre is a demo. Remove this file only if you know why.\n")
        if data:
            real.run(data, say=self.stdout.write)
            found = numbers.published()
            for part, shown in found.items():
                self.stdout.write(f"{numbers.digest(shown)[:16]}  {part}")
            self.stdout.write(f"The numbers it publishes: SHA-256 {numbers.digest(found)}")
        else:
            demo.load()
        self.stdout.write("The demo centre is as it was." if not data else "The whole thread has been walked.")

    def _real_input(self, given: Path | None) -> Path:
        try:
            return folder.find(given)
        except folder.NotHere as wrong:
            self.stderr.write(str(wrong))
            sys.exit(2)
