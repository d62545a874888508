"""From who came, to a claim, to a second person's yes, to the money."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from careloom.involvement import benefits, events, queries
from careloom.involvement.models import Attendance, Claim, ClaimLine, Offer, Opportunity, PayFile, Rate
from careloom.involvement.money import for_minutes
from careloom.involvement.services.refusing import Refused
from careloom.thread.ids import new_id
from careloom.thread.services import record

State, Kind = Claim.State, ClaimLine.Kind
MOST = 100_000  # pence of one expense; more needs a word with somebody


@transaction.atomic
def save_attendance(*, opportunity: Opportunity, day: date, minutes: Mapping[int, int], by: str) -> int:
    """Who came on a day: {person's key: minutes}; 0 takes a row away unless it is claimed. Gives how many came.

    The number of queries is the same for 2 and for 200 people.
    """
    if wrong := [m for m in minutes.values() if not 0 <= m <= 1440]:
        raise Refused("minutes_of_a_day", minutes=wrong[0])
    came = {person: m for person, m in minutes.items() if m}
    claimed = set(
        Attendance.objects.filter(opportunity=opportunity, day=day, claimline__isnull=False).values_list(
            "person_id", flat=True
        )
    )
    gone = [person for person, m in minutes.items() if not m and person not in claimed]
    Attendance.objects.filter(opportunity=opportunity, day=day, person_id__in=gone).delete()
    Attendance.objects.bulk_create(
        [Attendance(opportunity=opportunity, day=day, person_id=person, minutes=m)
         for person, m in came.items() if person not in claimed],
        update_conflicts=True, update_fields=["minutes"], unique_fields=["opportunity", "person", "day"],
        batch_size=500,
    )  # fmt: skip
    values = {"day": day.isoformat(), "people": len(came)}
    record(event=events.ATTENDANCE_SAVED, subject=opportunity.public_id, by=by, values=values)
    return len(came)


def fee(offer: Offer, rate: Rate, minutes: int) -> int:
    """Pence for one day's work at that day's rate; less where a person asked for less, nothing where it is covered."""
    pence = rate.pence if offer.agreed_pence is None else min(rate.pence, offer.agreed_pence)
    whole = for_minutes(pence, minutes) if rate.unit == Rate.Unit.HOUR else pence
    return benefits.fee_for(offer.employer, whole)


def price_again(offer: Offer) -> None:
    """Fees that nobody agreed to yet follow the person's newest answer; what is being checked never becomes more."""
    open_ = [State.DRAFT, State.RETURNED, State.SENT]
    rows = ClaimLine.objects.filter(claim__offer=offer, claim__state__in=open_, kind=Kind.TIME)
    known = queries.rates_known()
    for line in rows.select_related("attendance", "claim"):
        rate = queries.rate_on(offer.task, line.day, known) if offer.task else None
        if rate is None or line.attendance is None:
            continue
        pence = fee(offer, rate, line.attendance.minutes)
        line.pence = min(pence, line.pence) if line.claim.state == State.SENT else pence
        line.save(update_fields=["pence"])


@transaction.atomic
def raise_claims(*, opportunity: Opportunity, by: str) -> int:
    """Write a claim for everyone who came and said yes to the offer: they only have to look and send it."""
    rows = Attendance.objects.filter(opportunity=opportunity, claimline__isnull=True).order_by("day", "pk")
    offers = {o.person_id: o for o in Offer.objects.filter(
        opportunity=opportunity, state=Offer.State.ACCEPTED).select_related("person")}  # fmt: skip
    drafts = {c.offer_id: c for c in Claim.objects.filter(offer__in=offers.values(), state=State.DRAFT)}
    known, lines, fresh, at = queries.rates_known(), [], [], timezone.now()
    for row in rows:
        offer = offers.get(row.person_id)
        if offer is None:
            continue
        rate = queries.rate_on(offer.task, row.day, known) if offer.task else None
        if offer.task and rate is None:
            raise Refused("no_rate", task=offer.task, day=row.day)
        if offer.pk not in drafts:
            drafts[offer.pk] = Claim(public_id=new_id("claim"), offer=offer, claimant_id=offer.person.public_id,
                                     raised_by=by, made_at=at)  # fmt: skip
            fresh.append(drafts[offer.pk])
        pence = fee(offer, rate, row.minutes) if rate else 0
        lines.append((offer.pk, ClaimLine(kind=Kind.TIME, day=row.day, pence=pence, attendance=row)))
    Claim.objects.bulk_create(fresh, batch_size=200)
    for key, line in lines:
        line.claim = drafts[key]
    ClaimLine.objects.bulk_create([line for _, line in lines], batch_size=500)
    if lines:
        values = {"claims": len(fresh)}
        record(event=events.CLAIM_RAISED, subject=opportunity.public_id, by=by, values=values)
    return len(fresh)


@transaction.atomic
def add_expense(*, claim: Claim, kind: str, day: date, pence: int, once: str) -> ClaimLine:
    """Add an expense that the offer names; the same `once` is one line. Raises Refused."""
    claim.refresh_from_db(fields=["state"])  # it may have been sent from another window
    if claim.state not in (State.DRAFT, State.RETURNED):
        raise Refused("claim_was_sent")
    if kind not in claim.offer.expenses or kind not in benefits.NO_FEE:
        raise Refused("expense_not_offered", kind=kind)
    if not 0 < pence <= MOST:
        raise Refused("expense_amount", most=MOST)
    if day > timezone.localdate():
        raise Refused("expense_day", day=day)
    values = {"claim": claim, "kind": kind, "day": day, "pence": pence}
    return ClaimLine.objects.get_or_create(once=f"{claim.public_id}:{once}"[:80], defaults=values)[0]


@transaction.atomic
def send_claim(*, claim: Claim) -> bool:
    """The person's own word; sent once. The clock to the money starts here."""
    waiting = Claim.objects.filter(pk=claim.pk, state__in=[State.DRAFT, State.RETURNED])
    sent = waiting.update(state=State.SENT, sent_at=claim.sent_at or timezone.now(), question="")
    if sent:
        record(event=events.CLAIM_SENT, subject=claim.public_id, by=events.PAYEE)
    return bool(sent)


@transaction.atomic
def ask_claimant(*, claim: Claim, question: str, by: str) -> bool:
    """Give it back with a question; the clock goes on, for waiting is waiting."""
    asked = Claim.objects.filter(pk=claim.pk, state=State.SENT).update(state=State.RETURNED, question=question)
    if asked:
        record(event=events.CLAIM_RETURNED, subject=claim.public_id, by=by)
    return bool(asked)


@transaction.atomic
def approve_claim(*, claim: Claim, by: str) -> bool:
    """A second person's yes. Raises Refused; the database refuses it too."""
    if by in (claim.claimant_id, claim.raised_by):
        raise Refused("second_person")
    done = Claim.objects.filter(pk=claim.pk, state=State.SENT).update(
        state=State.APPROVED, approved_by=by, approved_at=timezone.now()
    )
    if done:
        record(event=events.CLAIM_APPROVED, subject=claim.public_id, by=by)
    return bool(done)


@transaction.atomic
def make_pay_file(*, by: str) -> PayFile | None:
    """Put every approved claim that is on no list yet on a new one; None where there is none."""
    claims = Claim.objects.filter(state=State.APPROVED, pay_file__isnull=True)
    if not claims.exists():
        return None
    made = PayFile.objects.create(public_id=new_id("payfile"), made_by=by, made_at=timezone.now())
    count = claims.update(pay_file=made)
    record(event=events.PAY_FILE_MADE, subject=made.public_id, by=by, values={"claims": count})
    return made


@transaction.atomic
def mark_paid(*, pay_file: PayFile, on: date, by: str) -> int:
    """The pay office sent the money. Raises Refused for a day that has not come."""
    if on > timezone.localdate() or on < timezone.localtime(pay_file.made_at).date():
        raise Refused("paid_day")
    done = pay_file.claims.filter(state=State.APPROVED).update(state=State.PAID, paid_on=on)
    PayFile.objects.filter(pk=pay_file.pk).update(paid_on=on)
    if done:
        record(event=events.PAID, subject=pay_file.public_id, by=by, values={"claims": done})
    return done
