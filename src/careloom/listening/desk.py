"""What this room puts on the desk."""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careloom.listening import queries
from careloom.people.rules import RULES

PAGES = [
    ("listening:surveys", gettext_lazy("Who is missing"), "centre_staff"),
    ("listening:code_books", gettext_lazy("Themes from answers"), "coder"),
]
SOON = timedelta(days=7)


def tasks(user: Any) -> list[dict[str, str]]:
    """The outreach of this reader that is due within a week, late ones first; who waits for paper or a message."""
    today = date.today()
    found = []
    for task in queries.due(user.person.public_id, today + SOON):
        words = _("Late: %(what)s") if task.due_on < today else _("Due soon: %(what)s")
        found.append({"address": reverse("listening:task", args=[task.questionnaire.slug, task.number]),
                      "words": words % {"what": task.next_action}})  # fmt: skip
    if RULES["centre_staff"](user, {}):
        found += [{"address": reverse("listening:paper_desk", args=[of.slug]),
                   "words": _("%(n)s asked for paper or a call: %(name)s") % {"n": n, "name": of.name}}
                  for of, n in queries.paper_asked()]  # fmt: skip
        found += [{"address": reverse("listening:launching", args=[of.slug]),
                   "words": _("%(n)s wait for the message that it is open: %(name)s") % {"n": n, "name": of.name}}
                  for of, n in queries.left_to_write()]  # fmt: skip
    return found
