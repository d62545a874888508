"""Ballots of a round by the paper engine: printed with a number each, and read from scans; what is unclear is asked."""

import secrets
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone

from careloom.jobs.services import enqueue
from careloom.people import sealed
from careloom.priorities import events
from careloom.priorities.models import BallotScan, Printing, Round
from careloom.priorities.paper import file_of, marks_of, printable
from careloom.priorities.services.ballots import Closed, Voice, read_paper
from careloom.questionnaires.files import plain_name
from careloom.thread.ids import new_id
from careloom.thread.services import record
from careloom_methods.errors import MethodError

JOB = "priorities.read_scan"
Say = Callable[[int, int, str], None]


@transaction.atomic
def print_ballots(*, round: Round, twin: str, copies: int, by: str) -> bytes:
    """A PDF of ballots, each with a number of its own. `twin`: en, en-easy or cy. Raises Closed.

    What stands on them is kept, so that scans are read as they were printed.
    """
    from careloom_methods.paper import form_of, pdf, serial

    of = Round.objects.select_for_update().get(pk=round.pk)
    if of.state != Round.State.OPEN or not printable(of):
        raise Closed
    file, made = file_of(of), of.printings.order_by("-number").first()
    if made is None or made.file != file | {"version": made.number}:
        number = made.number + 1 if made else 1
        made = Printing.objects.create(round=of, number=number, file=file | {"version": number}, at=timezone.now())
    record(event=events.BALLOTS_PRINTED, subject=of.public_id, by=by, values={"copies": copies, "twin": twin})
    language, _, easy = twin.partition("-")
    form = form_of(made.file, language=language, edition="easy" if easy else "standard")
    return pdf(form, [serial(secrets.randbelow(32**8)) for _ in range(copies)])


@transaction.atomic
def keep_ballot_scans(*, round: Round, uploads: Iterable[tuple[str, bytes]], by: str) -> list[BallotScan]:
    """Keep uploaded scans, sealed, and read each in the background."""
    rows = [BallotScan.objects.create(
        public_id=new_id("scan"), round=round, name=plain_name(name)[:200], sealed=sealed.seal_content(content),
        at=timezone.now(),
    ) for name, content in uploads]  # fmt: skip
    for row in rows:
        enqueue(name=JOB, by=by, arguments={"scan": row.public_id}, once=f"{JOB} {row.public_id}")
    return rows


def read_ballot_scan(*, scan: BallotScan, by: str, say: Say) -> Callable[[], None]:
    """Count the ballots of a scan; gives the last write, which lets the scan go. Read again it changes nothing."""
    found: dict[str, Any] = {"ballots": 0, "asks": [], "not_read": []}
    ids = dict(scan.round.candidates.values_list("number", "public_id"))
    try:
        for number, copy in enumerate(_copies(scan, found)):
            say(number, number + 1, f"{number} ballots")
            marks, asks = marks_of(scan.round, copy, ids)
            found["asks"] += [{"serial": copy.serial, **ask} for ask in asks]
            if not asks:
                _count(scan.round, copy, marks, by)
                found["ballots"] += 1
    except MethodError as wrong:
        found["wrong"] = wrong.code
    except Closed:
        found["wrong"] = "closed"
    return lambda: _done(scan, found)


def _count(of: Round, copy: Any, marks: list[str], by: str) -> None:
    from careloom_methods.paper import reading

    said = reading.answers_of(copy)
    voice = Voice(role_group=said.get("role_group", ""), nation=said.get("nation", ""))
    read_paper(round=of, serial=copy.serial, marks=marks, by=by, voice=voice)


def _copies(scan: BallotScan, found: dict[str, Any]) -> Iterator[Any]:
    from careloom_methods.paper import forms_of, reading, scans

    scans.need()
    forms = [form for made in scan.round.printings.order_by("number") for form in forms_of(made.file)]
    pages = scans.open_scan(scan.name, sealed.unseal_content(bytes(scan.sealed or b"")))
    report = reading.read(pages, forms)
    found["not_read"] = [row["page"] for row in (*report.refused, *report.foreign_pages)]
    yield from (report.copies[serial] for serial in sorted(report.copies))


@transaction.atomic
def _done(scan: BallotScan, found: dict[str, Any]) -> None:
    BallotScan.objects.filter(pk=scan.pk).update(sealed=None, found=found)
