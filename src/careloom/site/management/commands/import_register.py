"""./careloom import register DIR"""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from careloom.centre.reading import ReadingError
from careloom.centre.services import load_defaults
from careloom.site.register import import_folder


class Command(BaseCommand):
    """Bring in projects, topics, figures, rules and payment facts from CSV files."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        load_defaults(by="system")
        try:
            reports = import_folder(options["folder"], by="system")
        except ReadingError as wrong:
            values = {"file": wrong.file, "line": wrong.line, "expected": wrong.expected, "found": wrong.found}
            error = {"code": wrong.code, "message": str(wrong), "values": values}
            self.stderr.write(json.dumps({"error": error}) if options["json"] else f"{wrong}. Nothing of it was saved.")
            sys.exit(2)
        if options["json"]:
            self.stdout.write(json.dumps({"files": [asdict(report) for report in reports]}))
            return
        for report in reports:
            counts = ", ".join(f"{number} {state}" for state, number in report.counts.items())
            self.stdout.write(f"{report.file}: {counts}")
            for warning in report.warnings:
                self.stdout.write(f"  line {warning.line}: {warning.reason}")
