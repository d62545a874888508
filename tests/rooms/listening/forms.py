"""A small survey, and returns for it."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from careloom.questionnaires import services as engine
from careloom.questionnaires import words
from careloom.questionnaires.models import Version

ROLES, NATIONS = ["carer", "provider"], ["england", "wales"]
RAW = {"pages": [{"id": "p", "questions": [
    {"id": "role", "kind": "one", "means": "role_group", "options": ROLES},
    {"id": "nation", "kind": "one", "means": "nation", "options": NATIONS},
    {"id": "how", "kind": "scale", "low": 1, "high": 3},
    {"id": "help", "kind": "many", "means": "help_wanted", "options": ["advice", "money", "none"], "exclusive": ["none"]},
    {"id": "faith", "kind": "one", "protected": True, "options": ["a", "b"]},
]}]}  # fmt: skip


def survey(slug: str = "small", *, is_open: bool = True, raw: Any = RAW) -> Version:
    """A survey in English only, published if open."""
    version = engine.make_questionnaire(slug=slug, name="Small", raw=raw, promised=[words.FIRST], in_wales=False, by="t")
    if is_open:
        texts = {key: f"words of {key}" for key in engine.required_words(version, "standard")}
        engine.set_words(version=version, twin=words.FIRST, texts=texts, by="t")
        engine.check_words(version=version, twin=words.FIRST, checker="C", by="t")
        engine.publish(version=version, by="t", opens_on=date.today(), closes_on=date.today() + timedelta(days=9))
    return version


def send(version: Version, rows: Iterable[tuple[str, str, int, int]], *, start: int = 0) -> None:
    """(role, nation, scale, how many) returns each; every 20th is a group of five."""
    batch: list[Any] = []
    for role, nation, how, number in rows:
        for _ in range(number):
            n = start + len(batch)
            group = {"name": f"G{n}", "size": "5", "how": ["meeting"], "consent": "all-know"} if n % 20 == 7 else None
            values = {"role": role, "nation": nation, "how": how, "help": ["advice"] if n % 3 else ["money"], "faith": "a"}
            batch.append((f"return-{version.pk}-{n}", values, engine.Given(group=group)))
    engine.receive_many(version=version, returns=batch, by="t")


ROWS = [("carer", "england", 1, 40), ("carer", "england", 2, 31), ("carer", "england", 3, 22), ("carer", "wales", 1, 25),
        ("carer", "wales", 2, 17), ("carer", "wales", 3, 4), ("provider", "england", 2, 33), ("provider", "england", 3, 28),
        ("provider", "wales", 1, 2)]  # fmt: skip
