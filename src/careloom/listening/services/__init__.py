"""Every change in this room."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from careloom.listening import events
from careloom.listening.models import Outreach, PaperRequest, Target, Waiting
from careloom.people import sealed
from careloom.people.models import Organisation
from careloom.questionnaires.models import Questionnaire
from careloom.thread.ids import new_id
from careloom.thread.services import record


@transaction.atomic
def set_target(
    *, questionnaire: Questionnaire, role_group: str, nation: str, number: int, source: str, by: str
) -> Target:
    """How many returns we hope for from one group in one nation; a later number takes the place of the first."""
    target, _ = Target.objects.update_or_create(
        questionnaire=questionnaire, role_group=role_group, nation=nation,
        defaults={"number": number, "source": source},
    )  # fmt: skip
    values = {"role": role_group, "nation": nation, "number": number}
    record(event=events.TARGET_SET, subject=questionnaire.public_id, by=by, values=values)
    return target


@transaction.atomic
def plan_outreach(
    *, questionnaire: Questionnaire, role_group: str, nation: str, owner_id: str, next_action: str, due_on: date,
    by: str, organisation: Organisation | None = None, offered_back: str = "",
) -> Outreach:  # fmt: skip
    """Name who does what next so that missing voices can be heard."""
    task = Outreach.objects.create(
        public_id=new_id("outreach"), questionnaire=questionnaire, role_group=role_group, nation=nation,
        organisation=organisation, owner_id=owner_id, next_action=next_action, due_on=due_on,
        offered_back=offered_back,
    )  # fmt: skip
    record(event=events.OUTREACH_PLANNED, subject=task.public_id, by=by, values={"role": role_group, "nation": nation})
    return task


@transaction.atomic
def step_outreach(
    *, task: Outreach, state: str, next_action: str, due_on: date, by: str, offered_back: str = ""
) -> None:
    """What happened, and what comes next."""
    task.state, task.next_action, task.due_on = state, next_action, due_on
    task.offered_back = offered_back or task.offered_back
    task.full_clean(exclude=["public_id"])
    task.save()
    record(event=events.OUTREACH_STEPPED, subject=task.public_id, by=by, values={"state": state})


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
