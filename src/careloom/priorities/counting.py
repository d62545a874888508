"""What the ballots of a round came to, as it may be published: by the rule that was stated before anybody voted.

Groups weigh the same (the way of the James Lind Alliance). A group of fewer than ten ballots is never shown by itself:
small groups are taken together, and count as one.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from careloom.priorities.models import Ballot, Candidate, Round

FEWEST = 10
TOGETHER = "together"
Row = dict[str, Any]


def result_of(round: Round) -> Row:
    """The whole result; {"few": True} where fewer than ten ballots were given."""
    ballots = [b for b in round.ballots.order_by("public_id") if b.marks]
    candidates = list(round.candidates.order_by("number"))
    data: Row = {"rule": _rule(round), "marks": round.marks, "seats": round.seats, "seed": round.seed,
                 "ballots": len(ballots), "few": len(ballots) < FEWEST}  # fmt: skip
    if data["few"]:
        return data | {"ballots": 0}
    data |= _who(ballots) | {"people": sum(b.people for b in ballots), "spoken_for": sum(b.people > 1 for b in ballots)}
    return data | (_pairs if round.marks in Round.ON_SCREENS else _lists)(round, candidates, ballots)


def _rule(round: Round) -> str:
    rules = {"best-worst": "bradley-terry", "pairs": "bradley-terry", "budget": "equal-shares", "rank": "schulze"}
    return rules.get(round.marks, "jla")


def _who(ballots: list[Ballot]) -> Row:
    """Who voted, by role group and by nation, both tables protected together."""
    from careloom_methods.representation import Table, protect

    tables = [Table("roles", ("role",), Counter((b.role_group,) for b in ballots)),
              Table("nations", ("nation",), Counter((b.nation,) for b in ballots))]  # fmt: skip
    return {t.name: [{"code": key[0], "value": cell.value, "hidden": cell.hidden}
                     for key, cell in sorted(t.cells.items())] for t in protect(tables)}  # fmt: skip


def pooled(codes: Mapping[str, str]) -> dict[str, str]:
    """{voter: group}, with groups of fewer than ten, and those who did not say, taken together."""
    sizes = Counter(code for code in codes.values() if code)
    small = {code for code, n in sizes.items() if n < FEWEST} | {""}
    while True:
        inside = sum(code in small for code in codes.values())
        large = sorted((n, code) for code, n in sizes.items() if code not in small)
        if not large or not 0 < inside < FEWEST:
            return {v: TOGETHER if code in small else code for v, code in codes.items()}
        small.add(large[0][1])


def _profile(
    round: Round, candidates: list[Candidate], ballots: list[Ballot], group: Callable[[Ballot], str], kind: str
) -> Any:
    from careloom_methods.ballots import Ballot as Marks
    from careloom_methods.ballots import Item, Profile
    from careloom_methods.ballots.pairs import best_worst

    groups = pooled({b.public_id: group(b) for b in ballots})
    items = tuple(Item(c.public_id, Fraction(c.cost or 1), _kind(c)) for c in candidates)
    if kind == "pairs":
        marked = tuple(Marks(b.public_id, pairs=tuple(p for shown, best, worst in b.marks
                                                      for p in best_worst(shown, best, worst)))
                       for b in ballots)  # fmt: skip
    else:
        marked = tuple(Marks(b.public_id, tuple(b.marks), group=groups[b.public_id]) for b in ballots)
    return Profile(kind, items, marked, Fraction(round.budget) if round.budget else None)


def _kind(candidate: Candidate) -> str:
    """The nation that a topic counts for: the one it is for alone."""
    return candidate.nations[0] if len(candidate.nations) == 1 else ""


def _quotas(round: Round) -> Row:
    from careloom_methods.ballots.limits import Quota

    return {nation: Quota(low, high) for nation, (low, high) in round.limits.items()}


def cannot_open(round: Round) -> str:
    """Why the ballots of a round that gathers topics could not be counted, as a code; nothing where they could."""
    from careloom_methods.ballots.limits import Limits
    from careloom_methods.errors import MethodError

    candidates = list(round.candidates.order_by("number"))
    if not candidates:
        return "no_topics"
    if round.marks in Round.ON_SCREENS and len(candidates) < 2:
        return "one_topic"
    if round.marks != Round.Marks.BUDGET:
        return ""
    if not round.budget:
        return "no_money"
    able = [c for c in candidates if 0 < c.cost <= round.budget]
    if not able:
        return "no_costs"
    try:
        Limits([c.cost for c in able], [_kind(c) for c in able], _quotas(round), round.budget).check()
    except MethodError as wrong:
        return wrong.code
    return ""


def _pairs(round: Round, candidates: list[Candidate], ballots: list[Ballot]) -> Row:
    """The order of all, with intervals, and each group's and nation's own first ones."""
    from careloom_methods.ballots import count

    found = count(_profile(round, candidates, ballots, lambda b: "", "pairs"), "bradley-terry", seats=round.seats,
                  seed=round.seed)  # fmt: skip

    def own(group: Callable[[Ballot], str]) -> dict[str, list[str]]:
        groups = pooled({b.public_id: group(b) for b in ballots})
        lists = {}
        for name in sorted(set(groups.values())):
            some = [b for b in ballots if groups[b.public_id] == name]
            profile = _profile(round, candidates, some, lambda b: "", "pairs")
            lists[name] = count(profile, "bradley-terry", seed=round.seed).order[: round.seats]
        return lists

    rows = {r.item: r for r in found.more["strengths"]}
    return {"order": [{"id": i, "place": n + 1, "share": round_(rows[i].share), "low": round_(rows[i].low),
                       "high": round_(rows[i].high)} for n, i in enumerate(found.order)],
            "ties": found.ties, "tie_rule": found.tie_rule, "top": found.order[: round.seats],
            "lists": own(lambda b: b.role_group), "nation_lists": own(lambda b: b.nation)}  # fmt: skip


def round_(number: float) -> float:
    """To two places: more would say more than we know."""
    return round(number, 2)


def _lists(round: Round, candidates: list[Candidate], ballots: list[Ballot]) -> Row:
    """The group-equal order, each group's own list, a list in which nobody is left out, and a portfolio for money."""
    from careloom_methods.ballots import count, jla, top_lists

    kind = "ranking" if round.marks in (Round.Marks.TEN, Round.Marks.RANK) else "approval"
    profile = _profile(round, candidates, ballots, lambda b: b.role_group, kind)
    rule = "schulze" if round.marks == Round.Marks.RANK else "jla"
    found = count(profile, rule, seats=round.seats, seed=round.seed, equal_voice=rule == "schulze")
    _, by_group = jla(profile)
    places = {group: _places(points) for group, points in by_group.items()}
    seats = min(round.seats, len(candidates))
    slate = count(profile, "pav", seats=seats, seed=round.seed, equal_voice=True).order
    by_nation = _profile(round, candidates, ballots, lambda b: b.nation, kind)
    order = [{"id": i, "place": n + 1, "points": float(found.scores[i]),
              "by_group": {g: places[g][i] for g in places},
              "spread": max(p[i] for p in places.values()) - min(p[i] for p in places.values())}
             for n, i in enumerate(found.order)]  # fmt: skip
    top = found.order[:seats]
    data: Row = {
        "order": order, "top": top, "ties": found.ties, "tie_rule": found.tie_rule, "slate": slate,
        "only_top": [i for i in top if i not in slate], "only_slate": [i for i in slate if i not in top],
        "lists": top_lists(profile, length=seats, seed=round.seed),
        "nation_lists": top_lists(by_nation, length=seats, seed=round.seed),
        "served": {"top": _served(ballots, top), "slate": _served(ballots, slate)},
    }  # fmt: skip
    return data | (_portfolio(round, candidates, ballots) if round.marks == Round.Marks.BUDGET and round.budget else {})


def _places(points: Mapping[str, Fraction]) -> dict[str, int]:
    """1 for the most points; equal points share a place."""
    return {item: 1 + sum(other > p for other in points.values()) for item, p in points.items()}


def _served(ballots: list[Ballot], chosen: list[str]) -> int:
    """How many voices find at least one of theirs, to the nearest five."""
    return 5 * ((sum(bool(set(b.marks) & set(chosen)) for b in ballots) + 2) // 5)


def _portfolio(round: Round, candidates: list[Candidate], ballots: list[Ballot]) -> Row:
    """What the money goes to by equal shares within the limits, and why each topic is or is not among it. What has no
    known cost cannot be bought and is named."""
    from careloom_methods.ballots import count

    priced = [c for c in candidates if c.cost]
    data: Row = {"portfolio": [], "spent": 0, "unpriced": [c.public_id for c in candidates if not c.cost],
                 "why": {c.public_id: "dear" if c.cost else "unpriced" for c in candidates}}  # fmt: skip
    if not priced or all(c.cost > round.budget for c in priced):
        return data
    known = {c.public_id for c in priced}
    kept = [Ballot(public_id=b.public_id, marks=[m for m in b.marks if m in known], role_group=b.role_group)
            for b in ballots]  # fmt: skip
    profile = _profile(round, priced, kept, lambda b: b.role_group, "approval")
    found = count(profile, "equal-shares", utility="cost", completion=round.completion, quotas=_quotas(round),
                  seed=round.seed, equal_voice=True)  # fmt: skip
    return data | {"portfolio": found.order, "spent": int(found.spent or 0), "portfolio_ties": found.ties,
                   "why": data["why"] | found.more["why"]}  # fmt: skip
