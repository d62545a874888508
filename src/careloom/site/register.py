"""Bringing the register in from a folder of CSV files."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from careloom.calls import services as calls
from careloom.centre import services as centre
from careloom.centre.reading import ReadingError, Row, read_rows
from careloom.involvement import services as involvement
from careloom.projects import services as projects
from careloom.projects.services import Warned

Importer = Callable[..., dict[str, int]]


@dataclass
class Report:
    """What came of one file."""

    file: str
    counts: dict[str, int] = field(default_factory=dict)
    warnings: list[Warned] = field(default_factory=list)


FILES: dict[str, tuple[str, list[str], Importer]] = {
    "priorities.csv": ("", ["process", "year", "item", "level", "count", "unit", "source", "note"],
                       centre.import_topics),
    "people.csv": ("", ["group", "measure", "value", "unit", "role_or_nation", "year", "source", "note"],
                   centre.import_figures),
    "rules.csv": ("", ["area", "rule", "testable_number", "source", "confidence"], centre.import_rules),
    "payment-rates.csv": ("", ["body", "item", "amount_gbp", "unit", "valid_from", "source", "confidence"],
                          involvement.import_rates),
    "payment-rules.csv": ("rule", ["rule", "detail", "source", "confidence"], involvement.import_rules),
    "eoi.csv": ("", ["scheme", "year", "kind", "text_in_our_words", "number", "source"], calls.import_facts),
}  # fmt: skip
PROJECTS = ["project_id", "cohort", "model", "topic", "host", "place", "nation", "start", "end", "source", "confidence",
            "note"]  # fmt: skip


def import_folder(folder: Path, *, by: str) -> list[Report]:
    """Bring in every file of the register that is there. One transaction a file; a file that fails changes nothing.

    Raises ReadingError for the first file that cannot be read; files before it stay imported.
    """
    if not folder.is_dir():
        raise ReadingError("folder", file=str(folder), line=0, expected="a folder of CSV files", found="no such folder")
    reports = []
    for name, (key, columns, importer) in FILES.items():
        if (folder / name).exists():
            rows = read_rows((folder / name).read_bytes(), file=name, columns=columns, key=key)
            reports.append(Report(name, importer(rows, by=by)))
    if (folder / "projects.csv").exists():
        rows = read_rows(
            (folder / "projects.csv").read_bytes(), file="projects.csv", columns=PROJECTS, key="project_id"
        )
        reports.append(_import_projects(rows, by))
    if not reports:
        raise ReadingError("empty", file=str(folder), line=0, expected="projects.csv or another file of the register",
                           found="none of them")  # fmt: skip
    return reports


@transaction.atomic
def _import_projects(rows: list[Row], by: str) -> Report:
    report = Report("projects.csv", {"added": 0, "changed": 0, "unchanged": 0})
    for row in rows:
        state, warned = projects.import_project(row, file="projects.csv", by=by)
        report.counts[state] += 1
        report.warnings += warned
    return report
