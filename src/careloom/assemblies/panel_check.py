"""Is a panel mixed enough? It says who is not there; people decide. Plain values in and out; no names."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

LIVED = {"draws-on-care", "carer"}


def check(panel: Sequence[Mapping[str, str]], *, roles: Sequence[str], nations: Sequence[str]) -> dict[str, Any]:
    """Counts by role group and nation, and findings as codes: what is absent, or more than half of one kind."""
    by_role, by_nation = Counter(p["role"] for p in panel), Counter(p["nation"] for p in panel)
    found: list[tuple[str, str]] = []
    if not LIVED & set(by_role):
        found.append(("no_lived_experience", ""))
    found += [("role_absent", role) for role in roles if not by_role[role]]
    found += [("nation_absent", nation) for nation in nations if not by_nation[nation]]
    found += [("more_than_half", key) for counts in (by_role, by_nation) for key, n in counts.items()
              if len(panel) > 2 and 2 * n > len(panel)]  # fmt: skip
    if panel and not any(p["first"] == "yes" for p in panel):
        found.append(("nobody_new", ""))
    return {"people": len(panel), "roles": dict(by_role), "nations": dict(by_nation), "findings": found}


def read(text: str, known: Sequence[Mapping[str, str]]) -> tuple[list[dict[str, str]], list[int]]:
    """(people, numbers of lines that cannot be read).

    known: for role group, nation and first time, each word that may stand there in small letters → its code. A word
    that nobody knows is never counted as somebody: the check would say that a group is absent which sits there.
    """
    rows, wrong = [], []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        parts = [" ".join(part.split()).casefold() for part in line.split(",")]
        codes = [words.get(part, "") for part, words in zip(parts, known, strict=False)]
        if len(parts) == 3 and all(codes):
            rows.append(dict(zip(("role", "nation", "first"), codes, strict=True)))
        else:
            wrong.append(number)
    return rows, wrong
