"""Topics, figures, places, and what the centre is."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from careloom.centre import queries
from careloom.centre.downloads import as_csv, as_json
from careloom.ui.access import allow
from careloom.ui.pages import show

TOPIC_COLUMNS = ["year", "process", "level", "name", "count", "unit", "source", "note"]
FIGURE_COLUMNS = ["group", "measure", "value", "unit", "role_or_nation", "year", "source", "note"]
PLACE_COLUMNS = ["slug", "name", "kind", "official_code", "path", "source", "confidence"]


def _download(kind: str, name: str, columns: list[str], rows: Any) -> HttpResponse:
    return as_csv(name, columns, rows) if kind == "csv" else as_json(rows)


@allow("anyone")
def topics(request: HttpRequest) -> HttpResponse:
    """What has been named as a priority, by whom and when."""
    year = request.GET.get("year", "")
    rows = queries.topics().filter(year=year) if year else queries.topics()
    years = queries.topics().order_by("-year").values_list("year", flat=True).distinct()
    return show(request, "centre/topics", {"topics": rows[:200], "year": year, "years": years})


@allow("anyone")
def topics_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The same topics as a file."""
    return _download(kind, "topics", TOPIC_COLUMNS, queries.topics().values(*TOPIC_COLUMNS))


@allow("anyone")
def figures(request: HttpRequest) -> HttpResponse:
    """Who took part, as published, with the source of each figure."""
    return show(request, "centre/figures", {"figures": queries.figures()[:100]})


@allow("anyone")
def figures_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The same figures as a file."""
    return _download(kind, "figures", FIGURE_COLUMNS, queries.figures().values(*FIGURE_COLUMNS))


@allow("anyone")
def places(request: HttpRequest) -> HttpResponse:
    """The places of the centre."""
    return show(request, "centre/places", {"places": queries.larger_places()})


@allow("anyone")
def places_file(request: HttpRequest, kind: str) -> HttpResponse:
    """Every place, as a file."""
    return _download(kind, "places", PLACE_COLUMNS, queries.places().values(*PLACE_COLUMNS))


@allow("anyone")
def about(request: HttpRequest) -> HttpResponse:
    """Phases, objectives and delivery models of today."""
    found = queries.about()
    now = {name: queries.offered(found[name]) for name in ("objectives", "models")}
    return show(request, "centre/about", {**found, **now})


@allow("anyone")
def governance(request: HttpRequest) -> HttpResponse:
    """Who decides what: bodies, who sits in them, what they decided."""
    return show(request, "centre/governance", {"bodies": queries.bodies(timezone.localdate())})
