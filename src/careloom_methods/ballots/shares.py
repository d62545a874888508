"""The method of equal shares: everybody holds an equal share of the money; an item is bought by those who want it.

The next item is the one that costs its voters least for each unit of what they get (its price). Prices are found with
floating point, each with a bound on its error; wherever two prices, or the money and a cost, lie within their bounds,
whole numbers decide. So the winners are those of exact fractions, at the speed of arrays.
Source: Peters, Pierczyński, Skowron 2021, "Proportional participatory budgeting with additive utilities".
"""

import heapq
import math
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from careloom_methods.ballots.classes import Classes
from careloom_methods.ballots.limits import Limits
from careloom_methods.ballots.ties import Ties

Floats = NDArray[np.float64]
CLOSE = 1e-9  # two floats nearer than this, relative, are left to whole numbers; sums here are good to 1e-12
SLIP = 1e-11
Found = tuple[float, float]  # a price and the bound of its error


class Shares:
    """One election, indexed once and run with different shares (the completions do)."""

    def __init__(self, classes: Classes, utility: str) -> None:
        """`utility`: 'cost' (its voters get what an item costs) or 'cardinality' (each item, or point, is 1)."""
        self.classes = classes
        heavy = np.array(classes.weight, dtype=np.float64)
        self.worth = classes.cost if utility == "cost" else [1] * len(classes.cost)
        self.weights = [heavy[of] for of in classes.items]
        self.uses: list[Floats | None] = [
            None if classes.use is None else np.array(use, dtype=np.float64) for use in classes.use or classes.items
        ]
        self.wanted = [
            float(w.sum() if u is None else w @ u) * worth
            for w, u, worth in zip(self.weights, self.uses, self.worth, strict=True)
        ]
        self.stock = [float(w.sum()) for w in self.weights]

    def run(self, share: Fraction, limits: Limits, ties: Ties) -> "Run":
        """Buy with `share` for each unit of weight, until nothing can be bought."""
        return Run(self, share, limits, ties).go()

    def gain(self, item: int) -> int:
        """What all voters together get from an item, as a whole number."""
        use = self.classes.use[item] if self.classes.use else [1] * len(self.classes.items[item])
        weights = (self.classes.weight[c] for c in self.classes.items[item].tolist())
        got: int = sum(w * u for w, u in zip(weights, use, strict=True)) * self.worth[item]
        return got


class Run:
    """One run: what was bought in which order, and what everybody has left."""

    def __init__(self, election: Shares, share: Fraction, limits: Limits, ties: Ties) -> None:
        self.election, self.limits, self.ties = election, limits, ties
        self.exact = Exact(election, share)
        self.money = np.full(len(election.classes.weight), float(share))
        self.bought: list[int] = []

    def go(self) -> "Run":
        """Buy the cheapest again and again. A price only rises, so old prices are lower bounds."""
        start = float(self.exact.share)
        waiting = [
            (cost / wanted * (1 - CLOSE), item)
            for item, (cost, wanted) in enumerate(zip(self.election.classes.cost, self.election.wanted, strict=True))
            if wanted > 0 and start * self.election.stock[item] >= cost * (1 - CLOSE)
        ]
        heapq.heapify(waiting)
        while True:
            fresh, best = self._cheapest(waiting)
            if not fresh:
                return self
            near = [item for item, (price, slip) in fresh.items() if price - slip <= best]
            item = near[0] if len(near) == 1 else self._settle(near)
            for other, (price, slip) in fresh.items():
                if other != item:
                    heapq.heappush(waiting, (price - slip, other))
            self._buy(item, fresh[item][0])

    def left(self) -> list[Fraction]:
        """What each unit of weight of each class has left, exactly."""
        self.exact.catch_up(self.bought)
        return [Fraction(int(n), self.exact.unit) for n in self.exact.money]

    def _cheapest(self, waiting: list[tuple[float, int]]) -> tuple[dict[int, Found], float]:
        fresh: dict[int, Found] = {}
        best = math.inf
        while waiting and waiting[0][0] <= best:
            _, item = heapq.heappop(waiting)
            if not self.limits.allows(item):
                continue
            found = self._price(item)
            if found is not None:
                fresh[item] = found
                best = min(best, found[0] + found[1])
        return fresh, best

    def _price(self, item: int) -> Found | None:
        """None where its voters can no longer pay for it."""
        election, cost = self.election, self.election.classes.cost[item]
        money, weight, use = self.money[election.classes.items[item]], election.weights[item], election.uses[item]
        have = float(money @ weight)
        if have < cost * (1 - CLOSE):
            return None
        if have < cost * (1 + CLOSE):
            return self._exact_price(item)
        worth, rest, want = float(election.worth[item]), float(cost), election.wanted[item]
        while True:
            price = rest / want
            rich = money >= price * worth * (1.0 if use is None else use)
            if rich.all():
                return price, SLIP * (cost / want + price)
            poor = ~rich
            rest -= float(money[poor] @ weight[poor])
            money, weight, use = money[rich], weight[rich], None if use is None else use[rich]
            want = float(weight.sum() if use is None else weight @ use) * worth
            if want <= 0 or rest <= cost * CLOSE:
                return self._exact_price(item)

    def _exact_price(self, item: int) -> Found | None:
        self.exact.catch_up(self.bought)
        price = self.exact.price(item)
        return None if price is None else (float(price), SLIP * float(price))

    def _settle(self, near: list[int]) -> int:
        self.exact.catch_up(self.bought)
        prices = {item: self.exact.price(item) for item in near}
        least = min(p for p in prices.values() if p is not None)
        names = self.election.classes.ids
        chosen = self.ties.one((names[i] for i in near if prices[i] == least), step=len(self.bought) + 1)
        return names.index(chosen)

    def _buy(self, item: int, price: float) -> None:
        of, use = self.election.classes.items[item], self.election.uses[item]
        pay = price * self.election.worth[item] * (1.0 if use is None else use)
        self.money[of] = np.maximum(self.money[of] - pay, 0.0)
        self.bought.append(item)
        self.limits.take(item)


class Exact:
    """The same purse in whole numbers of 1/unit, brought up to date only when somebody asks."""

    def __init__(self, election: Shares, share: Fraction) -> None:
        self.election, self.share, self.done = election, share, 0
        self.unit = share.denominator
        self._money: Any = None

    @property
    def money(self) -> Any:
        """Whole numbers of 1/unit for each unit of weight, by class."""
        if self._money is None:
            self._money = np.full(len(self.election.classes.weight), self.share.numerator, dtype=object)
            self._weight = np.array(self.election.classes.weight, dtype=object)
        return self._money

    def catch_up(self, bought: list[int]) -> None:
        """Pay for what was bought since, in the same order."""
        for item in bought[self.done :]:
            price = self.price(item)
            if price is None:
                raise AssertionError("An item was bought that its voters cannot pay for.")
            unit = math.lcm(self.unit, price.denominator)
            self._money = self.money * (unit // self.unit)
            self.unit = unit
            pay = price.numerator * (unit // price.denominator) * self._use(item)
            of = self.election.classes.items[item]
            self._money[of] = np.maximum(self._money[of] - pay, 0)
        self.done = len(bought)

    def _use(self, item: int) -> Any:
        use = self.election.classes.use
        worth = self.election.worth[item]
        return worth if use is None else np.array(use[item], dtype=object) * worth

    def price(self, item: int) -> Fraction | None:
        """What each unit costs those who pay by what they get; None where they cannot pay."""
        of = self.election.classes.items[item]
        money, weight = self.money[of], self._weight[of]
        use = self._use(item) * np.ones(len(of), dtype=object)
        rest = self.election.classes.cost[item] * self.unit
        if (money * weight).sum() < rest:
            return None
        while True:
            want = (weight * use).sum()
            poor = money * want < rest * use
            if not poor.any():
                return Fraction(int(rest), int(want) * self.unit)
            rest -= (money[poor] * weight[poor]).sum()
            money, weight, use = money[~poor], weight[~poor], use[~poor]
