"""From a theme to its voices, from an answer to its themes."""

from typing import Any

from careloom.listening.models import Codebook, Reading, Text
from careloom.listening.queries.coding import counting, quotes
from careloom.listening.queries.coding.reading import LIVE, live, words_of
from careloom.questionnaires.models import AnswerSet

PAGE = 50


def texts_page(
    codebook: Codebook, *, theme: int = 0, role: str = "", nation: str = "", edition: str = "", language: str = "",
    which: str = "", after: int = -1,
) -> dict[str, Any]:
    """One page of texts with their words, by place.

    `which`: 'none' (read, without a theme), 'unread', 'twice' or 'aside'.
    """
    rows = live(codebook).filter(place__gt=after).select_related("answer_set").order_by("place")
    given = {"answer_set__role_group": role, "answer_set__nation": nation, "answer_set__edition": edition,
             "language": language}  # fmt: skip
    rows = rows.filter(**{key: value for key, value in given.items() if value})
    if theme or which == "none":
        above = counting.roots_above(codebook)
        counted = {row.text for row in counting.settled(codebook) if _has(row, theme, above)}
        rows = rows.filter(readers__gt=0)
        chosen = []
        for text in rows.iterator(chunk_size=500):
            if text.pk in counted:
                chosen.append(text)
                if len(chosen) > PAGE:
                    break
        return _page(codebook, chosen)
    rows = {"unread": rows.filter(readers=0), "twice": rows.filter(readers__gt=1),
            "aside": rows.filter(screen=Text.Screen.ASIDE)}.get(which, rows)  # fmt: skip
    return _page(codebook, list(rows[: PAGE + 1]))


def _has(row: counting.Settled, theme: int, above: dict[int, list[int]]) -> bool:
    return not row.themes if not theme else any(theme in above.get(one, [one]) for one in row.themes)


def _page(codebook: Codebook, found: list[Text]) -> dict[str, Any]:
    more, found = len(found) > PAGE, found[:PAGE]
    words = words_of(found, codebook.question)
    shown = [{"text": t, "words": words.get(t.pk, "") if t.screen != Text.Screen.WAITING else ""} for t in found]
    return {"rows": shown, "next": found[-1].place if more else None}


def of_answer(answer_set: AnswerSet) -> list[dict[str, Any]]:
    """What was done with one answer: for each question, how many people read it and the themes it is part of."""
    texts = Text.objects.filter(LIVE, answer_set=answer_set).select_related("codebook")
    found = []
    for text in texts:
        readings = list(Reading.objects.filter(text=text).order_by("pk"))
        themes = counting.of_text(text)
        found.append({
            "codebook": text.codebook, "readers": len(readings), "themes": themes,
            "quotes": [q for q in quotes.mine(answer_set) if q.text_id == text.pk],
        })  # fmt: skip
    return found
