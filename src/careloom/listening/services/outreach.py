"""Changes of what we do about missing voices."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from careloom.listening import events
from careloom.listening.models import Outreach, OutreachStep, SafeListening
from careloom.people.models import Organisation
from careloom.questionnaires.models import Questionnaire
from careloom.thread.ids import new_id
from careloom.thread.models import Entry
from careloom.thread.services import record

MEETING_PEOPLE = {Outreach.State.CONTACTED, Outreach.State.TAKING_PART}


class NotSafeYet(Exception):
    """Nobody has said how people are kept safe in this listening task, so we do not go to people yet."""

    code = "not_safe_yet"


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
    *, task: Outreach, state: str, next_action: str, due_on: date, by: str, offered_back: str = "", done: str = ""
) -> OutreachStep:
    """What was done, and what comes next. Raises NotSafeYet before people are met without ground rules."""
    if state in MEETING_PEOPLE and not SafeListening.objects.filter(questionnaire=task.questionnaire_id).exists():
        raise NotSafeYet
    last = Entry.objects.filter(subject=task.public_id).order_by("-pk").first()
    before = task.next_action
    task.state, task.next_action, task.due_on = state, next_action, due_on
    task.offered_back = offered_back or task.offered_back
    task.full_clean(exclude=["public_id"])
    task.save()
    step = OutreachStep.objects.create(
        task=task, state=state, done=done or before, next_action=next_action, due_on=due_on,
        offered_back=offered_back, by_id=by, at=timezone.now(),
    )  # fmt: skip
    record(event=events.OUTREACH_STEPPED, subject=task.public_id, by=by, values={"state": state},
           because=[last] if last else [])  # fmt: skip
    return step
