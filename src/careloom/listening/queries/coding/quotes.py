"""Quotes that may be shown now: the person said yes, the answer stands, nothing was taken back."""

from collections.abc import Iterable
from typing import Any

from careloom.listening.models import Codebook, Quote, Text
from careloom.listening.queries.coding.counting import roots
from careloom.listening.queries.coding.reading import digest_of, words_of
from careloom.questionnaires import queries as questionnaires
from careloom.questionnaires.models import Answer, AnswerSet, Version

ENOUGH = 10  # returns that share a description before it stands beside a quote
READY = (Text.Screen.NONE, Text.Screen.FINE, Text.Screen.REDACTED)


def allowed(answer_sets: Iterable[int]) -> set[int]:
    """Those answer sets whose person says yes to being quoted, now."""
    wanted = list(answer_sets)
    found: set[int] = set()
    versions = Version.objects.filter(answer_sets__in=wanted).distinct().select_related("questionnaire")
    for version in versions:
        asked = questionnaires.definition_of(version).meaning("quote_consent")
        if asked:
            rows = Answer.objects.filter(version=version, question=asked.id, code="yes", answer_set__in=wanted)
            found |= set(rows.filter(answer_set__state=AnswerSet.State.SENT).values_list("answer_set_id", flat=True))
    return found


def shown(codebook: Codebook) -> dict[int, list[dict[str, Any]]]:
    """{theme id: quotes to show}: words, translation, role group and nation where many share them; never a name.

    A quote of a merged theme stands under the theme that it counts as.
    """
    rows = list(
        Quote.objects.filter(text__codebook=codebook, withdrawn_at=None, text__screen__in=READY)
        .select_related("text__answer_set").prefetch_related("text__translations").order_by("pk")
    )  # fmt: skip
    words = words_of([quote.text for quote in rows], codebook.question)
    may = allowed([quote.text.answer_set_id for quote in rows])
    found: dict[int, list[dict[str, Any]]] = {}
    root, common = roots(codebook), _common(codebook) if rows else set()
    for quote in rows:
        # An answer that was changed since has other words at this place.
        same = digest_of(words.get(quote.text_id, "")) == quote.text.digest
        if same and quote.text_id in words and quote.text.answer_set_id in may:
            told = _told(quote, words[quote.text_id]) | _described(quote.text.answer_set, common)
            found.setdefault(root[quote.theme_id], []).append(told)
    return found


def _common(codebook: Codebook) -> set[tuple[str, str]]:
    """(role group, nation) pairs, each also alone, that ten returns or more share: enough to stand beside a quote."""
    counted: dict[tuple[str, str], int] = {}
    for row in questionnaires.counts(codebook.questionnaire, ["role_group", "nation"]):
        role, nation = row["role_group"], row["nation"]
        for pair in {(role, nation), (role, ""), ("", nation)}:
            counted[pair] = counted.get(pair, 0) + row["returns"]
    return {pair for pair, returns in counted.items() if returns >= ENOUGH}


def _described(answer_set: AnswerSet, common: set[tuple[str, str]]) -> dict[str, str]:
    """The role group and nation of a quote; the nation, then both, left out where too few people share them."""
    of = (answer_set.role_group, answer_set.nation)
    both, role, nation = of, (of[0], ""), ("", of[1])
    role_said, nation_said = next((pair for pair in (both, role, nation) if pair in common), ("", ""))
    return {"role": role_said, "nation": nation_said}


def _told(quote: Quote, words: str) -> dict[str, Any]:
    translated = next((t for t in quote.text.translations.all() if t.digest == quote.text.digest), None)
    return {
        "id": quote.public_id, "words": words[quote.start : quote.end], "language": quote.text.language,
        "translation": translated.words if translated and quote.text.language != translated.language else "",
        "translator": translated.translator if translated else "",
        "text": quote.text.public_id, "place": quote.text.place,
    }  # fmt: skip


def mine(answer_set: AnswerSet) -> list[Quote]:
    """The quotes of one answer that are published now."""
    rows = Quote.objects.filter(text__answer_set=answer_set, withdrawn_at=None)
    return list(rows.select_related("theme", "text__codebook"))
