"""What pages read about projects."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from careloom.centre.models import Objective, Place
from careloom.projects.models import Project

# What the centre announced for a cohort, beside what stands on the register.
PUBLISHED_TOTALS = [
    {"cohort": "2026-27", "number": 22, "source": "impact.bham.ac.uk/2026/02/09/22-projects-in-2026-27"}
]
COLUMNS = ["register_id", "title", "cohort", "model", "nation", "hosts", "places", "topics", "starts", "ends",
           "unknown", "source", "confidence", "note"]  # fmt: skip


@dataclass(frozen=True)
class Filters:
    """What a reader asked for in the address."""

    year: str = ""
    model: str = ""
    nation: str = ""
    topic: str = ""
    words: str = ""


def projects(filters: Filters | None = None, *, nations: Collection[str] | None = None) -> QuerySet[Project]:
    """Projects by title: never a ranking; `nations`: only those of these, and of no nation that we know."""
    asked = filters or Filters()
    rows = Project.objects.select_related("model", "cohort", "nation").prefetch_related("hosts", "places", "topics")
    if asked.year:
        rows = rows.filter(cohort__label=asked.year)
    if asked.model:
        rows = rows.filter(model__slug=asked.model)
    if asked.nation:
        rows = rows.filter(nation__slug=asked.nation)
    if nations is not None:
        rows = rows.filter(Q(nation__slug__in=nations) | Q(nation=None))
    if asked.topic:
        rows = rows.filter(topics__slug=asked.topic).distinct()
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
        "topics": "; ".join(t.name for t in project.topics.all()),
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
    """How many projects each topic has in each nation and cohort; what is not known counts under an empty name.

    A project about two topics counts under each of them, and once in the total.
    """
    found = Project.objects.order_by().values_list("pk", "topics__name", "nation__name", "cohort__label").distinct()
    known = [(pk, topic or "", nation or "", cohort or "") for pk, topic, nation, cohort in found]
    counts = Counter((topic, nation, cohort) for _, topic, nation, cohort in known)
    once = Counter((nation, cohort) for _, nation, cohort in {(pk, n, c) for pk, _, n, c in known})
    cohorts = sorted({c for *_, c in known}, key=lambda c: (c == "", c))
    nations = sorted({n for _, n, _ in counts})
    pairs = sorted({(t, n) for t, n, _ in counts}, key=lambda p: (p[0] == "", p))
    return {
        "cohorts": cohorts,
        "rows": [{"nation": n, "counts": [once[n, c] for c in cohorts], "total": sum(once[n, c] for c in cohorts)}
                 for n in nations],
        "topics": [{"topic": t, "nation": n, "counts": [counts[t, n, c] for c in cohorts]} for t, n in pairs],
        "total": once.total(), "map": on_the_map(),
    }  # fmt: skip


def by_objective() -> dict[str, Any]:
    """{rows: [{objective, projects}], none: projects that name none}; an objective without a project is a gap."""
    rows = Objective.objects.annotate(number=Count("project", distinct=True)).order_by("order")
    return {"rows": [{"objective": row, "projects": row.number} for row in rows],
            "none": Project.objects.filter(objectives=None).count()}  # fmt: skip


def coverage_rows() -> list[dict[str, Any]]:
    """The same counts, a row for each topic, nation and cohort, for files."""
    found = coverage()
    return [
        {"topic": row["topic"], "nation": row["nation"], "cohort": cohort, "projects": count}
        for row in found["topics"]
        for cohort, count in zip(found["cohorts"], row["counts"], strict=True)
    ]


def on_the_map() -> list[dict[str, Any]]:
    """Places with a tile, each with the number of projects that work in it or anywhere inside it."""
    places = Project.objects.order_by().values_list("pk", "nation__path", "places__place__path")
    at = [(pk, path) for pk, *paths in places for path in paths if path]
    tiles = Place.objects.exclude(tile_row=None).order_by("path")
    return [
        {"label": place.name, "row": place.tile_row, "column": place.tile_column,
         "value": len({pk for pk, path in at if path.startswith(place.path)})}
        for place in tiles
    ]  # fmt: skip
