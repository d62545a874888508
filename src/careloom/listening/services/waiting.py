"""The waiting list and the message when it opens; the list of people who want to hear from us again."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from careloom.jobs.models import Job
from careloom.jobs.services import enqueue
from careloom.listening import events
from careloom.listening.models import SignUp, Waiting
from careloom.questionnaires.models import Questionnaire
from careloom.thread.ids import new_id
from careloom.thread.services import record

KEPT_AFTER = timedelta(days=30)  # how long we keep an address after the one message, for those that bounce


class NotOpen(Exception):
    """A message that it is open would not be true yet."""

    code = "not_open"


@transaction.atomic
def join_waiting_list(
    *, questionnaire: Questionnaire, email: str, edition: str, language: str, consent_wording: str
) -> Waiting:
    """Tell this address when the survey opens; a second time changes the format only. No language: not known."""
    name, at = email.strip().lower(), timezone.now()
    waiting, fresh = Waiting.objects.get_or_create(
        questionnaire=questionnaire, email=name,
        defaults={"public_id": new_id("waiting"), "edition": edition, "language": language,
                  "consent_wording": consent_wording, "joined_at": at},
    )  # fmt: skip
    if not fresh:
        waiting.edition, waiting.language = edition, language
        waiting.save(update_fields=["edition", "language"])
    record(event=events.WAITING_JOINED, subject=waiting.public_id, by="guest", values={"consent": consent_wording})
    return waiting


@transaction.atomic
def leave_waiting_list(*, waiting: Waiting, by: str) -> None:
    """Forget the address."""
    record(event=events.WAITING_LEFT, subject=waiting.public_id, by=by)
    waiting.delete()


@transaction.atomic
def mark_mailed(*, waiting: Waiting, by: str) -> bool:
    """Note that the launch message went; False if that was noted before."""
    taken = Waiting.objects.filter(pk=waiting.pk, mailed_at__isnull=True).update(mailed_at=timezone.now())
    if taken:
        record(event=events.WAITING_MAILED, subject=waiting.public_id, by=by)
    return bool(taken)


@transaction.atomic
def ask_for_launch(*, questionnaire: Questionnaire, address: str, by: str) -> Job:
    """Write to everybody who waits; `address` is where this centre is found. Raises NotOpen.

    Asked twice, each person still gets one message: each has one job of their own.
    """
    if not questionnaire.is_open():
        raise NotOpen
    record(event=events.LAUNCH_ASKED, subject=questionnaire.public_id, by=by)
    return enqueue(name="listening.launch", by=by,
                   arguments={"questionnaire": questionnaire.public_id, "address": address})  # fmt: skip


@transaction.atomic
def queue_messages(*, questionnaire: Questionnaire, address: str, by: str) -> int:
    """One job for each person who waits: a worker that is killed has at most one message under way."""
    rows = Waiting.objects.filter(questionnaire=questionnaire, mailed_at__isnull=True).order_by("pk")
    for waiting in rows:
        enqueue(name="listening.write_to_waiting", by=by, once=f"launch:{waiting.public_id}",
                arguments={"waiting": waiting.public_id, "address": address})  # fmt: skip
    return len(rows)


@transaction.atomic
def forget_mailed(*, by: str) -> int:
    """Delete addresses that had their message a month ago."""
    old = Waiting.objects.filter(mailed_at__lt=timezone.now() - KEPT_AFTER)
    number = 0
    for waiting in old:
        leave_waiting_list(waiting=waiting, by=by)
        number += 1
    return number


@transaction.atomic
def leave_list(*, row: SignUp, by: str) -> None:
    """Take an address off the list and forget it."""
    record(event=events.SIGNED_OFF, subject=row.public_id, by=by)
    row.delete()
