"""What this room puts on the desk."""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careloom.listening import queries

PAGES = [("listening:surveys", gettext_lazy("Who is missing"), "centre_staff")]
SOON = timedelta(days=7)


def tasks(user: Any) -> list[dict[str, str]]:
    """The outreach of this reader that is due within a week, late ones first."""
    today = date.today()
    found = []
    for task in queries.due(user.person.public_id, today + SOON):
        words = _("Late: %(what)s") if task.due_on < today else _("Due soon: %(what)s")
        found.append({"address": reverse("listening:task", args=[task.questionnaire.slug, task.number]),
                      "words": words % {"what": task.next_action}})  # fmt: skip
    return found
