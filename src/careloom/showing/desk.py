"""What this room puts on the desk."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from careloom.people.rules import RULES
from careloom.showing.queries import closure, pages, tools
from careloom.showing.updates.desk import tasks as updates_tasks

PAGES = [
    ("showing:telling", gettext_lazy("What came of it, and who was told"), "centre_staff"),
    ("showing:log", gettext_lazy("Answers we promised"), "centre_staff"),
    ("showing:open_desk", gettext_lazy("Open data"), "centre_staff"),
    ("showing:giving", gettext_lazy("What groups gave and got back"), "centre_staff"),
    ("showing:future", gettext_lazy("How the centre may go on"), "centre_staff"),
    ("showing:desk_posts", gettext_lazy("News we write"), "centre_staff"),
    ("showing:desk_media", gettext_lazy("Media items"), "centre_staff"),
    ("showing:desk_issues", gettext_lazy("The newsletter we send"), "centre_staff"),
]


def tasks(user: Any) -> list[dict[str, str]]:
    """Debts, letters and calls, what is parked until today, and this reader's own late promises."""
    if not RULES["centre_staff"](user, {}):
        return []
    found = []
    if debts := closure.debts().count():
        words = ngettext("%d person has waited over 90 days to hear what came of it",
                         "%d people have waited over 90 days to hear what came of it", debts) % debts  # fmt: skip
        found.append({"address": reverse("showing:debts"), "words": words})
    if ready := pages.ready_messages().count():
        words = ngettext("%d letter or call waits for you", "%d letters and calls wait for you", ready) % ready
        found.append({"address": reverse("showing:telling"), "words": words})
    if again := pages.again_due(date.today()).count():
        words = ngettext("%d idea was parked until now", "%d ideas were parked until now", again) % again
        found.append({"address": reverse("showing:telling"), "words": words})
    if ending := tools.ending_soon(user.person.public_id):
        words = ngettext("%d token of a tool of yours ends within two weeks",
                         "%d tokens of your tools end within two weeks", ending) % ending  # fmt: skip
        found.append({"address": reverse("showing:tokens"), "words": words})
    mine = pages.replies_open().filter(owner_id=user.person.public_id, due_on__lte=date.today())
    for reply in mine[:10]:
        found.append({"address": reverse("showing:reply", args=[reply.public_id]),
                      "words": str(gettext_lazy("You promised an answer by today or earlier"))})  # fmt: skip
    return found + updates_tasks(user)
