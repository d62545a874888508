"""What this room puts on the desk."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from careloom.evidence.models import Notice, ScreenRecord
from careloom.evidence.queries.answers import waiting_number
from careloom.evidence.queries.duplicates import asked
from careloom.evidence.queries.gaps import late_number
from careloom.evidence.queries.judging import waiting_number as waiting_judgements
from careloom.evidence.queries.summaries import again_number, waiting

PAGES = [
    ("evidence:desk", gettext_lazy("The evidence library"), "centre_staff"),
    ("evidence:screenings", gettext_lazy("Screening"), "coder"),
    ("evidence:questions", gettext_lazy("Enough evidence or not"), "centre_staff"),
    ("evidence:summary_inbox", gettext_lazy("Questions people ask us"), "centre_staff"),
    ("evidence:gap_list", gettext_lazy("Follow the gaps"), "centre_staff"),
    ("evidence:framework_list", gettext_lazy("Principles by source"), "centre_staff"),
    ("evidence:pool_list", gettext_lazy("People who want to take part in research"), "centre_staff"),
    ("evidence:partners", gettext_lazy("Partners who can answer gaps"), "centre_staff"),
]


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
    again, late = waiting_judgements(), late_number()
    rows.append((again, "evidence:questions", ngettext(
        "%d question lost a source: look again", "%d questions lost a source: look again", again)))  # fmt: skip
    rows.append((late, "evidence:gap_list", ngettext("%d gap waits too long", "%d gaps wait too long", late)))
    asked_us, stale = waiting().count(), again_number()
    rows.append((asked_us, "evidence:summary_inbox", ngettext(
        "%d question waits for an answer", "%d questions wait for an answer", asked_us)))  # fmt: skip
    rows.append((stale, "evidence:summary_inbox", ngettext(
        "%d summary must be looked at again", "%d summaries must be looked at again", stale)))  # fmt: skip
    conflicts = ScreenRecord.objects.filter(state="conflict", screening__ended_at=None).count()
    rows.append((conflicts, "evidence:screenings", ngettext(
        "%d record on which two screeners do not agree", "%d records on which two screeners do not agree",
        conflicts)))  # fmt: skip
    return [{"address": reverse(name), "words": words % number} for number, name, words in rows if number]
