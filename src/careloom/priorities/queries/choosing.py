"""Decisions, who signed them, and who sees them otherwise."""

from typing import Any

from careloom.people.models import Person
from careloom.priorities.models import Candidate, Choice, MinorityReport, Round, Score
from careloom.thread.models import Decision, Entry


def choice_of(candidate_id: str) -> dict[str, Any] | None:
    """What was decided about a candidate, for rooms above: {candidate, round, title, kind, outcome, reasons_for,
    reasons_against, reason_easy, review_on, entry_id}."""
    rows = Choice.objects.filter(candidate__public_id=candidate_id)
    found = rows.select_related("candidate__round", "decision").first()
    if found is None:
        return None
    decision = found.decision
    return {
        "candidate": candidate_id, "round": found.candidate.round.slug, "title": found.candidate.title,
        "kind": found.kind, "outcome": decision.outcome, "reasons_for": decision.reasons_for,
        "reasons_against": decision.reasons_against, "reason_easy": found.reason_easy, "review_on": found.review_on,
        "entry_id": found.entry_id,
    }  # fmt: skip


def adopted_about(topics: list[str]) -> list[Choice]:
    """Priorities that were decided on about these topics of the centre (slugs), the newest first, for rooms above."""
    rows = Choice.objects.filter(kind=Choice.Kind.ADOPTED, candidate__topic__in=[slug for slug in topics if slug])
    return list(rows.select_related("candidate__round").order_by("-at", "pk"))


def decided_in(round: Round) -> dict[str, list[Choice]]:
    """{kind: choices}: done, not done, and waiting, each with its reports of minorities."""
    rows = Choice.objects.filter(candidate__round=round).select_related("candidate", "decision")
    rows = rows.prefetch_related("minority_reports__dissent", "decision__signatures").order_by("candidate__number")
    found: dict[str, list[Choice]] = {kind: [] for kind in Choice.Kind.values}
    for choice in rows:
        found[choice.kind].append(choice)
    return found


def signatures_of(decisions: list[Decision]) -> dict[int, list[str]]:
    """{decision pk: names of those who signed}; one query for all names."""
    ids = {s.person_id for d in decisions for s in d.signatures.all()}
    names = dict(Person.objects.filter(public_id__in=ids).values_list("public_id", "name"))
    return {d.pk: [names[s.person_id] for s in d.signatures.all() if s.person_id in names] for d in decisions}


def reports_of(choice: Choice) -> list[MinorityReport]:
    """Who sees a decision otherwise."""
    return list(choice.minority_reports.select_related("dissent").order_by("pk"))


def scores_by(candidate: Candidate, person_id: str) -> dict[str, Any]:
    """One person's own scores of a topic, as the form holds them."""
    found: dict[str, Any] = {}
    for s in Score.objects.filter(candidate=candidate, person_id=person_id):
        pk = s.criterion_id
        found |= {f"new_{pk}": s.new, f"current_{pk}": s.current, f"reason_{pk}": s.reason, f"gains_{pk}": s.who_gains}
    return found


def judgements_of(candidate: Candidate) -> list[Entry]:
    """Judgements of evidence and gaps that the candidate's own sources name, for a decision to cite."""
    ids = candidate.sources.filter(event__in=("evidence.judged", "gap.raised")).values_list("entry_id", flat=True)
    return list(Entry.objects.filter(public_id__in=list(ids)))
