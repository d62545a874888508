"""Forgetting a person: their words and files go, what they chose stays as a count without anybody behind it."""

import secrets

from django.db import transaction

from careloom.people.models import Person
from careloom.people.services import keep_equality_data_of
from careloom.questionnaires import queries
from careloom.questionnaires.models import Answer, AnswerSet, Attachment, Translation
from careloom.questionnaires.receipts import hashed

TYPED = {"place", "date"}  # kept where codes stand, but people write what they like: an address, a day of birth
BLOCK = "█"  # one for each letter, so that places in the text stay where they were


def blocked(words: str) -> str:
    """Blocks in the place of letters."""
    return "".join(sign if sign.isspace() else BLOCK for sign in words)


@transaction.atomic
def forget_answers(*, person: Person, by: str) -> None:
    """Words, files, translations, the name of the group and of who helped; the code opens nothing any more."""
    mine = list(AnswerSet.objects.filter(person_id=person.public_id))
    Attachment.objects.filter(answer_set__in=mine).delete()
    Translation.objects.filter(answer__answer_set__in=mine).delete()
    for answer in Answer.objects.filter(answer_set__in=mine).select_related("version"):
        if not answer.code or queries.kind_of(answer.version, answer.question) in TYPED:
            answer.text, answer.code = blocked(answer.text), blocked(answer.code)
            answer.save(update_fields=["text", "code"])
    for answer_set in mine:
        answer_set.group = {"size": answer_set.group.get("size", "")} if answer_set.group else None
        answer_set.person_id = answer_set.helped_by = ""
        answer_set.receipt_hash = hashed(secrets.token_hex(32))
        answer_set.save(update_fields=["group", "person_id", "helped_by", "receipt_hash"])
        keep_equality_data_of(subject=answer_set.public_id, values={}, by=by)
