"""What a payment may mean for benefits, by dated rules. We never say that a payment is safe: we say what to ask."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

NEW_LIMITS = (4, 1)  # limits change each April
NO_FEE = {"travel", "childcare", "carer", "food", "phone"}  # expenses are not earnings
# Whose invitation a person may decline, or take less from, without being treated as if paid ("notional earnings").
SAFE_TO_DECLINE = {"research", "education", "charity", "required-by-law"}


@dataclass(frozen=True)
class Known:
    """One dated limit, as a source says it."""

    benefit: str
    name: str
    pence: int
    below: bool
    per: str
    valid_from: date
    source: str


@dataclass(frozen=True)
class Warning:
    """One thing to tell the person. `ask` says that a person must check it first."""

    code: str  # 'within', 'over', 'stale', 'unknown'
    limit: Known | None
    pence: int
    ask: bool


def limit_on(limits: Iterable[Known], benefit: str, day: date) -> Known | None:
    """The newest limit that was in force on a day."""
    known = [limit for limit in limits if limit.benefit == benefit and limit.valid_from <= day]
    return max(known, key=lambda limit: limit.valid_from, default=None)


def is_stale(limit: Known, day: date) -> bool:
    """Has there been an April since this limit began, so that a newer one may exist?"""
    april = date(day.year, *NEW_LIMITS)
    latest = april if day >= april else date(day.year - 1, *NEW_LIMITS)
    return limit.valid_from < latest


def breaks(limit: Known, pence: int) -> bool:
    """Is an amount over the limit? Some sources say 'up to', some 'less than'."""
    return pence >= limit.pence if limit.below else pence > limit.pence


def warnings(limits: Iterable[Known], *, day: date, week: int, month: int) -> list[Warning]:
    """What to say about `week` and `month` pence of fees (never expenses) around a day, benefit by benefit."""
    known = list(limits)
    found = []
    for benefit in sorted({limit.benefit for limit in known}):
        limit = limit_on(known, benefit, day)
        if limit is None:
            found.append(Warning("unknown", None, 0, True))
            continue
        pence = week if limit.per == "week" else month
        if breaks(limit, pence):
            found.append(Warning("over", limit, pence, True))
        elif is_stale(limit, day):
            found.append(Warning("stale", limit, pence, True))
        else:
            found.append(Warning("within", limit, pence, False))
    return found


def fee_for(employer: str, pence: int) -> int:
    """No fee where an employer pays for the same time already; own time is paid."""
    return 0 if employer == "covered" else pence


def tax_note_for(nation: str) -> bool:
    """HMRC's word about participants was given for Scotland; elsewhere nobody told us, so we say nothing."""
    return nation == "scotland"
