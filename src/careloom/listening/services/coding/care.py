"""Texts that a person looks at first, redaction, and translation."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from careloom.listening import events
from careloom.listening.models import Quote, Redaction, Text, Translation
from careloom.listening.queries.coding.reading import digest_of
from careloom.listening.services.coding.quoting import withdraw_quote
from careloom.listening.services.coding.reading import live_words
from careloom.listening.services.coding.refusing import Refused
from careloom.people import sealed
from careloom.questionnaires.services import replace_words
from careloom.thread.models import Entry
from careloom.thread.services import record

BLOCK = "█"  # one for each character, so that every other place in the text stays where it was


def _entry(text: Text) -> list[Entry]:
    return list(Entry.objects.filter(public_id=text.answer_set.entry_id))


@transaction.atomic
def clear_text(*, text: Text, by: str) -> None:
    """A person looked: it is fine as it is."""
    text.screen = Text.Screen.FINE
    text.save(update_fields=["screen"])
    record(event=events.ANSWER_SCREENED, subject=text.answer_set.public_id, by=by, because=_entry(text),
           values={"came_to": "fine"})  # fmt: skip


@transaction.atomic
def set_text_aside(*, text: Text, by: str) -> None:
    """A person looked: nobody should have to read this. It stays an answer, is counted as set aside, and is kept."""
    text.screen, text.done = Text.Screen.ASIDE, True
    text.save(update_fields=["screen", "done"])
    for quote in Quote.objects.filter(text=text, withdrawn_at=None):
        withdraw_quote(quote=quote, by=by)
    record(event=events.ANSWER_SCREENED, subject=text.answer_set.public_id, by=by, because=_entry(text),
           values={"came_to": "aside"})  # fmt: skip


@transaction.atomic
def redact_text(*, text: Text, spans: Sequence[tuple[int, int]], kinds: Sequence[str], by: str) -> Redaction:
    """Take stretches out of an answer, everywhere it is kept. What stood there is sealed; the trace says it happened.

    Each character taken out becomes one block, so codings stay where they were. Raises Refused: 'outside', 'no_words'.
    """
    words = live_words(text)
    if not spans:
        raise Refused("no_words")
    if any(not 0 <= start < end <= len(words) for start, end in spans):
        raise Refused("outside")
    signs = list(words)
    for start, end in spans:
        signs[start:end] = [s if s.isspace() else BLOCK for s in words[start:end]]
    fresh = "".join(signs)
    kept = Redaction.objects.create(
        text=text, kinds=sorted(set(kinds)), sealed=sealed.seal({"words": words}), by=by, at=timezone.now()
    )
    replace_words(answer_set=text.answer_set, question=text.codebook.question, text=fresh, by=by)
    text.digest, text.screen, text.found, text.suggestions = digest_of(fresh), Text.Screen.REDACTED, [], []
    text.save(update_fields=["digest", "screen", "found", "suggestions"])
    Translation.objects.filter(text=text).delete()  # a translation may still say what was taken out
    record(event=events.ANSWER_REDACTED, subject=text.answer_set.public_id, by=by, because=_entry(text),
           values={"kinds": sorted(set(kinds)), "stretches": len(spans)})  # fmt: skip
    return kept


@transaction.atomic
def translate_text(*, text: Text, language: str, words: str, translator: str, by: str) -> Translation:
    """Put a translation beside the original; themes go on counting the original. Raises Refused('no_words')."""
    if not words.strip() or not translator.strip():
        raise Refused("no_words")
    original = live_words(text)
    made, _ = Translation.objects.update_or_create(
        text=text, language=language,
        defaults={"words": words.strip(), "translator": translator.strip(), "digest": digest_of(original), "by": by,
                  "at": timezone.now()},
    )  # fmt: skip
    record(event=events.ANSWER_TRANSLATED, subject=text.answer_set.public_id, by=by, because=_entry(text),
           values={"from": text.language, "to": language})  # fmt: skip
    return made
