"""Rates and limits by day, offers, claims, and how long people wait for their money."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet, Sum
from django.utils import timezone

from careloom.involvement import benefits
from careloom.involvement.models import Attendance, Claim, ClaimLine, Limit, Offer, Opportunity, PaymentRule, Rate
from careloom.involvement.money import for_minutes
from careloom.people.models import Person
from careloom.ui.money import currency

PROMISE = 28  # days from sending a claim to the money: four weeks, the shortest that a source promises
CONFLICT = "sources conflict"


def rates_known() -> list[Rate]:
    """Every rate with its first day."""
    return list(Rate.objects.order_by("task", "valid_from"))


def rate_on(task: str, day: date, known: Iterable[Rate] | None = None) -> Rate | None:
    """The rate that counts on a day: the newest that had begun."""
    rows = rates_known() if known is None else known
    begun = [rate for rate in rows if rate.task == task and rate.valid_from <= day]
    return max(begun, key=lambda rate: rate.valid_from, default=None)


def limits() -> list[benefits.Known]:
    """Every dated limit."""
    rows = Limit.objects.order_by("benefit", "valid_from")
    return [benefits.Known(r.benefit, r.name, r.pence, r.below, r.per, r.valid_from, r.source) for r in rows]


def _week_and_month(day: date) -> tuple[date, date, date, date]:
    """First day of the week (Monday) and of the next, first day of the month and of the next."""
    monday, first = day - timedelta(days=day.weekday()), day.replace(day=1)
    return monday, monday + timedelta(days=7), first, (first + timedelta(days=32)).replace(day=1)


def earned_around(person: Person, day: date) -> tuple[int, int]:
    """Fees of a person, in pence, in the week and the month of a day. Expenses are not earnings."""
    monday, next_monday, first, next_month = _week_and_month(day)
    rows = ClaimLine.objects.filter(kind=ClaimLine.Kind.TIME, claim__offer__person=person)
    found = rows.aggregate(
        week=Sum("pence", filter=Q(day__gte=monday, day__lt=next_monday)),
        month=Sum("pence", filter=Q(day__gte=first, day__lt=next_month)),
    )
    return found["week"] or 0, found["month"] or 0


def fee_of_one_time(offer: Offer) -> int:
    """Pence of one time under an offer; by the hour for as long as it takes, or one hour where nobody wrote that."""
    pence = offer.pence if offer.agreed_pence is None else offer.agreed_pence
    whole = for_minutes(pence, offer.opportunity.minutes or 60) if offer.unit == Rate.Unit.HOUR else pence
    return benefits.fee_for(offer.employer, whole)


def warnings_for(offer: Offer) -> list[benefits.Warning]:
    """What this offer may mean for benefits around its day: with what was earned, and what else was said yes to."""
    at = _day_of(offer) or timezone.localdate()
    monday, next_monday, first, next_month = _week_and_month(at)
    week, month = earned_around(offer.person, at)
    open_ = Q(state=Offer.State.ACCEPTED) | Q(pk=offer.pk)
    rows = Offer.objects.filter(open_, person=offer.person).exclude(claims__lines__kind=ClaimLine.Kind.TIME)
    for row in rows.select_related("opportunity"):
        day = at if row.pk == offer.pk else _day_of(row) or date.min
        week += fee_of_one_time(row) if monday <= day < next_monday else 0
        month += fee_of_one_time(row) if first <= day < next_month else 0
    return benefits.warnings(limits(), day=at, week=week, month=month)


def _day_of(offer: Offer) -> date | None:
    begins = offer.opportunity.begins_at
    return timezone.localtime(begins).date() if begins else None


def conflicts() -> QuerySet[PaymentRule]:
    """Rules about which our sources do not agree; a person decides, not the tool."""
    return PaymentRule.objects.filter(confidence__contains=CONFLICT).order_by("name")


def offers_of(person: Person) -> QuerySet[Offer]:
    """A person's own offers, newest first."""
    return Offer.objects.filter(person=person).select_related("opportunity").order_by("-made_at", "-pk")


def claims_of(person: Person) -> QuerySet[Claim]:
    """A person's own claims, newest first."""
    rows = Claim.objects.filter(offer__person=person)
    return rows.select_related("offer__opportunity").prefetch_related("lines").order_by("-made_at", "-pk")


def claims_to_check() -> QuerySet[Claim]:
    """Claims that wait for a second person, longest first."""
    rows = Claim.objects.filter(state=Claim.State.SENT)
    return rows.select_related("offer__opportunity", "offer__person").prefetch_related("lines").order_by("sent_at")


def total(claim: Claim) -> int:
    """Pence of all lines; no query where the lines were fetched with the claim."""
    return sum(line.pence for line in claim.lines.all())


def attendance_of(opportunity: Opportunity) -> dict[int, int]:
    """{person's key: minutes} of everyone written down for an opportunity, all days together."""
    rows = Attendance.objects.filter(opportunity=opportunity).values("person").annotate(sum=Sum("minutes"))
    return {row["person"]: row["sum"] for row in rows}


def days_waited(claim: Claim, today: date | None = None) -> int | None:
    """Days from sending to the money, or until today; None for a claim that was not sent."""
    if claim.sent_at is None:
        return None
    return ((claim.paid_on or today or timezone.localdate()) - timezone.localtime(claim.sent_at).date()).days


def clock() -> dict[str, Any]:
    """How long people wait: the slowest open claim, and how many were paid within our promise."""
    rows = list(Claim.objects.filter(sent_at__isnull=False).only("sent_at", "paid_on", "state"))
    waited = [(claim, days_waited(claim) or 0) for claim in rows]
    paid = [days for claim, days in waited if claim.paid_on]
    return {"open": sum(1 for claim, _ in waited if not claim.paid_on), "promise": PROMISE,
            "slowest": max((days for claim, days in waited if not claim.paid_on), default=0), "paid": len(paid),
            "in_time": sum(1 for days in paid if days <= PROMISE)}  # fmt: skip


def first_paid_on() -> date | None:
    """The day of the first payment; None where nobody was paid yet."""
    first: date | None = Claim.objects.aggregate(day=Min("paid_on"))["day"]
    return first


def paid_by_role(first: date, until: date) -> dict[str, tuple[int, int]]:
    """{role group: (different people, pence)} of what was paid from `first` to the day before `until`: fees and
    expenses. For pages that protect it: some sums are of one person."""
    rows = ClaimLine.objects.filter(claim__paid_on__gte=first, claim__paid_on__lt=until)
    found = rows.values_list("claim__offer__person__role_group").annotate(
        people=Count("claim__offer__person", distinct=True), pence=Sum("pence")
    )
    return {role: (people, pence) for role, people, pence in found.order_by()}


def pay_rows(claims: Iterable[Claim]) -> list[list[object]]:
    """The pay office's list: reference, name, how, fee, expenses, total; fee and expenses stay apart."""
    rows: list[list[object]] = [
        ["reference", "name", "how", *(f"{sums}_{currency().lower()}" for sums in ("fee", "expenses", "total"))]
    ]
    for claim in claims:
        lines = list(claim.lines.all())
        fee = sum(line.pence for line in lines if line.kind == ClaimLine.Kind.TIME)
        rest = sum(line.pence for line in lines) - fee
        rows.append([claim.public_id, claim.offer.person.name, claim.offer.how, *(f"{p // 100}.{p % 100:02d}"
                     for p in (fee, rest, fee + rest))])  # fmt: skip
    return rows
