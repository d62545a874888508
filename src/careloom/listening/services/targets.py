"""Changes of what we hope for, of what keeps people safe, and of help that is offered."""

from django.db import transaction
from django.utils import timezone

from careloom.listening import events
from careloom.listening.models import AccessGap, HelpOffer, SafeListening, Target
from careloom.questionnaires.models import Questionnaire
from careloom.thread.ids import new_id
from careloom.thread.services import record


@transaction.atomic
def set_target(
    *, questionnaire: Questionnaire, number: int, source: str, by: str, role_group: str = "", nation: str = "",
    field: str = "", category: str = "", definition: str = "",
) -> Target:  # fmt: skip
    """How many returns we hope for from one group; a later number takes the place of the first."""
    target, _ = Target.objects.update_or_create(
        questionnaire=questionnaire, role_group=role_group, nation=nation, field=field, category=category,
        defaults={"number": number, "source": source, "definition": definition},
    )  # fmt: skip
    values = {"role": role_group, "nation": nation, "number": number, "field": field, "category": category}
    record(event=events.TARGET_SET, subject=questionnaire.public_id, by=by, values=values)
    return target


@transaction.atomic
def make_safe(
    *, questionnaire: Questionnaire, ground_rules: str, distress: str, safeguarding: str, lead: str, by: str
) -> SafeListening:
    """Say how people are kept safe while we listen: ground rules, distress, safeguarding, and who leads."""
    texts = {"ground_rules": ground_rules, "distress": distress, "safeguarding": safeguarding, "lead": lead}
    safe, _ = SafeListening.objects.update_or_create(questionnaire=questionnaire, defaults=texts)
    safe.full_clean()
    record(event=events.SAFE_LISTENING_SET, subject=questionnaire.public_id, by=by)
    return safe


@transaction.atomic
def note_access_gap(
    *, questionnaire: Questionnaire, community: str, nation: str, support: str, barrier: str, heard_from: str, by: str
) -> AccessGap:
    """Write down that a community does not get the support that is offered, and what stands in the way."""
    gap = AccessGap.objects.create(
        public_id=new_id("access"), questionnaire=questionnaire, community=community, nation=nation, support=support,
        barrier=barrier, heard_from=heard_from, noted_at=timezone.now(),
    )  # fmt: skip
    record(event=events.ACCESS_GAP_NOTED, subject=gap.public_id, by=by, values={"nation": nation})
    return gap


@transaction.atomic
def offer_help(
    *, questionnaire: Questionnaire, kind: str, words: str, contact: str, by: str, nation: str = ""
) -> HelpOffer:
    """Practical help that somebody can give, of a kind that people asked for."""
    offer = HelpOffer.objects.create(
        public_id=new_id("help"), questionnaire=questionnaire, kind=kind, nation=nation, words=words, contact=contact,
        offered_at=timezone.now(),
    )  # fmt: skip
    record(event=events.HELP_OFFERED, subject=offer.public_id, by=by, values={"kind": kind, "nation": nation})
    return offer


@transaction.atomic
def end_help(*, offer: HelpOffer, by: str) -> None:
    """This help cannot be had any more."""
    offer.ended_at = timezone.now()
    offer.save(update_fields=["ended_at"])
    record(event=events.HELP_OFFER_ENDED, subject=offer.public_id, by=by)
