"""What this room puts on the desk."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careloom.people.rules import RULES
from careloom.priorities.models import Choice, ProgrammeComment

PAGES = [("priorities:prepare_all", gettext_lazy("Priorities"), "centre_staff")]


def tasks(user: Any) -> list[dict[str, str]]:
    """Parked topics to look at again, and comments on the programme without an answer."""
    if not RULES["centre_staff"](user, {}):
        return []
    due = Choice.objects.filter(kind=Choice.Kind.PARKED, review_on__lte=timezone.localdate())
    found = [
        {"address": reverse("priorities:decide", args=[c.candidate.round.slug, c.candidate.number]),
         "words": _("Look again at what waits: %s") % c.candidate.title}
        for c in due.select_related("candidate__round").order_by("review_on", "pk")
    ]  # fmt: skip
    open_ = ProgrammeComment.objects.filter(answer="").select_related("version__programme__round").order_by("pk")
    return found + [
        {"address": reverse("priorities:prepare_programme", args=[c.version.programme.round.slug]),
         "words": _("%s waits for an answer about the work programme") % c.assembly} for c in open_
    ]  # fmt: skip
