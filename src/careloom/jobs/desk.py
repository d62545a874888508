"""What this room puts on the desk."""

from typing import Any

from django.utils.translation import gettext_lazy

PAGES = [("jobs:work", gettext_lazy("Background work"), "centre_staff")]


def tasks(user: Any) -> list[dict[str, str]]:
    """Nothing: this room does not know who may mend what failed; the roof does."""
    return []
