"""Scores with reasons, and what each criterion is worth."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from careloom.priorities import events
from careloom.priorities.models import Candidate, Criterion, Round, Score, SwingWeight
from careloom.priorities.services.ballots import Closed
from careloom.thread.models import Entry
from careloom.thread.services import record


@transaction.atomic
def score(
    *, candidate: Candidate, criterion: Criterion, new: int, current: int, reason: str, by: str,
    role_group: str = "", nation: str = "", who_gains: str = "",
) -> Score:  # fmt: skip
    """One person's score, 0 to 10, of the new way and of the current way; a second one replaces the first.

    Raises Closed outside the open round, ValueError for a gate: that is filled from triage, not by hand.
    """
    if Round.objects.get(pk=candidate.round_id).state != Round.State.OPEN:
        raise Closed
    if criterion.is_gate:
        raise ValueError("A gate is filled from triage.")
    made, _ = Score.objects.update_or_create(
        candidate=candidate, criterion=criterion, person_id=by,
        defaults={"new": new, "current": current, "reason": reason.strip(), "who_gains": who_gains.strip(),
                  "role_group": role_group, "nation": nation, "at": timezone.now()},
    )  # fmt: skip
    # What somebody scored is on no trace: only that it was scored, by which criterion.
    record(event=events.SCORED, subject=candidate.public_id, by=by, values={"criterion": criterion.slug},
           because=list(Entry.objects.filter(public_id=candidate.entry_id)))  # fmt: skip
    return made


@transaction.atomic
def give_weights(*, round: Round, points: Mapping[Criterion, int], by: str, role_group: str = "") -> None:
    """What it is worth to one person to go from worst to best on each criterion. Raises MethodError (no_weight)."""
    from fractions import Fraction

    from careloom_methods.ballots.weighting import swing

    if Round.objects.get(pk=round.pk).state != Round.State.OPEN:
        raise Closed
    swing({criterion.slug: Fraction(given) for criterion, given in points.items()})
    for criterion, given in points.items():
        SwingWeight.objects.update_or_create(
            criterion=criterion, person_id=by,
            defaults={"points": given, "role_group": role_group, "at": timezone.now()},
        )  # fmt: skip
    record(event=events.WEIGHTS_GIVEN, subject=round.public_id, by=by)
