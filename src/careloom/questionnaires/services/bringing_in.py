"""Bringing in a file of answers: keep it sealed, match its columns if need be, take its rows, forget it."""

import base64
import csv
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from careloom.jobs.services import enqueue
from careloom.people import sealed
from careloom.questionnaires import events, queries
from careloom.questionnaires.exchange import Read, each_csv, each_json, each_spss, foreign
from careloom.questionnaires.models import Intake, Version
from careloom.questionnaires.services.receiving import receive_many
from careloom.questionnaires.words import FIRST
from careloom.thread.ids import new_id
from careloom.thread.services import record

BATCH = 500
JOB = "questionnaires.intake"
# How a file that a Careloom wrote is read.
OURS: Mapping[str, Callable[..., Iterator[tuple[int, int]]]] = {
    "our-csv": each_csv, "our-json": each_json, "our-sav": each_spss}  # fmt: skip
SHOWN = 200  # refused rows that are kept to be shown; the rest are counted


@transaction.atomic
def begin_intake(*, version: Version, name: str, text: str, by: str) -> Intake:
    """Keep an uploaded file, sealed, with a first guess of what its columns mean."""
    table = foreign.read_table(text)
    matching = foreign.guess(table, queries.definition_of(version), queries.texts(version, FIRST))
    return _keep(version, name, table.source, text.encode(), matching, by)


@transaction.atomic
def begin_ours(*, version: Version, name: str, source: str, content: bytes, by: str) -> Intake:
    """Keep a large file that a Careloom wrote, sealed, and take its rows in the background; nothing is to match."""
    made = _keep(version, name, source, content, {}, by)
    start_intake(intake=made, by=by)
    return made


def _keep(version: Version, name: str, source: str, content: bytes, matching: Mapping[str, Any], by: str) -> Intake:
    made = Intake.objects.create(
        public_id=new_id("intake"), version=version, name=name[:200], source=source, matching=matching,
        sealed=sealed.seal({"text": base64.b64encode(content).decode()}), at=timezone.now(),
    )  # fmt: skip
    record(event=events.INTAKE_BEGUN, subject=made.public_id, by=by, values={"source": source})
    return made


def _content(intake: Intake) -> bytes:
    return base64.b64decode(sealed.unseal(bytes(intake.sealed))["text"])


def read_intake(*, intake: Intake) -> foreign.Table:
    """The table of a file that is being matched."""
    return foreign.read_table(_content(intake).decode())


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
    taken, there, refused = (_take_ours if intake.source in OURS else _take_matched)(intake, by, progress)
    return lambda: _end(intake, taken, there, refused, by)


Taken = tuple[int, int, list[tuple[int, str, str]]]  # new ones, those that were here, and what could not be taken


def _take_matched(intake: Intake, by: str, progress: Callable[[int, int], None]) -> Taken:
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
    return taken, there, found.refused


def _take_ours(intake: Intake, by: str, progress: Callable[[int, int], None]) -> Taken:
    """Row by row, so that the job holds its lease however long the file is."""
    found, taken, there, at = Read(), 0, 0, (0, 1)

    def receive() -> None:
        nonlocal taken, there
        fresh, old = receive_many(version=intake.version, returns=found.returns, by=by)
        taken, there = taken + fresh, there + old
        found.returns.clear()
        progress(*at)

    for at in _rows(intake, found):
        if at[0] % BATCH == 0 or len(found.returns) >= BATCH:
            receive()
    receive()
    return taken, there, found.refused


def _rows(intake: Intake, found: Read) -> Iterator[tuple[int, int]]:
    """Each row into `found`. Where a file breaks off, what came before stays and the next line is refused."""
    content, at = _content(intake), (0, 1)
    file: Any = content if intake.source == "our-sav" else content.decode()
    try:
        for at in OURS[intake.source](found, queries.definition_of(intake.version), file):
            yield at
    except (ValueError, KeyError, TypeError, csv.Error):
        found.refused.append((at[0] + 1, "", "unreadable"))


@transaction.atomic
def _end(intake: Intake, taken: int, there: int, refused: list[tuple[int, str, str]], by: str) -> None:
    intake.taken, intake.there = taken, there
    intake.refused = [list(one) for one in refused[:SHOWN]]
    intake.state, intake.sealed = Intake.State.DONE, b""
    intake.save(update_fields=["taken", "there", "refused", "state", "sealed"])
    values = {"taken": taken, "there": there, "refused": len({line for line, _, _ in refused})}
    record(event=events.INTAKE_DONE, subject=intake.public_id, by=by, values=values)
