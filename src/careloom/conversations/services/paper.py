"""Ballots on paper by the paper engine: printed with a number each, and read from scans; what is unclear is asked."""

import secrets
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from careloom.conversations import events, queries
from careloom.conversations.models import BallotScan, Conversation, Printing
from careloom.conversations.services.votes import Closed, read_ballot
from careloom.jobs.services import enqueue
from careloom.people import sealed
from careloom.questionnaires.files import plain_name
from careloom.thread.ids import new_id
from careloom.thread.services import record
from careloom_methods.errors import MethodError

JOB = "conversations.read_scan"
VALUES = {"agree": 1, "disagree": -1, "pass": 0}
Say = Callable[[int, int, str], None]


@transaction.atomic
def print_ballots(*, conversation: Conversation, twin: str, copies: int, by: str) -> bytes:
    """A PDF of ballots, each with a number of its own. `twin`: en, en-easy or cy.

    What stands on them is kept, so that scans are read as they were printed, whatever was shown or taken out since.
    """
    from careloom_methods.paper import form_of, pdf, serial

    Conversation.objects.select_for_update().get(pk=conversation.pk)
    file = _file(conversation)
    made = conversation.printings.order_by("-number").first()
    if made is None or made.file != file | {"version": made.number}:
        number = made.number + 1 if made else 1
        made = Printing.objects.create(conversation=conversation, number=number, file=file | {"version": number},
                                       at=timezone.now())  # fmt: skip
    record(event=events.BALLOTS_PRINTED, subject=conversation.public_id, by=by, values={"copies": copies, "twin": twin})
    language, _, easy = twin.partition("-")
    form = form_of(made.file, language=language, edition="easy" if easy else "standard")
    return pdf(form, [serial(secrets.randbelow(32**8)) for _ in range(copies)])


def _file(conversation: Conversation) -> dict[str, Any]:
    """The file that the paper engine reads; where a twin is missing, the English stands in."""
    name = conversation.name
    return {
        "form": f"vote-{conversation.slug}", "return_to": list(settings.RETURN_ADDRESS),
        "title": {"en": name, "en-easy": name, "cy": conversation.name_cy or name},
        "statements": [{"id": f"s{s.number}", "text": {"en": s.text, "en-easy": s.text_easy or s.text,
                                                       "cy": s.text_cy or s.text}}
                       for s in queries.shown(conversation)],
    }  # fmt: skip


@transaction.atomic
def keep_ballot_scans(*, conversation: Conversation, uploads: Iterable[tuple[str, bytes]], by: str) -> list[BallotScan]:
    """Keep uploaded scans, sealed, and read each in the background."""
    rows = [BallotScan.objects.create(
        public_id=new_id("scan"), conversation=conversation, name=plain_name(name)[:200],
        sealed=sealed.seal_content(content), at=timezone.now(),
    ) for name, content in uploads]  # fmt: skip
    for row in rows:
        enqueue(name=JOB, by=by, arguments={"scan": row.public_id}, once=f"{JOB} {row.public_id}")
    return rows


def read_ballot_scan(*, scan: BallotScan, by: str, say: Say) -> Callable[[], None]:
    """Count the ballots of a scan; gives the last write, which lets the scan go. Read again it changes nothing."""
    found: dict[str, Any] = {"ballots": 0, "votes": 0, "asks": [], "not_read": []}
    try:
        for number, copy in enumerate(_copies(scan, found, say)):
            say(number, number + 1, f"{number} ballots")
            read = read_ballot(conversation=scan.conversation, serial=copy.serial, marks=_marks(copy), by=by)
            found["ballots"] += 1
            found["votes"] += read.counted
            found["asks"] += [{"serial": copy.serial, **ask} for ask in read.asks]
    except MethodError as wrong:
        found["wrong"] = wrong.code
    except Closed:
        found["wrong"] = "closed"
    return lambda: _done(scan, found)


def _copies(scan: BallotScan, found: dict[str, Any], say: Say) -> Iterator[Any]:
    from careloom_methods.paper import forms_of, reading, scans

    scans.need()
    forms = [form for made in scan.conversation.printings.order_by("number") for form in forms_of(made.file)]
    pages = scans.open_scan(scan.name, sealed.unseal_content(bytes(scan.sealed or b"")))
    report = reading.read(pages, forms)
    found["not_read"] = [row["page"] for row in (*report.refused, *report.foreign_pages)]
    yield from (report.copies[serial] for serial in sorted(report.copies))


def _marks(copy: Any) -> dict[int, int | None]:
    """{statement number: vote, or None where only a person can tell}."""
    from careloom_methods.paper import reading

    clear = {int(item[1:]): VALUES[code] for item, code in reading.answers_of(copy).items()}
    return {**clear, **{int(ask.item[1:]): None for ask in copy.asks}}


@transaction.atomic
def _done(scan: BallotScan, found: dict[str, Any]) -> None:
    BallotScan.objects.filter(pk=scan.pk).update(sealed=None, found=found)
