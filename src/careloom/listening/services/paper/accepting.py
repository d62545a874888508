"""A copy becomes an answer, once; or it is set aside. Its pictures go a set number of days later."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from careloom.jobs.models import Job
from careloom.jobs.services import enqueue
from careloom.listening import events, scanned
from careloom.listening.models import Letter, ScannedCopy, ScannedItem, ScannedPage
from careloom.people import sealed
from careloom.questionnaires import group, services
from careloom.questionnaires.models import AnswerSet, Questionnaire
from careloom.thread.services import record

JOB = "listening.accept_copies"
State = ScannedCopy.State


class NotReady(ValueError):
    """Something on the copy still needs a person: `waits` items, `missing` pages, `faults` by question."""

    def __init__(self, waits: int, missing: list[int], faults: dict[str, str]) -> None:
        super().__init__(f"{waits} items wait, {len(missing)} pages are missing")
        self.waits, self.missing, self.faults = waits, missing, faults


def missing_pages(copy: ScannedCopy) -> list[int]:
    """Pages of a copy that were not among the scans."""
    there = set(copy.scans.filter(what=ScannedPage.What.READ).values_list("page", flat=True))
    return [n for n in range(1, copy.pages + 1) if n not in there]


@transaction.atomic
def accept_copy(*, copy: ScannedCopy, by: str, without_missing: bool = False) -> AnswerSet | None:
    """Take a copy as one answer; None if it was taken or set aside before. Raises NotReady.

    The same copy is one answer however often it is scanned or accepted: the database promises it twice, by the
    number of the copy and by the key of the answer.
    """
    now = ScannedCopy.objects.select_for_update(of=("self",)).select_related("questionnaire", "version").get(pk=copy.pk)
    if now.state != State.OPEN:
        return None
    items, missing = list(now.items.order_by("page", "pk")), missing_pages(now)
    sheet = scanned.sheet_of(now, items)
    waits = sum(item.state != ScannedItem.State.DONE for item in items)
    faults = {key: fault.code for key, fault in scanned.faults_of(sheet).items()}
    if waits or faults or (missing and not without_missing):
        raise NotReady(waits, missing, faults)
    about, values = group.split(sheet.answers())
    given = services.Given(channel="paper", edition=sheet.edition, language=now.language, entered_by=by,
                           group={"name": "", **about} if about else None)  # fmt: skip
    answer = services.receive(version=now.version, values=values, once_key=scanned.once_key(now), given=given, by=by)
    _keep_letter(now, items)
    _end(now, State.ACCEPTED, voice=answer.public_id)
    record(event=events.COPY_ACCEPTED, subject=now.public_id, by=by, values={"pages": now.pages - len(missing)})
    return answer


def _keep_letter(copy: ScannedCopy, items: list[ScannedItem]) -> None:
    address = next((scanned.value_of(item).get("letter", [""])[0] for item in items if item.item == scanned.LETTER), "")
    if address.strip():
        Letter.objects.create(copy=copy, sealed=sealed.seal({"address": address}), asked_at=timezone.now())


def _end(copy: ScannedCopy, state: str, *, voice: str | None = None, why: str = "") -> None:
    """What was typed goes: an accepted answer holds it now."""
    copy.state, copy.voice_id, copy.why_aside, copy.ended_at = state, voice, why, timezone.now()
    copy.save(update_fields=["state", "voice_id", "why_aside", "ended_at"])
    copy.items.update(first=b"", second=b"", settled=b"")


@transaction.atomic
def set_aside(*, copy: ScannedCopy, why: str, by: str) -> None:
    """This copy is no answer: a trial, a photocopy, an empty form."""
    now = ScannedCopy.objects.select_for_update().get(pk=copy.pk)
    if now.state == State.OPEN:
        _end(now, State.ASIDE, why=why[:300])
        record(event=events.COPY_ASIDE, subject=now.public_id, by=by)


@transaction.atomic
def accept_all(*, questionnaire: Questionnaire, by: str) -> Job:
    """Accept in the background whatever is ready."""
    at = timezone.now().strftime("%Y%m%d%H%M%S")  # a double click in one second is one job
    record(event=events.ACCEPTING_ASKED, subject=questionnaire.public_id, by=by)
    return enqueue(name=JOB, by=by, arguments={"questionnaire": questionnaire.public_id},
                   once=f"{JOB} {questionnaire.public_id} {at}")  # fmt: skip


def run_accepting(*, copies: list[ScannedCopy], by: str, say: Callable[[int, int], None]) -> None:
    """Accept copies one by one; one that is not ready after all stays where it is."""
    for number, copy in enumerate(copies):
        try:
            accept_copy(copy=copy, by=by)
        except NotReady:
            continue
        finally:
            say(number + 1, len(copies))


def forget_withdrawn(*, by: str) -> int:
    """Answers that came on paper and were taken back: their pictures go now, not a set number of days later."""
    taken = AnswerSet.objects.filter(state=AnswerSet.State.WITHDRAWN, channel=AnswerSet.Channel.PAPER)
    return forget_copies(answer_sets=taken, by=by)


@transaction.atomic
def forget_copies(*, answer_sets: QuerySet[AnswerSet], by: str) -> int:
    """The pictures of these answers on paper, and addresses for a letter, go. Gives how many."""
    copies = ScannedCopy.objects.filter(voice_id__in=answer_sets.values("public_id"))
    gone = ScannedPage.objects.filter(copy__in=copies).exclude(picture=b"").update(picture=b"")
    letters, _ = Letter.objects.filter(copy__in=copies).delete()
    if gone or letters:
        record(event=events.PICTURES_FORGOTTEN, subject="paper", by=by, values={"pictures": gone, "letters": letters})
    return gone + letters


@transaction.atomic
def forget_pictures(*, by: str) -> int:
    """Pictures of paper go a set number of days after the copy was accepted or set aside; gives how many.

    Pages that belong to no copy go as many days after they were scanned.
    """
    before = timezone.now() - timedelta(days=settings.SCANS_KEPT_DAYS)
    old = Q(copy__ended_at__lt=before) | Q(copy__isnull=True, at__lt=before)
    gone = ScannedPage.objects.filter(old).exclude(picture=b"").update(picture=b"")
    if gone:
        record(event=events.PICTURES_FORGOTTEN, subject="paper", by=by, values={"pictures": gone})
    return gone
