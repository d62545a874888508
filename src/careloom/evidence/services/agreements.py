"""Agreements with partners, and tables of principles by source."""

from django.db import transaction
from django.utils import timezone

from careloom.evidence import events
from careloom.evidence.models import (
    Agreement,
    AgreementApproval,
    AgreementComment,
    Framework,
    Item,
    Partner,
    Principle,
)
from careloom.evidence.services.uses import end_use, use
from careloom.thread.ids import new_id
from careloom.thread.services import record


class AgreementRefused(ValueError):
    """An approval that cannot stand."""


@transaction.atomic
def write_agreement(
    *, partner: Partner, text: str, statement: str, easy: str, by: str, public_id: str = ""
) -> Agreement:
    """A new version; earlier versions, their comments and approvals stay as they were."""
    made = Agreement.objects.create(
        public_id=public_id or new_id("agreement"), partner=partner, number=partner.agreements.count() + 1, text=text,
        statement=statement, easy=easy, by=by, at=timezone.now())  # fmt: skip
    record(event=events.AGREEMENT_WRITTEN, subject=made.public_id, by=by, values={"number": made.number})
    return made


@transaction.atomic
def comment_agreement(*, agreement: Agreement, side: str, words: str, by: str) -> AgreementComment:
    """A remark by us or by the partner; sent twice it is one."""
    if before := agreement.comments.filter(side=side, words=words, by=by).first():
        return before
    made = AgreementComment.objects.create(agreement=agreement, side=side, words=words, by=by, at=timezone.now())
    record(event=events.AGREEMENT_COMMENTED, subject=agreement.public_id, by=by, values={"side": side})
    return made


@transaction.atomic
def approve_agreement(*, agreement: Agreement, side: str, by: str) -> AgreementApproval:
    """One side says yes. Refused for an old version, a second yes of a side, or the same person for both."""
    newest = agreement.partner.agreements.order_by("-number").first()
    before = agreement.approvals.all()
    if newest != agreement or any(a.side == side or a.by == by for a in before):
        raise AgreementRefused(side)
    made = AgreementApproval.objects.create(agreement=agreement, side=side, by=by, at=timezone.now())
    record(event=events.AGREEMENT_APPROVED, subject=agreement.public_id, by=by, values={"side": side})
    return made


@transaction.atomic
def start_framework(
    *, title: str, easy: str, once: str, by: str, made_up: bool = False, public_id: str = ""
) -> Framework:
    """An empty table of principles; sent twice it is one."""
    made, fresh = Framework.objects.get_or_create(once=once, defaults={
        "public_id": public_id or new_id("framework"), "title": title, "easy": easy, "made_up": made_up,
        "at": timezone.now()})  # fmt: skip
    if fresh:
        record(event=events.FRAMEWORK_STARTED, subject=made.public_id, by=by)
    return made


@transaction.atomic
def note_principle(*, framework: Framework, name: str, item: Item, says: str, by: str) -> Principle:
    """What an item says of a principle; said again, the new words stand. Small and large letters are one name."""
    known = framework.principles.filter(name__iexact=name.strip()).order_by("pk").first()
    called = known.name if known else name.strip()
    made, _ = Principle.objects.update_or_create(framework=framework, name=called, item=item, defaults={"says": says})
    use(item=item, what="page", subject=framework.public_id, by=by)
    record(event=events.FRAMEWORK_CHANGED, subject=framework.public_id, by=by, values={"item": item.public_id})
    return made


@transaction.atomic
def drop_principle(*, principle: Principle, by: str) -> None:
    """Out of the table again; an item with no other cell in it is not used there any more."""
    framework, item = principle.framework, principle.item
    principle.delete()
    if not framework.principles.filter(item=item).exists():
        end_use(item=item, what="page", subject=framework.public_id, by=by)
    record(event=events.FRAMEWORK_CHANGED, subject=framework.public_id, by=by, values={"not": item.public_id})


@transaction.atomic
def publish_framework(*, framework: Framework, by: str) -> None:
    """Everybody may read it. Refused while there is nothing in it that everybody may read."""
    if not framework.principles.filter(item__state=Item.State.LISTED, item__is_public=True).exists():
        raise AgreementRefused("empty")
    framework.published_at = timezone.now()
    framework.save(update_fields=["published_at"])
    record(event=events.FRAMEWORK_PUBLISHED, subject=framework.public_id, by=by)
