"""From a theme to its voices, from an answer to its themes."""

from itertools import islice
from typing import Any

from careloom.listening.models import Codebook, Text, Theme
from careloom.listening.queries.coding import counting, quotes
from careloom.listening.queries.coding.reading import LIVE, live, words_of
from careloom.questionnaires.models import AnswerSet
from careloom.thread.models import Entry
from careloom.thread.queries import because_of

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
        ids = [row.text for row in islice(counting.having(codebook, theme, rows), PAGE + 1)]
        return _page(codebook, list(rows.filter(pk__in=ids)))
    rows = {"unread": rows.filter(readers=0), "twice": rows.filter(readers__gt=1),
            "aside": rows.filter(screen=Text.Screen.ASIDE)}.get(which, rows)  # fmt: skip
    return _page(codebook, list(rows[: PAGE + 1]))


def _page(codebook: Codebook, found: list[Text]) -> dict[str, Any]:
    more, found = len(found) > PAGE, found[:PAGE]
    words = words_of(found, codebook.question)
    shown = [{"text": t, "words": words.get(t.pk, "") if t.screen != Text.Screen.WAITING else ""} for t in found]
    return {"rows": shown, "next": found[-1].place if more else None}


def came_since(theme: Theme) -> int:
    """How many returns have this theme that its last agreement does not cite."""
    entry = Entry.objects.filter(public_id=theme.entry_id).first() if theme.entry_id else None
    if entry is None:
        return 0
    cited = {one.public_id for one in because_of(entry)}
    return sum(row.entry_id not in cited for row in counting.having(theme.codebook, theme.pk))


def of_answer(answer_set: AnswerSet) -> list[dict[str, Any]]:
    """What was done with one answer: for each question, how many people read it, and its themes, agreed or open."""
    texts = Text.objects.filter(LIVE, answer_set=answer_set).select_related("codebook__questionnaire")
    found, mine = [], quotes.mine(answer_set)
    for text in texts:
        themes = counting.of_text(text)
        found.append({
            "codebook": text.codebook, "readers": text.readings.count(),
            "agreed": [theme for theme in themes if theme.agreed_by],
            "open": [theme for theme in themes if not theme.agreed_by],
            "report": text.codebook.reports.exclude(published_at=None).exists(),
            "quotes": [quote for quote in mine if quote.text_id == text.pk],
        })  # fmt: skip
    return found
