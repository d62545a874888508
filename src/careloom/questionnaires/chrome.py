"""The engine's own words (buttons, faults, the page about a group) in every language that it can speak.

They are a table, not a catalogue, because a questionnaire may be in languages that the rest of the site is not in.
A questionnaire cannot promise a language whose row here is not whole.
"""

import csv
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from careloom.questionnaires import equality
from careloom.questionnaires.words import FIRST, Twin

DATA = Path(__file__).parent / "data"


@lru_cache(maxsize=2)
def _table(name: str = "chrome") -> dict[str, dict[str, str]]:
    """Column (`en`, `en-easy`, `cy`, …) → key → words."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        found = _columns(file)
    for own in sorted((settings.FOLDER / "words").glob(f"{name}-*.csv")):  # languages that the centre added itself
        with own.open(encoding="utf-8-sig", newline="") as file:
            found |= {column: said for column, said in _columns(file).items() if column not in found}
    return found


def _columns(file: Iterable[str]) -> dict[str, dict[str, str]]:
    rows = list(csv.DictReader(file))
    columns = [column for column in (rows[0] if rows else ()) if column != "key"]
    return {column: {row["key"]: row[column] for row in rows} for column in columns}


def languages() -> list[str]:
    """Languages that the engine speaks."""
    return [column for column in _table() if "-easy" not in column]


def _said(name: str, twin: Twin) -> dict[str, str]:
    """Words of one twin: what it does not have is its language's, what that does not have is English."""
    edition, language = twin
    columns = [FIRST[1], language, *([f"{language}-{edition}"] if edition != FIRST[0] else [])]
    table = _table(name)
    return {key: text for column in columns for key, text in table.get(column, {}).items() if text}


@lru_cache(maxsize=64)
def words_for(twin: Twin) -> dict[str, str]:
    """The engine's words in one twin."""
    return _said("chrome", twin)


@lru_cache(maxsize=32)
def equality_words(twin: Twin) -> dict[str, str]:
    """Words of every equality question in one twin, by the key that the question has."""
    own = _said("equality", twin)
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
