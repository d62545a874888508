"""What the roof's own pages show."""

from datetime import timedelta
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careloom.centre import queries as centre
from careloom.evidence.queries import gaps, library
from careloom.evidence.queries.pipeline import projects_named
from careloom.jobs import queries as jobs
from careloom.people.rules import RULES
from careloom.projects import queries as projects
from careloom.showing.queries import closure
from careloom.showing.queries import pages as came_of_it
from careloom.showing.updates.queries import dates, posts

FEW = 50
SOON = timedelta(days=60)


def home(edition: str) -> dict[str, Any]:
    """What the centre heard, decided, does and learned, told in numbers of now; the newest posts; what is coming."""
    heard, came = closure.heard(), came_of_it.counts()["decision"]
    return {
        "answers": _nearly(heard["voices"]), "people": _nearly(heard["people"]), "told": _nearly(heard["told"]),
        "decided": came.get("changed", 0), "parked": came.get("parked", 0), "declined": came.get("declined", 0),
        "projects": projects.projects().count(), "known": library.found(library.Filters()).count(),
        "gaps": gaps.gaps().count(), "posts": [posts.row_of(post, edition) for post in posts.published()[:2]],
        "coming": dates.coming()[:3],
    }  # fmt: skip


def _nearly(number: int) -> int:
    """Rounded down to tens, and nothing below fifty: two visits must not show what one person did between them."""
    return number // 10 * 10 if number >= FEW else 0


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
    from_rooms = [task for desk in desks() for task in desk.tasks(user)]
    return [*from_rooms, *_register_tasks(), *_work_tasks(user), *_centre_tasks(user)]


def _work_tasks(user: Any) -> list[dict[str, str]]:
    failed = jobs.numbers()["failed"] if RULES["administrator"](user, {}) else 0
    words = ngettext("%d piece of background work failed", "%d pieces of background work failed", failed)
    return [{"address": reverse("jobs:work"), "words": words % failed}] if failed else []


def _centre_tasks(user: Any) -> list[dict[str, str]]:
    """Words without which no form works, and seats in a body that end within two months."""
    if not RULES["administrator"](user, {}):
        return []
    found = [{"address": reverse("centre:new", args=[kind.code]),
              "words": _("Your centre has none of these yet: %(words)s") % {"words": kind.plural}}
             for kind in centre.missing()]  # fmt: skip
    ending = centre.terms_to_end(timezone.localdate() + SOON).count()
    words = ngettext("%d seat in a body ends within two months", "%d seats in bodies end within two months", ending)
    return found + ([{"address": reverse("centre:kind", args=["seats"]), "words": words % ending}] if ending else [])


def _register_tasks() -> list[dict[str, str]]:
    known = list(projects.projects())
    return _incomplete(sum(1 for project in known if project.unknown)) + _lost({
        name for project in known for name in (project.register_id, project.public_id)})  # fmt: skip


def _lost(names: set[str]) -> list[dict[str, str]]:
    """Studies whose findings would be put to work by a project that nobody knows."""
    lost = sum(name not in names for name in projects_named())
    words = ngettext("%d study names a project that is not on the register",
                     "%d studies name a project that is not on the register", lost)  # fmt: skip
    return [{"address": reverse("evidence:partners"), "words": words % lost}] if lost else []


def _incomplete(open_ends: int) -> list[dict[str, str]]:
    if not open_ends:
        return []
    words = ngettext(
        "%d project on the register is incomplete: something is not known yet",
        "%d projects on the register are incomplete: something is not known yet",
        open_ends,
    )
    return [{"address": reverse("projects:list"), "words": words % open_ends}]
