"""Bringing answers to the coders: new ones placed and looked at, changed ones put back, suggestions ready ahead."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction

from careloom.listening import events
from careloom.listening.models import Codebook, Coding, Quote, Reading, Redaction, Talk, Text, Theme, Translation
from careloom.listening.queries.coding import counting
from careloom.listening.queries.coding.reading import CHUNK, READY, answers_to, digest_of, live, words_of
from careloom.listening.services.coding.codebooks import drawn
from careloom.listening.services.coding.quoting import forget_texts, withdraw_quote
from careloom.questionnaires.events import VOICE_CORRECTED
from careloom.thread.ids import new_id
from careloom.thread.models import Entry
from careloom.thread.services import record

AHEAD, LEARN_FROM = 3_000, 1_000
Say = Callable[[int, int, str], None]


def _quiet(_done: int, _total: int, _sentence: str) -> None:
    """Nobody asked how far it is."""


@dataclass(frozen=True)
class Gathered:
    """What was found before anything is written.

    Texts that are new, (answer set id, words) of changed ones, and answer sets that do not answer this any more.
    """

    fresh: list[Text]
    changed: list[tuple[int, str]]
    gone: list[int]


def find_texts(*, codebook: Codebook, say: Say = _quiet) -> Gathered:
    """Every answer that is not here yet, in reading order and looked at, and every one that was changed."""
    known = dict(Text.objects.filter(codebook=codebook).values_list("answer_set_id", "digest"))
    fresh: list[tuple[int, str, str]] = []
    changed: list[tuple[int, str]] = []
    for answer_set, public_id, words in answers_to(codebook).iterator(chunk_size=CHUNK):
        if answer_set not in known:
            fresh.append((answer_set, public_id, words))
        elif known.pop(answer_set) != digest_of(words):
            changed.append((answer_set, words))
    return Gathered(_placed(codebook, fresh, say), changed, list(known))


def find_corrected(*, codebook: Codebook) -> Gathered:
    """Of the answers that people corrected: which have other words now, or none. Looks at no other answer."""
    corrected = Entry.objects.filter(event=VOICE_CORRECTED).values("subject")
    texts = list(live(codebook).filter(answer_set__public_id__in=corrected))
    words = words_of(texts, codebook.question)
    changed = [(text.answer_set_id, words[text.pk]) for text in texts
               if words.get(text.pk) and digest_of(words[text.pk]) != text.digest]  # fmt: skip
    return Gathered([], changed, [text.answer_set_id for text in texts if not words.get(text.pk)])


def _placed(codebook: Codebook, fresh: list[tuple[int, str, str]], say: Say) -> list[Text]:
    from careloom_methods.themes.ordering import reading_order

    say(0, len(fresh), "Putting look-alikes together")
    order = reading_order([words for _, _, words in fresh])
    first = Text.objects.filter(codebook=codebook).count()
    made = []
    for place, number in enumerate(order):
        answer_set, public_id, words = fresh[number]
        made.append(Text(codebook=codebook, public_id=new_id("text"), answer_set_id=answer_set, place=first + place,
                         double=drawn(codebook.seed, public_id, codebook.double_share), **judged(words)))  # fmt: skip
        if place % 1_000 == 0:
            say(place, len(fresh), "Finding languages, and what a person must look at first")
    return made


def judged(words: str) -> dict[str, Any]:
    """What we know of a text before anybody reads it; the places found name kinds, never words."""
    from careloom_methods.themes.language import language_of
    from careloom_methods.themes.screening import screen
    from careloom_methods.themes.texts import state

    language, found = language_of(words), screen(words)
    return {
        "digest": digest_of(words), "treatment": state(words), "language": language.code,
        "language_sure": language.sure, "mixed": language.mixed, "found": [asdict(f) for f in found],
        "screen": Text.Screen.WAITING if found else Text.Screen.NONE,
    }  # fmt: skip


@transaction.atomic
def gather_texts(*, codebook: Codebook, by: str, found: Gathered | None = None) -> dict[str, int]:
    """Put new answers in the reading order; put changed ones back to be read, forget those that were taken out.

    Gives {'new', 'changed', 'gone', 'waiting'}.
    """
    found = found or find_texts(codebook=codebook)
    # Another worker may have gathered the same answers meanwhile; each answer is here once.
    Text.objects.bulk_create(found.fresh, batch_size=500, ignore_conflicts=True)
    for answer_set, words in found.changed:
        text = Text.objects.get(codebook=codebook, answer_set=answer_set)
        # Codings were about other words, so they go; the trace keeps that the answer had been read.
        for what in (Coding, Reading, Talk):
            what._default_manager.filter(text=text).delete()
        # These hold the words that the person took out.
        for held in (Redaction, Translation):
            held._default_manager.filter(text=text).delete()
        for quote in Quote.objects.filter(text=text, withdrawn_at=None):
            withdraw_quote(quote=quote, by=by)
        for name, value in judged(words).items():
            setattr(text, name, value)
        text.readers, text.done, text.suggestions = 0, False, []
        text.save()
    gone = forget_texts(codebook=codebook, answer_sets=found.gone, by=by)
    waiting = sum(text.screen == Text.Screen.WAITING for text in found.fresh)
    counts = {"new": len(found.fresh), "changed": len(found.changed), "gone": gone, "waiting": waiting}
    if found.fresh or found.changed or gone:
        record(event=events.TEXTS_GATHERED, subject=codebook.public_id, by=by, values=counts)
    return counts


@transaction.atomic
def suggest_ahead(*, codebook: Codebook, found: list[Text] | None = None) -> int:
    """Keep suggestions for the texts that will be read next. Gives how many. The trace has nothing to say of them."""
    texts = think_ahead(codebook=codebook) if found is None else found
    Text.objects.bulk_update(texts, ["suggestions"], batch_size=200)
    return len(texts)


def think_ahead(*, codebook: Codebook, most: int = AHEAD, say: Say = _quiet) -> list[Text]:
    """The texts that will be read next, with suggestions learned from the codings so far; nothing is written yet."""
    from careloom_methods.themes.suggesting import FEWEST, Suggester
    from careloom_methods.themes.suggesting import Theme as Known

    themes = list(Theme.objects.filter(codebook=codebook, merged_into=None).order_by("pk"))
    texts = _next_ones(codebook, most)
    if not themes or not texts:
        return []
    words = readable(texts, codebook.question)
    texts = [text for text in texts if text.pk in words]
    listed = [words[text.pk] for text in texts]
    coded = _coded(codebook, themes)
    suggester = Suggester(
        [Known(t.public_id, t.name, t.definition, tuple(t.examples)) for t in themes], coded, background=listed
    )
    learned = len(coded) >= FEWEST
    for start in range(0, len(texts), 500):
        for text, found in zip(texts[start : start + 500], suggester.suggest(listed[start : start + 500]), strict=True):
            # Once it has learned: an unlikely suggestion costs a look and leans on the reader. None is better.
            text.suggestions = [_kept(asdict(one), text.public_id) for one in found if one.likely or not learned]
        say(start, len(texts), "Making suggestions")
    return texts


def readable(texts: list[Text], question: str) -> dict[int, str]:
    """The words that suggestions are made from: a translation into English where there is one, else the original."""
    words = words_of(texts, question)
    rows = Translation.objects.filter(text__in=[text.pk for text in texts], language="en")
    return words | {pk: said for pk, said in rows.values_list("text_id", "words") if pk in words}


def _kept(suggestion: dict[str, Any], text: str) -> dict[str, Any]:
    reasons = [{k: v for k, v in reason.items() if v} for reason in suggestion["because"] if reason["id"] != text]
    return {**suggestion, "because": reasons}


def _next_ones(codebook: Codebook, most: int) -> list[Text]:
    """The texts that come next, from the start of the order and from where each coder is now."""
    waiting = live(codebook).filter(done=False, screen__in=READY).order_by("place")
    places = _latest_places(codebook)
    found = {text.pk: text for text in waiting[: most // (len(places) + 1)]}
    for place in places:
        found |= {text.pk: text for text in waiting.filter(place__gte=place)[: most // (len(places) + 1)]}
    return sorted(found.values(), key=lambda text: text.place)


def _latest_places(codebook: Codebook) -> list[int]:
    latest: dict[str, int] = {}
    rows = Reading.objects.filter(text__codebook=codebook).order_by("-pk").values_list("coder", "text__place")[:500]
    for coder, place in rows:
        latest.setdefault(coder, place)
    return sorted(latest.values())[:20]


def _coded(codebook: Codebook, themes: Iterable[Theme]) -> list[Any]:
    from careloom_methods.themes.suggesting import Coded

    # A text that waits for its second reader teaches nothing: suggestions would tell them what the first one gave.
    newest = list(live(codebook).filter(readers__gt=0, done=True).order_by("-pk")[:LEARN_FROM])
    newest.reverse()
    words, root = readable(newest, codebook.question), counting.roots(codebook)
    name = {theme.pk: theme.public_id for theme in themes}
    had: dict[int, set[str]] = {}
    rows = Coding.objects.filter(text__in=[text.pk for text in newest]).values_list("text_id", "theme_id")
    for text, theme in rows:
        had.setdefault(text, set()).add(name.get(root[theme], ""))
    return [Coded(text.public_id, words[text.pk], frozenset(had.get(text.pk, set())))
            for text in newest if text.pk in words]  # fmt: skip
