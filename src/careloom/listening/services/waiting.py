"""The waiting list, and the message when it opens."""

from django.db import transaction
from django.utils import timezone

from careloom.listening import events
from careloom.listening.models import Waiting
from careloom.questionnaires.models import Questionnaire
from careloom.thread.ids import new_id
from careloom.thread.services import record


@transaction.atomic
def join_waiting_list(
    *, questionnaire: Questionnaire, email: str, edition: str, language: str, consent_wording: str
) -> Waiting:
    """Tell this address when the survey opens; a second time changes the format only."""
    name, at = email.strip().lower(), timezone.now()
    waiting, fresh = Waiting.objects.get_or_create(
        questionnaire=questionnaire, email=name,
        defaults={"public_id": new_id("waiting"), "edition": edition, "language": language,
                  "consent_wording": consent_wording, "joined_at": at},
    )  # fmt: skip
    if not fresh:
        waiting.edition, waiting.language = edition, language
        waiting.save(update_fields=["edition", "language"])
    record(event=events.WAITING_JOINED, subject=waiting.public_id, by="guest")
    return waiting


@transaction.atomic
def leave_waiting_list(*, waiting: Waiting, by: str) -> None:
    """Forget the address."""
    record(event=events.WAITING_LEFT, subject=waiting.public_id, by=by)
    waiting.delete()


@transaction.atomic
def mark_mailed(*, waiting: Waiting, by: str) -> bool:
    """Take the right to send the launch message once; False if it was sent before."""
    taken = Waiting.objects.filter(pk=waiting.pk, mailed_at__isnull=True).update(mailed_at=timezone.now())
    if taken:
        record(event=events.WAITING_MAILED, subject=waiting.public_id, by=by)
    return bool(taken)
