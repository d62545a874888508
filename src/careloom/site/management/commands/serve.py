"""./careloom run"""

import os
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    """Open the centre on this machine: migrate, load the demo into an empty centre, serve."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-demo", action="store_true", help="leave an empty centre empty")

    def handle(self, *args: Any, **options: Any) -> None:
        from careloom.site import demo
        from careloom.site.serving import Server, port_is_free

        host, port = options["host"], options["port"]
        if not port_is_free(host, port):
            self.stderr.write(f"Port {port} is taken by another program. Try: ./careloom run --port {port + 1}")
            sys.exit(2)
        call_command("migrate", verbosity=0)
        mark = settings.FOLDER / "demo"
        if demo.is_empty() and not options["no_demo"]:
            demo.load()
            mark.write_text("This centre is a demo. Remove this file only if you know why.\n")
        if mark.exists():
            os.environ["CARELOOM_DEMO"] = "1"
            settings.DEMO = True
        self._say(host, port, demo.is_empty())
        Server(host, port).run()

    def _say(self, host: str, port: int, empty: bool) -> None:
        self.stdout.write(f"\nCareloom is open at http://{host}:{port}/")
        if settings.DEMO:
            self.stdout.write("This is a demo centre. Choose “Sign in” and take one of the made-up people:")
            self.stdout.write("  Rosa (engagement lead), Megan (national lead, Wales), Amir (analyst),")
            self.stdout.write("  Ada (administrator), Grace (draws on care), Tom (carer)")
        elif empty:
            self.stdout.write("Nobody runs this centre yet. In another window: ./careloom admin YOUR-EMAIL")
        self.stdout.write(f"Everything is kept in {settings.FOLDER}. To stop, press Ctrl+C.\n")
        self.stdout.flush()
