"""What the roof's own pages show."""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.apps import apps
from django.urls import reverse
from django.utils.translation import ngettext

from careloom.centre import queries as centre
from careloom.jobs import queries as jobs
from careloom.people.rules import RULES
from careloom.projects import queries as projects


def home_facts() -> dict[str, int]:
    """Counts for the home page."""
    return {
        "projects": projects.projects().count(),
        "topics": centre.topics().count(),
        "figures": centre.figures().count(),
    }


def desks() -> list[ModuleType]:
    """Each room's `desk` module: `tasks(user)` says what waits; PAGES lists (address name, words, access rule)."""
    names = [f"{app.name}.desk" for app in apps.get_app_configs() if app.name.startswith("careloom.")]
    return [import_module(name) for name in names if find_spec(name)]


def pages_for(user: Any) -> list[dict[str, Any]]:
    """The staff pages that this reader may open."""
    rows = [row for desk in desks() for row in getattr(desk, "PAGES", [])]
    return [{"address": reverse(name), "words": words} for name, words, rule in rows if RULES[rule](user, {})]


def what_needs_doing(user: Any) -> list[dict[str, str]]:
    """What waits for a person, as sentences with an address."""
    return [task for desk in desks() for task in desk.tasks(user)] + _register_tasks() + _work_tasks(user)


def _work_tasks(user: Any) -> list[dict[str, str]]:
    failed = jobs.numbers()["failed"] if RULES["administrator"](user, {}) else 0
    words = ngettext("%d piece of background work failed", "%d pieces of background work failed", failed)
    return [{"address": reverse("jobs:work"), "words": words % failed}] if failed else []


def _register_tasks() -> list[dict[str, str]]:
    open_ends = sum(1 for project in projects.projects() if project.unknown)
    if not open_ends:
        return []
    words = ngettext(
        "%d project on the register is incomplete: something is not known yet",
        "%d projects on the register are incomplete: something is not known yet",
        open_ends,
    )
    return [{"address": reverse("projects:list"), "words": words % open_ends}]
