"""What this room puts on the desk."""

from typing import Any

from django.utils.translation import gettext_lazy

PAGES = [("forget_somebody", gettext_lazy("Forget somebody who asked for it"), "administrator")]


def tasks(user: Any) -> list[dict[str, str]]:
    """Nothing waits here: people ask, and then it is done."""
    return []
