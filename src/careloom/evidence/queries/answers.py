"""Answers to 'Tell us what works', read through the form engine, as practice items to be."""

from typing import Any

from careloom.evidence.models import PracticeNote
from careloom.questionnaires import queries as forms
from careloom.questionnaires.models import AnswerSet, Questionnaire

SLUG = "what-works"


def _sent() -> list[AnswerSet]:
    form = Questionnaire.objects.filter(slug=SLUG).first()
    return list(forms.sent(form).select_related("version__questionnaire").order_by("-sent_at")[:200]) if form else []


def form_made() -> bool:
    """Is the form here, open or not?"""
    return Questionnaire.objects.filter(slug=SLUG).exists()


def waiting() -> list[dict[str, Any]]:
    """Each answer with its words, and whether it was taken into the library. At most the newest 200."""
    rows = _sent()
    taken = set(PracticeNote.objects.filter(answer_set_id__in=[r.public_id for r in rows])
                .values_list("answer_set_id", flat=True))  # fmt: skip
    return [{"answer": row, "taken": row.public_id in taken, **prefilled(row)} for row in rows]


def waiting_number() -> int:
    """How many answers nobody has taken yet."""
    return sum(not row["taken"] for row in waiting())


def answer_named(public_id: str) -> AnswerSet | None:
    """One answer of this form that was not taken yet."""
    if PracticeNote.objects.filter(answer_set_id=public_id).exists():
        return None
    return next((row for row in _sent() if row.public_id == public_id), None)


def prefilled(answer: AnswerSet) -> dict[str, Any]:
    """What the answer says, in our fields. Without a yes to sharing it stays with the centre, and nobody is named."""
    given = forms.answers(answer)
    share = given.get("share") == "yes"
    return {
        "title": (given.get("service") or "")[:500], "organisation": (given.get("service") or "") if share else "",
        "setting": str(given.get("town") or "")[:300], "role": given.get("role") or "",
        "tried": given.get("what") or "",
        "happened": given.get("changed") or "", "contact": (given.get("contact") or "") if share else "",
        "nations": [given["nation"]] if given.get("nation") else [], "is_public": share, "example": share,
    }  # fmt: skip
