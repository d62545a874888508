"""What this room puts on the desk."""

from typing import Any

from django.utils.translation import gettext_lazy

PAGES = [("questionnaires:building", gettext_lazy("Questionnaires"), "centre_staff")]


def tasks(user: Any) -> list[dict[str, str]]:
    """What waits for this reader, as {"address", "words"}."""
    return []
