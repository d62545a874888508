"""The check before decisions are published: no priority without voices, no criterion without a reason, and whose
proposals were taken up."""

from collections import defaultdict
from typing import Any

from careloom.priorities.models import Candidate, Choice, Round, Score
from careloom.priorities.queries.scoring import weighed_criteria
from careloom.thread import queries as thread
from careloom.thread.models import Entry


def coverage(round: Round) -> dict[str, Any]:
    """{"orphans": candidates that no voice stands behind, "without_reason": [(candidate, criteria)], "undecided",
    "by_role": [{role, proposed, adopted}]}."""
    candidates = list(round.candidates.order_by("number"))
    entries = {e.public_id: e for e in Entry.objects.filter(public_id__in=[c.entry_id for c in candidates])}
    heard = thread.rest_on_voices(entries.values())
    orphans = [c for c in candidates if entries[c.entry_id].pk not in heard]
    done = dict(Choice.objects.filter(candidate__round=round).values_list("candidate_id", "kind"))
    given = set(Score.objects.filter(candidate__round=round).values_list("candidate_id", "criterion_id"))
    criteria = weighed_criteria(round)
    gaps = [(c, [k for k in criteria if (c.pk, k.pk) not in given]) for c in candidates]
    return {
        "orphans": orphans, "without_reason": [(c, missing) for c, missing in gaps if missing],
        "undecided": [c for c in candidates if c.pk not in done], "by_role": _by_role(candidates, done),
    }  # fmt: skip


def _by_role(candidates: list[Candidate], done: dict[int, str]) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = defaultdict(lambda: {"proposed": 0, "adopted": 0})
    for c in candidates:
        if c.raised_role:
            found[c.raised_role]["proposed"] += 1
            found[c.raised_role]["adopted"] += done.get(c.pk) == Choice.Kind.ADOPTED
    return [{"role": role, **row} for role, row in sorted(found.items())]
