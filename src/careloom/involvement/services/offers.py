"""An offer in writing first; yes, no, or less, without loss."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from careloom.involvement import benefits, events, queries
from careloom.involvement.models import Offer, Opportunity
from careloom.involvement.services.claims import price_again
from careloom.involvement.services.refusing import Refused
from careloom.people.models import Person
from careloom.thread.ids import new_id
from careloom.thread.models import Decision
from careloom.thread.services import decide, record, record_many

State = Offer.State


def _offer(opportunity: Opportunity, person: Person) -> Offer:
    at = timezone.now()
    day = timezone.localtime(opportunity.begins_at or at).date()
    rate = queries.rate_on(opportunity.task, day) if opportunity.task else None
    if opportunity.task and rate is None:
        raise Refused("no_rate", task=opportunity.task, day=day)
    missing = [name for name in ("what", "how_long", "how_often") if not getattr(opportunity, name).strip()]
    if missing:
        raise Refused("offer_incomplete", missing=missing)
    return Offer(public_id=new_id("offer"), opportunity=opportunity, person=person, what=opportunity.what,
                 how_long=opportunity.how_long, how_often=opportunity.how_often, task=opportunity.task,
                 unit=rate.unit if rate else "", pence=rate.pence if rate else 0, expenses=opportunity.expenses,
                 made_at=at)  # fmt: skip


@transaction.atomic
def make_offer(*, opportunity: Opportunity, person: Person, by: str) -> Offer:
    """Write down what, how long, how often, how much and which expenses. One offer a person. Raises Refused."""
    found = Offer.objects.filter(opportunity=opportunity, person=person).first()
    if found:
        return found
    offer = _offer(opportunity, person)
    offer.save(force_insert=True)
    record(event=events.OFFER_MADE, subject=offer.public_id, by=by)
    return offer


@transaction.atomic
def make_offers(*, opportunity: Opportunity, people: Iterable[Person], by: str) -> int:
    """The same offer to many people; who has one keeps it. Gives the number of new ones."""
    have = set(Offer.objects.filter(opportunity=opportunity).values_list("person_id", flat=True))
    fresh = [person for person in people if person.pk not in have]
    if not fresh:
        return 0
    first = _offer(opportunity, fresh[0])
    offers = [first]
    for person in fresh[1:]:
        same = {f.attname: getattr(first, f.attname) for f in Offer._meta.concrete_fields if f.attname != "id"}
        offers.append(Offer(**same | {"public_id": new_id("offer"), "person_id": person.pk}))
    Offer.objects.bulk_create(offers, batch_size=200)
    record_many(event=events.OFFER_MADE, by=by, rows=[(offer.public_id, {}) for offer in offers])
    return len(offers)


@transaction.atomic
def answer_offer(
    *, offer: Offer, accept: bool, employer: str, benefits_answer: str, advice: str, how: str = Offer.How.BANK,
    agreed_pence: int | None = None,
) -> Offer:  # fmt: skip
    """The person's own answer. It can be given again: what nobody agreed to pay yet then follows it. Raises Refused.

    Taking part does not hang on the money: a person who says no to the money, or takes less, keeps their place.
    Who is on benefits, or would rather not say, meets the advice step first.
    """
    if accept:
        if agreed_pence is not None and not 0 <= agreed_pence <= offer.pence:
            raise Refused("more_than_the_rate", pence=offer.pence)
        careful = benefits_answer in (Offer.Benefits.YES, Offer.Benefits.NOT_SAY)
        if careful and advice not in (Offer.Advice.HAD, Offer.Advice.NOT_WANTED):
            raise Refused("advice_first")
        if how == Offer.How.VOUCHER and careful and not offer.decision_id:
            raise Refused("sources_conflict", rules=[rule.name for rule in queries.conflicts()])
    offer.state = State.ACCEPTED if accept else State.DECLINED
    offer.employer, offer.benefits, offer.advice, offer.how = employer, benefits_answer, advice, how
    covered = accept and benefits.fee_for(employer, 1) == 0
    offer.agreed_pence = 0 if covered or not accept else agreed_pence
    offer.answered_at = timezone.now()
    offer.save(update_fields=["state", "employer", "benefits", "advice", "how", "agreed_pence", "answered_at"])
    price_again(offer)
    record(event=events.OFFER_ANSWERED, subject=offer.public_id, by=events.PAYEE)
    return offer


@transaction.atomic
def decide_conflict(*, offer: Offer, outcome: str, reasons_for: str, by: str) -> Decision:
    """A named person decides where our sources do not agree; the decision stands beside the offer."""
    decision = decide(
        question="May this offer be paid in the way the person asked for, where sources about benefits do not agree?",
        outcome=outcome, reasons_for=reasons_for, by=by,
    )  # fmt: skip
    Offer.objects.filter(pk=offer.pk).update(decision_id=decision.public_id)
    offer.decision_id = decision.public_id
    return decision
