"""./careloom demo"""

import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from careloom.site import archive, demo


class Command(BaseCommand):
    """Put the demo centre back as it was. Never touches a centre that is not a demo."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        mark = settings.FOLDER / "demo"
        if not mark.exists() and not archive.is_empty():
            self.stderr.write("This centre is not a demo. Nothing was changed.")
            sys.exit(2)
        call_command("flush", interactive=False, verbosity=0)
        demo.load()
        mark.write_text("This centre is a demo. Remove this file only if you know why.\n")
        self.stdout.write("The demo centre is as it was.")
