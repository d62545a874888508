"""The engine's own words (buttons, faults, the page about a group) in every language that it can speak.

They are a table, not a catalogue, because a questionnaire may be in languages that the rest of the site is not in.
A questionnaire cannot promise a language whose row here is not whole.
"""

import csv
from functools import lru_cache
from pathlib import Path

from careloom.questionnaires.words import FIRST, Twin

FILE = Path(__file__).parent / "data" / "chrome.csv"


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    """Column (`en`, `en-easy`, `cy`, …) → key → words."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {column: {row["key"]: row[column] for row in rows} for column in rows[0] if column != "key"}


def languages() -> list[str]:
    """Languages that the engine speaks."""
    return [column for column in _table() if "-easy" not in column]


def words_for(twin: Twin) -> dict[str, str]:
    """Words of one twin; an edition without words of its own uses its language's, a language we lack uses English."""
    edition, language = twin
    table = _table()
    base = table.get(language, table[FIRST[1]])
    own = table.get(f"{language}-easy", {}) if edition == "easy" else {}
    return {**base, **{key: text for key, text in own.items() if text}}


def missing(twin: Twin) -> list[str]:
    """Keys without words in the language of a twin."""
    own = _table().get(twin[1], {})
    return [f"chrome.{key}" for key in _table()[FIRST[1]] if not own.get(key)]
