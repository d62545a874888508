"""The paper's own words in every language that it speaks."""

import csv
from functools import lru_cache
from pathlib import Path

from careloom_methods.errors import MethodError


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    with (Path(__file__).parent / "words.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {column: {row["key"]: row[column] for row in rows} for column in rows[0] if column != "key"}


def languages() -> list[str]:
    """Languages that paper speaks."""
    return [column for column in _table() if "-" not in column]


def words_for(edition: str, language: str) -> dict[str, str]:
    """Words of one twin. A language that we lack is refused: a form half in English is no form."""
    table = _table()
    if language not in table:
        raise MethodError("language", f"Paper has no words in '{language}' yet.", language=language)
    easy = table.get(f"{language}-easy", {}) if edition == "easy" else {}
    return {**table[language], **{key: text for key, text in easy.items() if text}}
