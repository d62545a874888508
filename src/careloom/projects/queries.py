"""What pages read about projects."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from careloom.projects.models import Project

# What the centre announced for a cohort, beside what stands on the register.
PUBLISHED_TOTALS = [
    {"cohort": "2026-27", "number": 22, "source": "impact.bham.ac.uk/2026/02/09/22-projects-in-2026-27"}
]
COLUMNS = ["register_id", "title", "cohort", "model", "nation", "hosts", "places", "starts", "ends", "unknown",
           "source", "confidence", "note"]  # fmt: skip


@dataclass(frozen=True)
class Filters:
    """What a reader asked for in the address."""

    year: str = ""
    model: str = ""
    nation: str = ""
    words: str = ""


def projects(filters: Filters | None = None) -> QuerySet[Project]:
    """Projects by title: never a ranking."""
    asked = filters or Filters()
    rows = Project.objects.select_related("model", "cohort", "nation").prefetch_related("hosts", "places")
    if asked.year:
        rows = rows.filter(cohort__label=asked.year)
    if asked.model:
        rows = rows.filter(model__slug=asked.model)
    if asked.nation:
        rows = rows.filter(nation__slug=asked.nation)
    for word in asked.words.split()[:6]:
        rows = rows.filter(Q(title__icontains=word) | Q(hosts__name__icontains=word)).distinct()
    return rows.order_by("title", "pk")


def as_row(project: Project) -> dict[str, Any]:
    """One project as plain values, for files."""
    return {
        "register_id": project.register_id, "title": project.title, "cohort": str(project.cohort or ""),
        "model": str(project.model or ""), "nation": str(project.nation or ""),
        "hosts": "; ".join(h.name for h in project.hosts.all()),
        "places": "; ".join(p.written for p in project.places.all()),
        "starts": project.starts, "ends": project.ends, "unknown": ", ".join(project.unknown),
        "source": project.source, "confidence": project.confidence, "note": project.note,
    }  # fmt: skip


def disagreements() -> list[dict[str, Any]]:
    """Published totals that differ from what is recorded here."""
    found = []
    for said in PUBLISHED_TOTALS:
        here = Project.objects.filter(cohort__label=said["cohort"]).count()
        if here != said["number"]:
            found.append({**said, "here": here})
    return found


def coverage() -> dict[str, Any]:
    """How many projects each nation has in each cohort; a project without a cohort counts as 'not known'."""
    pairs = Project.objects.order_by().values_list("nation__name", "cohort__label")
    counts = Counter((nation or "", cohort or "") for nation, cohort in pairs)
    nations = sorted({n for n, _ in counts})
    cohorts = sorted({c for _, c in counts}, key=lambda c: (c == "", c))
    rows = [{"nation": n, "counts": [counts[n, c] for c in cohorts], "total": sum(counts[n, c] for c in cohorts)}
            for n in nations]  # fmt: skip
    return {"cohorts": cohorts, "rows": rows, "total": counts.total()}
