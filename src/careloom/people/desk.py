"""What this room puts on the desk."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy

from careloom.people import queries
from careloom.people.rules import RULES, own_nations

PAGES = [
    ("me", gettext_lazy("My details"), "signed_in"),
    ("people", gettext_lazy("People, roles and accounts"), "administrator"),
    ("organisations", gettext_lazy("Organisations and partners"), "centre_staff"),
    ("forget_somebody", gettext_lazy("Forget somebody who asked for it"), "administrator"),
]


def tasks(user: Any) -> list[dict[str, Any]]:
    """An administrator who is alone; agreements with partners that end within two months."""
    if not RULES["centre_staff"](user, {}):
        return []
    waits = []
    if RULES["administrator"](user, {}) and queries.only_one_has_a_role():
        words = gettext("Only you have a role yet. Add who works with you.")
        waits.append({"address": reverse("new_person"), "words": words})
    today = timezone.localdate()
    for row in queries.ending_soon(today, nations=own_nations(user)):
        named = {"name": row.organisation.name, "day": date_format(row.until_on or today)}
        words = gettext("An agreement with %(name)s ends on %(day)s.") % named
        waits.append({"address": reverse("organisation", args=[row.organisation.public_id]), "words": words})
    return waits
