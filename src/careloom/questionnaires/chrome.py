"""The engine's own words (buttons, faults, the page about a group) in every language that it can speak.

They are a table, not a catalogue, because a questionnaire may be in languages that the rest of the site is not in.
A questionnaire cannot promise a language whose row here is not whole.
"""

import csv
from functools import lru_cache
from pathlib import Path

from careloom.questionnaires import equality
from careloom.questionnaires.words import FIRST, Twin

DATA = Path(__file__).parent / "data"


@lru_cache(maxsize=2)
def _table(name: str = "chrome") -> dict[str, dict[str, str]]:
    """Column (`en`, `en-easy`, `cy`, …) → key → words."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
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


@lru_cache(maxsize=32)
def equality_words(twin: Twin) -> dict[str, str]:
    """Words of every equality question in one twin, by the key that the question has."""
    edition, language = twin
    table = _table("equality")
    own = {**table.get(language, table[FIRST[1]]), **(table.get(f"{language}-easy", {}) if edition == "easy" else {})}
    found = {}
    for question in equality.questions({"id": "equality"}, ""):
        name = f"q.{question['id']}"
        found[name] = own[name]
        for code in question.get("options", ()):
            found[f"{name}.o.{code}"] = own.get(f"{name}.o.{code}") or own[f"o.{code}"]
    return found


def missing(twin: Twin, *, with_equality: bool = False) -> list[str]:
    """Keys without words in the language of a twin."""
    tables = ["chrome", "equality"] if with_equality else ["chrome"]
    return [f"{name}.{key}" for name in tables for key in _table(name)[FIRST[1]]
            if not _table(name).get(twin[1], {}).get(key)]  # fmt: skip
