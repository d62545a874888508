"""Quotes: shown only with consent, gone everywhere when the person takes it back, and the thread says so."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from careloom.listening import events
from careloom.listening.models import Codebook, Quote, Text, Theme
from careloom.listening.queries.coding.quotes import allowed
from careloom.listening.services.coding.reading import live_words
from careloom.listening.services.coding.refusing import Refused
from careloom.questionnaires.models import AnswerSet
from careloom.thread.ids import new_id
from careloom.thread.models import Entry
from careloom.thread.services import record


@transaction.atomic
def publish_quote(*, text: Text, theme: Theme, start: int, end: int, by: str) -> Quote:
    """Show these words under a theme, once however often it is asked.

    Raises Refused: 'no_consent', 'not_ready', 'outside', 'withdrawn'.
    """
    words = live_words(text)
    if text.screen in {Text.Screen.WAITING, Text.Screen.ASIDE}:
        raise Refused("not_ready")
    if not 0 <= start < end <= len(words):
        raise Refused("outside")
    if text.answer_set_id not in allowed([text.answer_set_id]):
        raise Refused("no_consent")
    there = Quote.objects.filter(text=text, theme=theme, start=start, end=end, withdrawn_at=None).first()
    if there:
        return there
    public_id = new_id("quote")
    voice = list(Entry.objects.filter(public_id=text.answer_set.entry_id))
    entry = record(event=events.QUOTE_PUBLISHED, subject=public_id, by=by, because=voice,
                   values={"theme": theme.public_id})  # fmt: skip
    return Quote.objects.create(public_id=public_id, text=text, theme=theme, start=start, end=end, by=by,
                                published_at=timezone.now(), entry_id=entry.public_id)  # fmt: skip


@transaction.atomic
def withdraw_quote(*, quote: Quote, by: str) -> None:
    """Take a quote from every page, at once; a second time changes nothing."""
    taken = Quote.objects.filter(pk=quote.pk, withdrawn_at=None).update(withdrawn_at=timezone.now())
    if taken:
        because = list(Entry.objects.filter(public_id=quote.entry_id))
        record(event=events.QUOTE_WITHDRAWN, subject=quote.public_id, by=by, because=because)


@transaction.atomic
def withdraw_quotes_without_consent(*, by: str = "system") -> int:
    """Pages show no quote without consent in any case; this says so on the thread. Gives how many."""
    shown = list(Quote.objects.filter(withdrawn_at=None).select_related("text"))
    may = allowed([quote.text.answer_set_id for quote in shown])
    gone = [quote for quote in shown if quote.text.answer_set_id not in may]
    for quote in gone:
        withdraw_quote(quote=quote, by=by)
    return len(gone)


@transaction.atomic
def forget_withdrawn(*, codebook: Codebook, by: str = "system") -> int:
    """An answer was taken back: its readings, codings, memos, translations and quotes go too. Gives how many.

    Every table leaves such answers out from the moment of withdrawal; this takes the rows away.
    """
    taken = Text.objects.filter(codebook=codebook, answer_set__state=AnswerSet.State.WITHDRAWN)
    return forget_texts(codebook=codebook, answer_sets=list(taken.values_list("answer_set_id", flat=True)), by=by)


@transaction.atomic
def forget_texts(*, codebook: Codebook, answer_sets: Sequence[int], by: str) -> int:
    """What was done with these answers to this question goes. Gives how many; the trace keeps that it was there."""
    gone = list(Text.objects.filter(codebook=codebook, answer_set__in=answer_sets).select_related("answer_set"))
    for quote in Quote.objects.filter(text__in=gone, withdrawn_at=None):
        withdraw_quote(quote=quote, by=by)
    for text in gone:
        voice = list(Entry.objects.filter(public_id=text.answer_set.entry_id))
        record(event=events.CODING_FORGOTTEN, subject=text.answer_set.public_id, by=by, because=voice,
               values={"codebook": codebook.public_id})  # fmt: skip
    Text.objects.filter(pk__in=[text.pk for text in gone]).delete()
    return len(gone)
