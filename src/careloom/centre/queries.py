"""What pages and other rooms read about the centre."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext

from careloom.centre.models import DeliveryModel, Figure, Objective, Phase, Place, RoleGroup, Topic


def topics() -> QuerySet[Topic]:
    """Topics by year, newest first, then by the process that named them."""
    return Topic.objects.order_by("-year", "process", "pk")


def role_groups() -> list[tuple[str, str]]:
    """(code, name in the reader's language where it has one) in the centre's order."""
    return [(slug, gettext(name)) for slug, name in RoleGroup.objects.order_by("order").values_list("slug", "name")]


def nations() -> list[tuple[str, str]]:
    """(code, name in the reader's language where it has one) of the nations, in a steady order."""
    rows = Place.objects.filter(kind="nation").order_by("path").values_list("slug", "name")
    return [(slug, gettext(name)) for slug, name in rows]


def figures() -> QuerySet[Figure]:
    """Figures in a steady order."""
    return Figure.objects.order_by("group", "measure", "year", "pk")


def places(kinds: tuple[str, ...] = ()) -> QuerySet[Place]:
    """The tree in reading order, or only some kinds."""
    rows = Place.objects.order_by("path")
    return rows.filter(kind__in=kinds) if kinds else rows


def place_named(text: str, *, nation: str = "") -> Place | None:
    """The one place that has exactly this name, in this nation if one is given; never a guess."""
    rows = Place.objects.filter(name__iexact=text.strip())
    if nation:
        rows = rows.filter(path__contains=f"{nation}/")
    found = list(rows[:2])
    return found[0] if len(found) == 1 else None


def about() -> dict[str, Any]:
    """Phases with every source's dates, objectives, delivery models with stages."""
    return {
        "phases": Phase.objects.order_by("order").prefetch_related("dates"),
        "objectives": Objective.objects.order_by("order"),
        "models": DeliveryModel.objects.order_by("order").prefetch_related("stages"),
    }
