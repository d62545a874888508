"""Changes of what we hope for."""

from django.db import transaction

from careloom.listening import events
from careloom.listening.models import Target
from careloom.questionnaires.models import Questionnaire
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
