"""Words of an answer that a person took out: the answer keeps its place, the words are others."""

from django.db import transaction

from careloom.questionnaires import events
from careloom.questionnaires.models import AnswerSet
from careloom.thread.models import Entry
from careloom.thread.services import record


@transaction.atomic
def replace_words(*, answer_set: AnswerSet, question: str, text: str, by: str) -> None:
    """Put other words in the place of one free-text answer (redaction). Whoever calls keeps what stood there."""
    answer_set.answers.filter(question=question, row=0, code="").update(text=text)
    voice = list(Entry.objects.filter(public_id=answer_set.entry_id))
    record(event=events.WORDS_REPLACED, subject=answer_set.public_id, by=by, because=voice,
           values={"question": question})  # fmt: skip
