"""What this room puts on the desk."""

from typing import Any

from django.utils.translation import gettext_lazy

PAGES = [
    ("centre:words", gettext_lazy("The centre’s own words"), "administrator"),
    ("centre:budget", gettext_lazy("Budget"), "leadership"),
]


def tasks(user: Any) -> list[dict[str, str]]:
    """Nothing: this room does not know who keeps the words; the roof does."""
    return []
