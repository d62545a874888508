"""Requests for paper or a call."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from careloom.listening import events
from careloom.listening.models import PaperRequest
from careloom.people import sealed
from careloom.questionnaires.models import Questionnaire
from careloom.thread.ids import new_id
from careloom.thread.services import record

AGAIN = timedelta(minutes=10)  # the same words from the same person within so long are the same request


@transaction.atomic
def ask_for_paper(
    *, questionnaire: Questionnaire, way: str, edition: str, language: str, copies: int, contact: dict[str, Any]
) -> PaperRequest:
    """Somebody wants paper, or to answer by phone; how to reach them is sealed. A double click is one request."""
    same = PaperRequest.objects.filter(
        questionnaire=questionnaire, way=way, edition=edition, language=language, copies=copies, done_at=None,
        asked_at__gt=timezone.now() - AGAIN)  # fmt: skip
    if there := next((row for row in same if sealed.unseal(bytes(row.sealed)) == contact), None):
        return there
    asked = PaperRequest.objects.create(
        public_id=new_id("paper"), questionnaire=questionnaire, way=way, edition=edition, language=language,
        copies=copies, sealed=sealed.seal(contact), asked_at=timezone.now(),
    )  # fmt: skip
    record(event=events.PAPER_ASKED, subject=asked.public_id, by="guest", values={"way": way, "copies": copies})
    return asked


@transaction.atomic
def paper_sent(*, request: PaperRequest, by: str) -> None:
    """The copy is in the post, or the call was made: the address goes. Said twice, it was done once."""
    if request.done_at:
        return
    request.done_at, request.sealed = timezone.now(), b""
    request.save(update_fields=["done_at", "sealed"])
    record(event=events.PAPER_SENT, subject=request.public_id, by=by)
