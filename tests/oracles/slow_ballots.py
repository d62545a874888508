"""The rules for ballots once more, slowly and straight from their definitions, to hold the fast ones against."""

import itertools
from fractions import Fraction

Marks = list[tuple[str, ...]]


def pav_score(ballots: Marks, chosen: tuple[str, ...]) -> Fraction:
    """Thiele's welfare of a committee: 1 + 1/2 + … for each voter."""
    total = Fraction(0)
    for ballot in ballots:
        total += sum((Fraction(1, k + 1) for k in range(len(set(ballot) & set(chosen)))), Fraction(0))
    return total


def pav(ballots: Marks, items: list[str], seats: int) -> list[str]:
    """Add the item that lifts the welfare most; ties by name."""
    chosen: tuple[str, ...] = ()
    for _ in range(seats):
        rest = [i for i in items if i not in chosen]
        best = max(pav_score(ballots, (*chosen, i)) for i in rest)
        chosen = (*chosen, min(i for i in rest if pav_score(ballots, (*chosen, i)) == best))
    return list(chosen)


def phragmen(ballots: Marks, items: list[str], seats: int) -> list[str]:
    """Voters earn money at the same speed; an item is bought as soon as its voters hold 1 together."""
    purse = [Fraction(0)] * len(ballots)
    chosen: list[str] = []
    while len(chosen) < seats:
        waits = {}
        for item in items:
            who = [v for v, b in enumerate(ballots) if item in b]
            if item not in chosen and who:
                waits[item] = (1 - sum(purse[v] for v in who)) / len(who)
        if not waits:
            break
        item = min(i for i in waits if waits[i] == min(waits.values()))
        purse = [p + waits[item] for p in purse]
        purse = [Fraction(0) if item in b else p for p, b in zip(purse, ballots, strict=True)]
        chosen.append(item)
    return chosen


def shares(ballots: Marks, cost: dict[str, Fraction], budget: Fraction, *, by_cost: bool) -> list[str]:
    """Equal shares with fractions: try every price at which somebody runs dry; ties by name."""
    purse = [budget / len(ballots)] * len(ballots)
    chosen: list[str] = []
    while True:
        prices = {}
        for item in cost:
            who = [v for v, b in enumerate(ballots) if item in b]
            worth = cost[item] if by_cost else Fraction(1)
            if item in chosen or not who or sum(purse[v] for v in who) < cost[item]:
                continue
            for poor in range(len(who)):  # the `poor` least wealthy give everything, the others the same
                sorted_who = sorted(who, key=lambda v: purse[v])
                paid = sum((purse[v] for v in sorted_who[:poor]), Fraction(0))
                price = (cost[item] - paid) / (worth * (len(who) - poor))
                if all(purse[v] >= price * worth for v in sorted_who[poor:]):
                    prices[item] = price
                    break
        if not prices:
            return chosen
        item = min(i for i in prices if prices[i] == min(prices.values()))
        worth = cost[item] if by_cost else Fraction(1)
        purse = [max(Fraction(0), p - prices[item] * worth) if item in b else p
                 for p, b in zip(purse, ballots, strict=True)]  # fmt: skip
        chosen.append(item)


def schulze(ballots: Marks, items: list[str]) -> dict[str, set[str]]:
    """Whom each item beats: the strongest path found by trying every path."""
    votes = {(a, b): 0 for a, b in itertools.permutations(items, 2)}
    for ballot in ballots:
        for a, b in votes:
            place = {item: n for n, item in enumerate(ballot)}
            votes[a, b] += place.get(a, len(items)) < place.get(b, len(items))

    def strongest(a: str, b: str) -> int:
        best = 0
        others = [i for i in items if i not in (a, b)]
        for length in range(len(others) + 1):
            for middle in itertools.permutations(others, length):
                steps = list(itertools.pairwise((a, *middle, b)))
                if all(votes[x, y] > votes[y, x] for x, y in steps):
                    best = max(best, min(votes[s] for s in steps))
        return best

    return {a: {b for b in items if b != a and strongest(a, b) > strongest(b, a)} for a in items}


def jla(by_group: dict[str, Marks], items: list[str]) -> dict[str, Fraction]:
    """Choose ten within each group, re-ranked, places added: by counting who stands below and level."""
    total = dict.fromkeys(items, Fraction(0))
    for ballots in by_group.values():
        score = {i: sum(10 - b.index(i) for b in ballots if i in b[:10]) for i in items}
        for i in items:
            below = sum(score[j] < score[i] for j in items)
            level = sum(score[j] == score[i] for j in items)
            total[i] += below + Fraction(level + 1, 2)
    return total
