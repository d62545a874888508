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
    """There are no answers yet, or too few came since the last release."""

    code = "nothing_to_release"


@transaction.atomic
def release_results(*, questionnaire: Questionnaire, by: str) -> Release:
    """Publish all tables of a survey together. Raises NothingToRelease while the change would point at people."""
    tables = findings.tables_of(questionnaire)
    earlier = list(Release.objects.filter(questionnaire=questionnaire).order_by("number"))
    if not tables:
        raise NothingToRelease
    before = [_same_tables(tables, findings.from_json(release.counts)) for release in earlier]
    again = protect_again(tables, before=before)
    closed = questionnaire.state == Questionnaire.State.CLOSED
    first_mix = closed and not any(release.mix for release in earlier)
    if not any(again.fresh) and not first_mix:
        raise NothingToRelease
    kept = [new if fresh else old for new, old, fresh in
            zip(tables, before[-1] if before else tables, again.fresh, strict=True)]  # fmt: skip
    shown = findings.shown_of(kept, again.tables)
    values: dict[str, Any] = {"counts": findings.as_json(kept), "shown": shown}
    if closed:
        values["mix"] = mix.mix_of(questionnaire, shown)
    release = Release.objects.create(
        questionnaire=questionnaire, number=len(earlier) + 1, released_by=by, at=timezone.now(), **values
    )
    record(event=events.RESULTS_RELEASED, subject=questionnaire.public_id, by=by, values={"release": release.number})
    return release


def _same_tables(now: list[Any], then: list[Any]) -> list[Any]:
    """The tables of an earlier release in today's order; one that was not there yet was published as nothing."""
    had = {(table.measure, table.name): table for table in then}
    return [had.get((table.measure, table.name), table) for table in now]
