"""What this room puts on the desk."""

from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from careloom.conversations.models import Statement
from careloom.people.rules import RULES

PAGES = [("conversations:prepare_all", gettext_lazy("Conversations"), "centre_staff")]


def tasks(user: Any) -> list[dict[str, str]]:
    """Statements that wait to be read, as {"address", "words"}."""
    if not RULES["centre_staff"](user, {}):
        return []
    rows = Statement.objects.filter(state=Statement.State.WAITING).values("conversation__slug", "conversation__name")
    found = []
    for row in rows.annotate(n=Count("pk")).order_by("conversation__slug"):
        words = ngettext("%(n)d statement waits to be read: %(name)s", "%(n)d statements wait to be read: %(name)s",
                         row["n"]) % {"n": row["n"], "name": row["conversation__name"]}  # fmt: skip
        found.append({"address": reverse("conversations:prepare", args=[row["conversation__slug"]]), "words": words})
    return found
