"""Letters in languages that our pages do not have: what every letter says around the news, as a table.

The news itself stands in the languages of the pages. A letter in another language says that, and how to ask for more.
A centre adds a language with a file of its own, as for the questionnaires.
"""

import csv
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from careloom.involvement.letters import Line
from careloom.people.queries import has_pages
from careloom.showing.models import News

DATA = Path(__file__).parent / "data" / "letter.csv"


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    """Language → key → words; a language whose column is not whole is left out."""
    found: dict[str, dict[str, str]] = {}
    for file in [DATA, *sorted((settings.FOLDER / "words").glob("letter-*.csv"))]:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
        for code in rows[0] if rows else ():
            found.setdefault(code, {row["key"]: row[code].strip() for row in rows if (row[code] or "").strip()})
    wanted = found["en"].keys()
    return {code: words for code, words in found.items() if code != "key" and words.keys() >= wanted}


def has_letter(language: str) -> bool:
    """Can a letter be in this language, wholly or around the news?"""
    return has_pages(language) or language in _table()


def say(language: str, key: str, **values: str) -> str:
    """What a letter says in a language that the pages do not have; "" where they have it, or nobody has."""
    return "" if has_pages(language) else _table().get(language, {}).get(key, "").format(**values)


def notice(language: str) -> str:
    """The first line of a letter that is not, or not wholly, in the language that its reader asked for."""
    if has_pages(language):
        return ""
    contact = ", ".join([*settings.RETURN_ADDRESS, settings.DEFAULT_FROM_EMAIL])
    return say(language, "english", contact=contact) or _(
        "You asked for %(language)s. We do not have this letter in %(language)s yet, so it is in English. Please tell "
        "us if you need it: we will have it translated, or read it to you. Write to us: %(contact)s"
    ) % {"language": name_of(language), "contact": contact}


def name_of(language: str) -> str:
    """The name of a language, in the language that is on."""
    return str(_known(language).get("name_translated", language))


def runs(language: str) -> str:
    """Which way the lines of a language run: ltr or rtl."""
    return "rtl" if _known(language).get("bidi") else "ltr"


def _known(language: str) -> dict[str, Any]:
    try:
        return dict(translation.get_language_info(language))
    except KeyError:
        return {}


def around(language: str, news: News, lines: Sequence[Line], *, again: bool) -> list[Line]:
    """What was said in English, under its state in the reader's own words. Other languages: the lines as they are."""
    day = news.until.strftime("%d/%m/%Y") if news.until else ""
    if not (state := say(language, news.state, day=day)):
        return list(lines)
    first, *rest = (replace(line, language=settings.LANGUAGE_CODE) for line in lines)
    return [first, *([Line(say(language, "again"))] if again else []), Line(state), *rest]
