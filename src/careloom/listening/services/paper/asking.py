"""Requests for paper or a call."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from careloom.listening import events
from careloom.listening.models import PaperRequest
from careloom.people import sealed
from careloom.questionnaires.models import Questionnaire
from careloom.thread.ids import new_id
from careloom.thread.services import record


@transaction.atomic
def ask_for_paper(
    *, questionnaire: Questionnaire, way: str, edition: str, language: str, copies: int, contact: dict[str, Any]
) -> PaperRequest:
    """Somebody wants paper, or to answer by phone; how to reach them is sealed."""
    asked = PaperRequest.objects.create(
        public_id=new_id("paper"), questionnaire=questionnaire, way=way, edition=edition, language=language,
        copies=copies, sealed=sealed.seal(contact), asked_at=timezone.now(),
    )  # fmt: skip
    record(event=events.PAPER_ASKED, subject=asked.public_id, by="guest", values={"way": way, "copies": copies})
    return asked


@transaction.atomic
def paper_sent(*, request: PaperRequest, by: str) -> None:
    """The copy is in the post, or the call was made: the address goes."""
    request.done_at, request.sealed = timezone.now(), b""
    request.save(update_fields=["done_at", "sealed"])
    record(event=events.PAPER_SENT, subject=request.public_id, by=by)
