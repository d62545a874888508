"""Words in every twin: each language, standard and Easy Read. What is promised must be there before it is seen."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

LANGUAGES = [code for code, _name in settings.LANGUAGES]
EDITIONS = ("standard", "easy")
TWINS = [(language, edition) for language in LANGUAGES for edition in EDITIONS]
Words = Mapping[str, Any]


def tidy(words: Words, parts: Sequence[str]) -> dict[str, dict[str, dict[str, str]]]:
    """All twins with all parts, each stripped; what was not given is empty."""
    return {language: {edition: {part: str(words.get(language, {}).get(edition, {}).get(part, "")).strip()
                                 for part in parts} for edition in EDITIONS} for language in LANGUAGES}  # fmt: skip


def tidy_note(note: Words) -> dict[str, str]:
    """One text for each language."""
    return {language: str(note.get(language, "")).strip() for language in LANGUAGES}


def missing(words: Words, parts: Sequence[str]) -> list[tuple[str, str, str]]:
    """(language, edition, part) of everything that is not there yet."""
    return [(language, edition, part) for language, edition in TWINS for part in parts
            if not words.get(language, {}).get(edition, {}).get(part)]  # fmt: skip


def now() -> str:
    """The language that is on now, if we write in it; else the first."""
    language = get_language() or ""
    return language if language in LANGUAGES else LANGUAGES[0]


def said(words: Words, edition: str, language: str = "") -> dict[str, str]:
    """The words of one twin, with the first language and the standard edition behind it."""
    found: dict[str, str] = {}
    for code, kind in [(LANGUAGES[0], "standard"), (language or now(), "standard"), (language or now(), edition)]:
        twin = words.get(code, {}).get(kind, {})
        found |= {part: text for part, text in twin.items() if text}
    return found


def noted(note: Words, language: str = "") -> str:
    """A text for each language, in the language that is on now."""
    return str(note.get(language or now()) or note.get(LANGUAGES[0], ""))
