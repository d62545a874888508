"""What this room puts on the desk."""

from typing import Any

from django.utils.translation import gettext_lazy

PAGES = [("projects:ours", gettext_lazy("Our projects"), "centre_staff")]


def tasks(user: Any) -> list[dict[str, str]]:
    """Nothing waits here."""
    return []
