"""Forgetting a person: quotes go from every page, sealed originals and addresses are deleted; codings still count."""

from django.db import transaction

from careloom.listening.models import Memo, Quote, Redaction, SignUp, Text, Translation, Waiting
from careloom.listening.queries.coding.reading import digest_of, words_of
from careloom.listening.services.coding.quoting import withdraw_quote
from careloom.listening.services.paper import forget_copies
from careloom.people.models import Person
from careloom.questionnaires.models import AnswerSet
from careloom.questionnaires.services.forgetting import BLOCK, blocked


@transaction.atomic
def forget_texts(*, person: Person, by: str) -> None:
    """Called before the answers themselves lose their words and their person."""
    mine = AnswerSet.objects.filter(person_id=person.public_id)
    texts = list(Text.objects.filter(answer_set__in=mine).select_related("codebook"))
    for quote in Quote.objects.filter(text__in=texts, withdrawn_at=None):
        withdraw_quote(quote=quote, by=by)
    Redaction.objects.filter(text__in=texts).delete()
    # What coders noted may say again what the person said; the themes of a talk count, its words go.
    Memo.objects.filter(text__in=texts).update(words=BLOCK)
    Translation.objects.filter(text__in=texts).delete()
    for text in texts:
        words = words_of([text], text.codebook.question).get(text.pk, "")
        # As the words will be, so that nobody has to read it again and its themes stay counted.
        text.digest, text.suggestions, text.found = digest_of(blocked(words)), [], []
        text.save(update_fields=["digest", "suggestions", "found"])
    forget_copies(answer_sets=mine, by=by)
    if person.email:
        Waiting.objects.filter(email__iexact=person.email).delete()
        SignUp.objects.filter(email__iexact=person.email).delete()
