"""Between our applications and the lottery: rows in, a proposal out. Names never enter; nothing is kept."""

import hashlib
import json
import math
import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from careloom_methods.errors import MethodError

Rows = Sequence[Mapping[str, str]]
Say = Callable[[int, str], None]
ALTERNATES = 0.3  # share of the panel that is drawn in advance, in case somebody leaves


def facts_for_checking(people: Rows, quotas: Rows, number: int, seed: int) -> dict[str, Any]:
    """What was drawn from, as hashes: whoever holds the same files can see that nothing was changed."""

    def digest(rows: Rows) -> str:
        return hashlib.sha256(json.dumps(list(rows), sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    return {"people_sha256": digest(people), "quotas_sha256": digest(quotas), "number": number, "seed": seed}


def propose(people: Rows, quotas: Rows, number: int, *, seed: int, say: Say) -> tuple[dict[str, Any], dict[str, Any]]:
    """(result, record). Raises MethodError with what is missing.

    One kind of quota that fills every seat, and no shared home: then a plain draw in each group is the fairest lottery
    there is, for everybody in a group must have the same chance. Anything else is a task for the lottery's method.
    """
    record = facts_for_checking(people, quotas, number, seed)
    if not _is_plain(people, quotas, number):
        return _by_method(people, quotas, number, seed, say, record)
    say(2, _("Looking for the fairest lottery"))
    _whole(people, quotas)
    feature = quotas[0]["feature"]
    chance = random.Random(seed)  # noqa: S311  # the seed is published, so that anyone can repeat it
    panel: list[str] = []
    alternates: list[str] = []
    chances: dict[str, float] = {}
    for quota in sorted(quotas, key=lambda q: q["value"]):
        group = sorted(row["id"] for row in people if row[feature] == quota["value"])
        seats = int(quota["min"])
        if len(group) < seats:
            raise MethodError("infeasible", f"You ask for {seats} people with {feature}: {quota['value']}; "
                              f"{len(group)} applied.", feature=feature, value=quota["value"], asked=seats,
                              applied=len(group),
                              suggestion=f"Ask for {len(group)}, or wait for more to apply.")  # fmt: skip
        order = chance.sample(group, len(group))
        panel += order[:seats]
        alternates += order[seats : seats + math.ceil(ALTERNATES * seats)]
        chances |= {person: seats / len(group) for person in group}
    say(3, _("Drawing"))
    result = {"panel": sorted(panel), "alternates": alternates, "chances": chances}
    return result, record | {"rule": "plain draw in each group", "generator": "Python random.Random(seed).sample"}


def _whole(people: Rows, quotas: Rows) -> None:
    """Everybody has an answer that a quota names; nobody is left out in silence."""
    if not people:
        raise MethodError("pool_empty", "Nobody applied.", suggestion="Wait for people to apply.")
    feature, values = quotas[0]["feature"], {q["value"] for q in quotas}
    if without := [row["id"] for row in people if row.get(feature, "") not in values]:
        raise MethodError("feature_missing", f"{len(without)} people have no answer for {feature} that a quota names.",
                          feature=feature, people=len(without), ids=without[:20],
                          suggestion="Add a quota for their answer, or ask them.")  # fmt: skip


def _is_plain(people: Rows, quotas: Rows, number: int) -> bool:
    homes = [row["household"] for row in people if row["household"]]
    fixed = all(q["min"] == q["max"] for q in quotas) and sum(int(q["min"]) for q in quotas) == number
    return len({q["feature"] for q in quotas}) == 1 and fixed and len(set(homes)) == len(homes)


def _by_method(
    people: Rows, quotas: Rows, number: int, seed: int, say: Say, record: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    raise MethodError("quotas_too_many", "Several kinds of quotas, or people of one home, cannot be drawn here yet.",
                      suggestion="Use one kind of quota that fills every seat.")  # fmt: skip
