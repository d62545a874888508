"""Changes of what we do about missing voices."""

from datetime import date

from django.db import transaction

from careloom.listening import events
from careloom.listening.models import Outreach
from careloom.people.models import Organisation
from careloom.questionnaires.models import Questionnaire
from careloom.thread.ids import new_id
from careloom.thread.services import record


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
