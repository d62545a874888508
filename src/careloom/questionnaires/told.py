"""What a contributor hears of this room, and what a message needs to know of an answer."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from careloom.questionnaires import events
from careloom.questionnaires.models import AnswerSet
from careloom.questionnaires.receipts import hashed
from careloom.thread.meanings import Meaning, State, Voice

MEANINGS = {
    events.VOICE_CORRECTED: Meaning("answer", _("You changed your answer"), state=State.HEARD),
    events.VOICE_WITHDRAWN: Meaning("answer", _("You took your answer back"), state=State.HEARD),
}


def VOICES(public_ids: Sequence[str]) -> dict[str, Voice]:  # noqa: N802
    """What a message needs to know of each answer."""
    rows = AnswerSet.objects.filter(public_id__in=public_ids).values_list(
        "public_id", "person_id", "edition", "language", "state", "group", "version__questionnaire__name"
    )
    return {
        public_id: Voice(person, edition, language, state == AnswerSet.State.SENT, str((group or {}).get("name", "")),
                         about)
        for public_id, person, edition, language, state, group, about in rows
    }  # fmt: skip


def BY_CODE(code: str) -> str | None:  # noqa: N802
    """The answer of a receipt code."""
    return AnswerSet.objects.filter(receipt_hash=hashed(code)).values_list("public_id", flat=True).first()
