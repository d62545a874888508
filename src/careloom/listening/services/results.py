"""Publishing results: only what went through disclosure control, and only when the change since last time is safe."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from careloom.listening import events
from careloom.listening.models import Release
from careloom.listening.queries import findings, mix
from careloom.questionnaires.models import Questionnaire
from careloom.thread.services import record
from careloom_methods.representation import protect_again


class NothingToRelease(Exception):
    """There are no answers yet, or the change since the last release would point at people."""

    code = "nothing_to_release"


def ready_to_release(*, questionnaire: Questionnaire) -> dict[str, Any]:
    """The fields of the next release; writes nothing, and may take seconds. Raises NothingToRelease."""
    tables = findings.tables_of(questionnaire)
    earlier = list(Release.objects.filter(questionnaire=questionnaire).order_by("number"))
    if not tables:
        raise NothingToRelease
    before = [_same_tables(tables, findings.from_kept(release.counts)) for release in earlier]
    again = protect_again(tables, before=before)
    closed = questionnaire.state == Questionnaire.State.CLOSED
    first_mix = closed and not any(release.mix for release in earlier)
    if not any(again.fresh) and not first_mix:
        raise NothingToRelease
    last = before[-1] if before else tables
    kept = [new if fresh else old for new, old, fresh in zip(tables, last, again.fresh, strict=True)]
    shown = findings.shown_of(kept, again.tables) if any(again.fresh) else earlier[-1].shown
    return {"counts": findings.as_kept(kept), "shown": shown, "number": len(earlier) + 1,
            "mix": mix.mix_of(questionnaire, shown) if closed else None}  # fmt: skip


@transaction.atomic
def release_results(*, questionnaire: Questionnaire, by: str, ready: dict[str, Any] | None = None) -> Release:
    """Publish all tables of a survey together. Raises NothingToRelease while the change would point at people."""
    values = ready or ready_to_release(questionnaire=questionnaire)
    release = Release.objects.create(questionnaire=questionnaire, released_by=by, at=timezone.now(), **values)
    record(event=events.RESULTS_RELEASED, subject=questionnaire.public_id, by=by, values={"release": release.number})
    return release


def _same_tables(now: list[Any], then: list[Any]) -> list[Any]:
    """The tables of an earlier release in today's order; one that was not there yet was published as nothing."""
    had = {(table.measure, table.name): table for table in then}
    return [had.get((table.measure, table.name), table) for table in now]
