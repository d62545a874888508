"""Many copies to print, made by a job."""

import io
import secrets
import zipfile
from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from careloom.jobs.services import enqueue
from careloom.listening import events
from careloom.listening.models import PaperBatch
from careloom.questionnaires import paper
from careloom.questionnaires.models import Version
from careloom.thread.ids import new_id
from careloom.thread.services import record

JOB = "listening.print_copies"
MOST = 1000  # copies of one batch
IN_ONE_FILE = 100  # above this a batch is several files in a zip
FILES_KEPT = timedelta(days=30)


@transaction.atomic
def order_copies(*, version: Version, edition: str, language: str, for_group: bool, copies: int, by: str) -> PaperBatch:
    """Have copies made in the background, each with a number of its own."""
    made = PaperBatch.objects.create(
        public_id=new_id("batch"), version=version, edition=edition, language=language, for_group=for_group,
        copies=copies, asked_at=timezone.now(),
    )  # fmt: skip
    record(event=events.COPIES_ORDERED, subject=made.public_id, by=by, values={"copies": copies})
    enqueue(name=JOB, by=by, arguments={"batch": made.public_id}, once=f"{JOB} {made.public_id}")
    return made


def print_copies(*, batch: PaperBatch, by: str, say: Callable[[int, int], None]) -> Callable[[], None]:
    """Set the copies; gives what to write last."""
    from careloom_methods.paper import form_of, pdf, serial

    form = form_of(paper.file_of(batch.version), edition=batch.edition, language=batch.language, group=batch.for_group)
    parts = []
    for first in range(0, batch.copies, IN_ONE_FILE):
        say(first, batch.copies)
        number = min(IN_ONE_FILE, batch.copies - first)
        parts.append(pdf(form, [serial(secrets.randbelow(32**8)) for _ in range(number)]))
    return lambda: _keep(batch, parts, by)


@transaction.atomic
def _keep(batch: PaperBatch, parts: list[bytes], by: str) -> None:
    batch.kind, batch.content = ("pdf", parts[0]) if len(parts) == 1 else ("zip", _zipped(parts))
    batch.made_at = timezone.now()
    batch.save(update_fields=["kind", "content", "made_at"])
    record(event=events.COPIES_MADE, subject=batch.public_id, by=by, values={"copies": batch.copies})


def _zipped(parts: list[bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as file:  # a PDF is packed already
        for number, part in enumerate(parts, 1):
            file.writestr(f"copies-{number:02d}.pdf", part)
    return packed.getvalue()


@transaction.atomic
def forget_printed(*, by: str) -> int:
    """Files of batches go after a month; gives how many."""
    old = PaperBatch.objects.filter(made_at__lt=timezone.now() - FILES_KEPT).exclude(kind="")
    gone = old.update(kind="", content=b"")
    if gone:
        record(event=events.PRINTS_FORGOTTEN, subject="paper", by=by, values={"files": gone})
    return gone
