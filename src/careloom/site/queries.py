"""What the roof's own pages show."""

from django.urls import reverse
from django.utils.translation import ngettext

from careloom.centre import queries as centre
from careloom.projects import queries as projects


def home_facts() -> dict[str, int]:
    """Counts for the home page."""
    return {
        "projects": projects.projects().count(),
        "topics": centre.topics().count(),
        "figures": centre.figures().count(),
    }


def what_needs_doing() -> list[dict[str, str]]:
    """What waits for a person, as sentences with an address."""
    open_ends = sum(1 for project in projects.projects() if project.unknown)
    if not open_ends:
        return []
    words = ngettext(
        "%d project on the register is incomplete: something is not known yet",
        "%d projects on the register are incomplete: something is not known yet",
        open_ends,
    )
    return [{"address": reverse("projects:list"), "words": words % open_ends}]
