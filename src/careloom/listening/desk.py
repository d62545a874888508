"""What this room puts on the desk."""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careloom.listening import queries
from careloom.listening.queries import coding
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
    if RULES["coder"](user, {}):
        found += _coding(user)
    return found


def _coding(user: Any) -> list[dict[str, str]]:
    """What waits in the workbench: a first look, a talk, a second signature, a translator, and reading itself."""
    found = []
    for row in coding.waiting_work():
        at, name = [row["book"].questionnaire.slug, row["book"].question], row["book"].name
        found += [{"address": reverse(f"listening:{page}", args=at), "words": words % {"n": row[key], "name": name}}
                  for key, page, words, rule in [
                      ("to_look", "code_screening", _("%(name)s: answers that a person should look at first, %(n)s"),
                       "analyst"),
                      ("talks", "code_talks", _("%(name)s: answers to talk about, %(n)s"), "coder"),
                      ("to_translate", "code_languages", _("%(name)s: answers that wait for a translator, %(n)s"),
                       "coder"),
                      ("left", "code_read", _("%(name)s: answers that wait to be read, %(n)s"), "coder"),
                  ] if row[key] and RULES[rule](user, {})]  # fmt: skip
    for theme in coding.themes_to_sign(user.person.public_id):
        at = [theme.codebook.questionnaire.slug, theme.codebook.question, theme.guid]
        found.append({"address": reverse("listening:code_theme", args=at),
                      "words": _("A theme waits for a second person: %(name)s") % {"name": theme.name}})  # fmt: skip
    return found
