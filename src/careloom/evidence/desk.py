"""What this room puts on the desk."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from careloom.evidence.models import Notice
from careloom.evidence.queries.answers import waiting_number
from careloom.evidence.queries.duplicates import asked

PAGES = [("evidence:desk", gettext_lazy("The evidence library"), "centre_staff")]


def tasks(user: Any) -> list[dict[str, str]]:
    """Notices for this reader, questions about duplicates, answers nobody has taken."""
    person = getattr(user, "person", None)
    notices = Notice.objects.filter(person_id=person.public_id, seen_at=None).count() if person else 0
    rows = [
        (notices, "evidence:desk", ngettext("%d thing you used was withdrawn or retracted",
                                            "%d things you used were withdrawn or retracted", notices)),
    ]  # fmt: skip
    questions = asked().count()
    rows.append((questions, "evidence:duplicates", ngettext(
        "%d question: are these two the same?", "%d questions: are these two the same?", questions)))  # fmt: skip
    answers = waiting_number()
    rows.append((answers, "evidence:answers", ngettext(
        "%d service told us what works", "%d services told us what works", answers)))  # fmt: skip
    return [{"address": reverse(name), "words": words % number} for number, name, words in rows if number]
