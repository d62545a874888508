"""Codebooks: begin one, and say how many answers two people read."""

import hashlib

from django.db import transaction
from django.utils import timezone

from careloom.listening import events
from careloom.listening.models import Codebook, Text
from careloom.listening.services.coding.refusing import Refused
from careloom.questionnaires import queries as questionnaires
from careloom.questionnaires.models import Questionnaire
from careloom.thread.ids import new_id
from careloom.thread.services import record


@transaction.atomic
def make_codebook(
    *, questionnaire: Questionnaire, question: str, name: str, by: str, views: bool = False, double_share: int = 10
) -> Codebook:
    """Begin coding one open question. Raises Refused: 'not_open_text', 'codebook_there'."""
    version = questionnaires.newest(questionnaire)
    asked = questionnaires.definition_of(version).questions.get(question) if version else None
    if asked is None or asked.kind not in {"long", "short"}:
        raise Refused("not_open_text", question=question)
    if Codebook.objects.filter(questionnaire=questionnaire, question=question).exists():
        raise Refused("codebook_there", question=question)
    public_id = new_id("codebook")
    made = Codebook.objects.create(
        public_id=public_id, questionnaire=questionnaire, question=question, name=name, views=views,
        double_share=double_share, seed=public_id[-16:], made_at=timezone.now(),
    )  # fmt: skip
    record(event=events.CODEBOOK_MADE, subject=public_id, by=by,
           values={"question": question, "double_share": double_share})  # fmt: skip
    return made


def drawn(seed: str, public_id: str, share: int) -> bool:
    """Is this answer among the `share` of 100 that two people read? Anyone can draw it again."""
    return int(hashlib.sha256(f"{seed} {public_id}".encode()).hexdigest()[:8], 16) % 100 < share


@transaction.atomic
def set_double_share(*, codebook: Codebook, share: int, by: str) -> None:
    """How many of 100 answers two people read. Answers that two people read already stay so."""
    codebook.double_share = share
    codebook.full_clean(exclude=["public_id"])
    codebook.save(update_fields=["double_share"])
    rows = Text.objects.filter(codebook=codebook, readers__lt=2).select_related("answer_set")
    changed = []
    for text in rows.only("pk", "double", "readers", "done", "answer_set__public_id").iterator():
        wanted = drawn(codebook.seed, text.answer_set.public_id, share)
        if wanted != text.double:
            text.double = wanted
            text.done = text.readers >= (2 if wanted or text.readings.filter(sure=False).exists() else 1)
            changed.append(text)
    Text.objects.bulk_update(changed, ["double", "done"], batch_size=500)
    record(event=events.CODEBOOK_CHANGED, subject=codebook.public_id, by=by, values={"double_share": share})
