"""The work programme as pages and the pack read it."""

from typing import Any

from careloom.centre import queries as centre
from careloom.evidence.queries.pipeline import study_led_topics
from careloom.priorities.models import Choice, MinorityReport, Programme, ProgrammeComment, Round
from careloom.priorities.queries.choosing import signatures_of
from careloom.priorities.words import names


def programme_of(of: Round) -> Programme | None:
    """The programme of a round, once it is drafted."""
    return Programme.objects.filter(round=of).select_related("decision").first()


def programme_page(programme: Programme) -> dict[str, Any]:
    """{programme, versions (newest first), topics (of the newest, each with model_name, where, choice), total,
    comments, signed, declined, parked, reports}; a constant number of queries."""
    versions = list(programme.versions.order_by("-number"))
    models, said = {m.slug: m.name for m in centre.about()["models"]}, names()
    chosen = Choice.objects.filter(candidate__round=programme.round_id).select_related("candidate", "decision")
    choices = {c.candidate_id: c for c in chosen.order_by("candidate__number")}
    topics = list(versions[0].topics.select_related("candidate").order_by("candidate__number"))
    led = study_led_topics()
    for t in topics:
        t.study_led = t.candidate.topic in led  # type: ignore[attr-defined]  # for the page
        t.model_name = models.get(t.delivery_model, t.delivery_model)  # type: ignore[attr-defined]  # for the page
        t.where = ", ".join(said.get(n, n) for n in t.nations)  # type: ignore[attr-defined]
        t.choice = choices[t.candidate_id]  # type: ignore[attr-defined]
    comments = ProgrammeComment.objects.filter(version__programme=programme).select_related("version").order_by("pk")
    reports = MinorityReport.objects.filter(choice__candidate__round=programme.round_id)
    rest = {kind: [c for c in choices.values() if c.kind == kind] for kind in ("declined", "parked")}
    signed = signatures_of([programme.decision])[programme.decision.pk] if programme.decision else []
    return {
        "programme": programme, "versions": versions, "topics": topics, "total": sum(t.budget for t in topics),
        "study_led": sum(t.study_led for t in topics),  # type: ignore[attr-defined]
        "comments": list(comments), "signed": signed, **rest,
        "reports": list(reports.select_related("choice__candidate", "dissent").order_by("pk")),
    }  # fmt: skip
