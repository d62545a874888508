"""Money, seats and site quotas: what may still be taken so that every promise can be kept.

A quota counts items of one kind (for example a nation): at least so many, at most so many. An item is passed over when
its kind is full, or when taking it would leave too little money or too few seats for the least that other kinds are
due. Once passed over it stays so: what is free after the reserve never grows.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from careloom_methods.ballots.profile import wrong


@dataclass(frozen=True)
class Quota:
    """At least `low` and at most `high` items of a kind; no `high` is no upper limit."""

    low: int = 0
    high: int | None = None


@dataclass
class Limits:
    """One run's guard. `cost` and `kind` are by item number; `money` and `seats` may each be open (None)."""

    cost: list[int]
    kind: list[str]
    quotas: Mapping[str, Quota] = field(default_factory=dict)
    money: int | None = None
    seats: int | None = None
    taken: set[int] = field(default_factory=set)
    spent: int = 0
    short: bool = False
    passed: set[int] = field(default_factory=set)  # passed over, so that others get the least that they are due

    def fresh(self) -> "Limits":
        """The same limits for another run."""
        return Limits(self.cost, self.kind, self.quotas, self.money, self.seats)

    def check(self) -> None:
        """Raises MethodError where the quotas cannot be kept at all."""
        for kind, quota in self.quotas.items():
            if quota.high is not None and quota.low > quota.high:
                raise wrong("quota_order", f"The least for '{kind}' is more than the most.", "Swap the two.", kind=kind)
            have = sum(k == kind for k in self.kind)
            if have < quota.low:
                raise wrong("quota_too_high", f"At least {quota.low} of '{kind}' are asked for; there are {have}.",
                            "Ask for fewer, or add items of this kind.", kind=kind, have=have)  # fmt: skip
        cost, seats = self._due()
        if (self.money is not None and cost > self.money) or (self.seats is not None and seats > self.seats):
            raise wrong("quotas_impossible", "The least that every kind is due is more than there is.",
                        "Ask for fewer of some kind, or set more money or seats aside.")  # fmt: skip

    def allows(self, item: int) -> bool:
        """Whether the item can be taken and every quota still be kept."""
        if not self.quotas:
            return True
        quota = self.quotas.get(self.kind[item], Quota())
        if quota.high is not None and sum(self.kind[t] == self.kind[item] for t in self.taken) >= quota.high:
            return False
        cost, seats = self._due(item)
        fits = self.money is None or cost == 0 or self.spent + self.cost[item] + cost <= self.money
        fits = fits and (self.seats is None or len(self.taken) + 1 + seats <= self.seats)
        self.short = self.short or not fits
        if not fits:
            self.passed.add(item)
        return fits

    def fits(self, item: int) -> bool:
        """Whether the item is allowed and there is money and a seat for it now."""
        if self.money is not None and self.spent + self.cost[item] > self.money:
            return False
        return (self.seats is None or len(self.taken) < self.seats) and self.allows(item)

    def lacks(self, item: int) -> bool:
        """Whether the item's kind has not yet what it is due."""
        quota = self.quotas.get(self.kind[item], Quota())
        return sum(self.kind[t] == self.kind[item] for t in self.taken) < quota.low

    def why_not(self, item: int) -> str:
        """Why an item that is not taken cannot be any more; "support" where only its voters are too few."""
        quota = self.quotas.get(self.kind[item], Quota())
        if quota.high is not None and sum(self.kind[t] == self.kind[item] for t in self.taken) >= quota.high:
            return "full"
        if item in self.passed:
            return "reserved"
        if self.seats is not None and len(self.taken) >= self.seats:
            return "seats"
        short = self.money is not None and self.spent + self.cost[item] > self.money
        return "money" if short else "support"

    def take(self, item: int) -> None:
        """The item is chosen."""
        self.taken.add(item)
        self.spent += self.cost[item]

    def _due(self, extra: int | None = None) -> tuple[int, int]:
        """The least money and seats that the kinds are still due, as if `extra` were taken."""
        taken = self.taken | ({extra} if extra is not None else set())
        money = seats = 0
        for kind, quota in self.quotas.items():
            due = quota.low - sum(self.kind[t] == kind for t in taken)
            if due > 0:
                left = sorted(c for i, c in enumerate(self.cost) if self.kind[i] == kind and i not in taken)
                money, seats = money + sum(left[:due]), seats + due
        return money, seats
