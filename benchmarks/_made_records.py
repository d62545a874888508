"""Made-up bibliographic records with known duplicates, from one seed; for benchmarks and tests."""

import random
from typing import Any

WORDS = ["care", "carers", "breaks", "home", "support", "rural", "staff", "time", "voice", "money", "choice", "control",
         "review", "trial", "study", "people", "older", "young", "learning", "mental", "health", "housing", "personal",
         "assistants", "budgets", "direct", "payments", "dementia", "respite", "loneliness", "digital", "training",
         "wages", "integration", "safeguarding", "advocacy", "community", "enterprise", "island"]  # fmt: skip
NAMES = ["Evans", "Price", "Rees", "Okafor", "Khan", "Murphy", "Campbell", "Ahmed", "Smith", "Jones", "Müller"]
JOURNALS = ["Journal of Social Care", "British Journal of Social Work", "Ageing and Society", "Health and Place"]


def records(number: int, *, seed: int = 1, twins: float = 0.2) -> list[dict[str, Any]]:
    """`number` records; a share of `twins` are copies of earlier ones, changed as data bases change them."""
    chance = random.Random(seed)
    made: list[dict[str, Any]] = []
    while len(made) < number:
        made.append(_copy(chance, made, number) if made and chance.random() < twins else _new(chance, len(made)))
    return made


def _new(chance: random.Random, place: int) -> dict[str, Any]:
    first = chance.randint(1, 900)
    return {
        "id": f"r{place}", "title": " ".join(chance.choices(WORDS, k=chance.randint(6, 12))).capitalize(),
        "authors": [f"{chance.choice(NAMES)}, {chance.choice('ABCDEFG')}" for _ in range(chance.randint(1, 4))],
        "year": chance.randint(1990, 2026), "journal": chance.choice(JOURNALS), "volume": str(chance.randint(1, 60)),
        "issue": str(chance.randint(1, 6)), "pages": f"{first}-{first + chance.randint(1, 20)}",
        "doi": [f"10.5555/r{place}"] if chance.random() < 0.6 else [], "pmid": "", "origin": place,
    }  # fmt: skip


def _copy(chance: random.Random, made: list[dict[str, Any]], number: int) -> dict[str, Any]:
    copy = {**chance.choice(made), "id": f"r{len(made)}"}
    change = chance.randrange(6)
    if change == 0:
        copy["title"] = f"{copy['title']}. [Review] [12 refs]"
    elif change == 1:
        copy["pages"], copy["volume"] = "", ""
    elif change == 2:
        copy["journal"] = " ".join(word[:4] for word in copy["journal"].split() if word not in {"of", "and"})
    elif change == 3:
        copy["authors"] = [name.replace(", ", " ") for name in copy["authors"]]
    elif change == 4:
        copy["year"] += 1
    else:
        copy["title"], copy["doi"] = copy["title"].upper(), []
    return copy
