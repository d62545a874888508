"""Bringing in a file of answers from another tool: keep it sealed, match its columns, take its rows, forget it."""

import base64
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from careloom.jobs.services import enqueue
from careloom.people import sealed
from careloom.questionnaires import events, queries
from careloom.questionnaires.exchange import foreign
from careloom.questionnaires.models import Intake, Version
from careloom.questionnaires.services.receiving import receive_many
from careloom.questionnaires.words import FIRST
from careloom.thread.ids import new_id
from careloom.thread.services import record

BATCH = 500
JOB = "questionnaires.intake"
SHOWN = 200  # refused rows that are kept to be shown; the rest are counted


@transaction.atomic
def begin_intake(*, version: Version, name: str, text: str, by: str) -> Intake:
    """Keep an uploaded file, sealed, with a first guess of what its columns mean."""
    table = foreign.read_table(text)
    matching = foreign.guess(table, queries.definition_of(version), queries.texts(version, FIRST))
    made = Intake.objects.create(
        public_id=new_id("intake"), version=version, name=name[:200], source=table.source, matching=matching,
        sealed=sealed.seal({"text": base64.b64encode(text.encode()).decode()}), at=timezone.now(),
    )  # fmt: skip
    record(event=events.INTAKE_BEGUN, subject=made.public_id, by=by, values={"source": table.source})
    return made


def read_intake(*, intake: Intake) -> foreign.Table:
    """The table of a file that is being matched."""
    return foreign.read_table(base64.b64decode(sealed.unseal(bytes(intake.sealed))["text"]).decode())


@transaction.atomic
def match_intake(*, intake: Intake, matching: Mapping[str, Any], by: str) -> None:
    """What each column and value means."""
    intake.matching = dict(matching)
    intake.save(update_fields=["matching"])
    record(event=events.INTAKE_MATCHED, subject=intake.public_id, by=by)


@transaction.atomic
def start_intake(*, intake: Intake, by: str) -> None:
    """Take the rows in the background; asking twice takes them once."""
    if Intake.objects.filter(pk=intake.pk, state=Intake.State.MATCHING).update(state=Intake.State.RUNNING):
        enqueue(name=JOB, by=by, arguments={"intake": intake.public_id}, once=f"{JOB} {intake.public_id}")


def run_intake(*, public_id: str, by: str, progress: Callable[[int, int], None]) -> Callable[[], None] | None:
    """Take every row that can be taken; gives what to write last. A stop in between does no harm: each counts once."""
    intake = Intake.objects.select_related("version__questionnaire").get(public_id=public_id)
    if intake.state != Intake.State.RUNNING:
        return None
    version = intake.version
    found = foreign.take(
        read_intake(intake=intake), queries.definition_of(version), intake.matching, queries.texts(version, FIRST),
        version.questionnaire.slug,
    )  # fmt: skip
    taken = there = 0
    for at in range(0, len(found.returns), BATCH):
        fresh, old = receive_many(version=version, returns=found.returns[at : at + BATCH], by=by)
        taken, there = taken + fresh, there + old
        progress(min(at + BATCH, len(found.returns)), len(found.returns))
    return lambda: _end(intake, taken, there, found.refused, by)


@transaction.atomic
def _end(intake: Intake, taken: int, there: int, refused: list[tuple[int, str, str]], by: str) -> None:
    intake.taken, intake.there = taken, there
    intake.refused = [list(one) for one in refused[:SHOWN]]
    intake.state, intake.sealed = Intake.State.DONE, b""
    intake.save(update_fields=["taken", "there", "refused", "state", "sealed"])
    values = {"taken": taken, "there": there, "refused": len({line for line, _, _ in refused})}
    record(event=events.INTAKE_DONE, subject=intake.public_id, by=by, values=values)
