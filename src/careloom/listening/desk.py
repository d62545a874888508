"""What this room puts on the desk."""

from typing import Any

from django.utils.translation import gettext_lazy

PAGES = [("listening:surveys", gettext_lazy("Who is missing"), "centre_staff")]


def tasks(user: Any) -> list[dict[str, str]]:
    """What waits for this reader, as {"address", "words"}."""
    return []
