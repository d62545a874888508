"""What this room puts on the desk."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careloom.questionnaires import queries

PAGES = [("questionnaires:building", gettext_lazy("Questionnaires"), "centre_staff")]
SOON = timedelta(days=7)


def tasks(user: Any) -> list[dict[str, str]]:
    """What waits for this reader, as {"address", "words"}: texts to check, and what closes within a week."""
    found = [
        {"address": reverse("questionnaires:build", args=[slug]),
         "words": _("%(name)s: %(n)s texts wait for a check") % {"name": name, "n": number}}
        for slug, name, number in queries.texts_to_check()
    ]  # fmt: skip
    today = timezone.localdate()
    return found + [
        {"address": reverse("questionnaires:build", args=[form.slug]),
         "words": _("%(name)s closes on %(day)s") % {"name": form.name, "day": form.closes_on.strftime("%d/%m/%Y")}}
        for form in queries.closing(today, today + SOON) if form.closes_on
    ]  # fmt: skip
