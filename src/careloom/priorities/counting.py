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
    return data | (_pairs if round.marks == Round.Marks.BEST_WORST else _lists)(round, candidates, ballots)


def _rule(round: Round) -> str:
    return {Round.Marks.BEST_WORST: "bradley-terry", Round.Marks.BUDGET: "equal-shares"}.get(round.marks, "jla")  # type: ignore[call-overload,no-any-return]


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
    items = tuple(Item(c.public_id, Fraction(c.cost or 1), c.nations[0] if len(c.nations) == 1 else "")
                  for c in candidates)  # fmt: skip
    if kind == "pairs":
        marked = tuple(Marks(b.public_id, pairs=tuple(p for shown, best, worst in b.marks
                                                      for p in best_worst(shown, best, worst)))
                       for b in ballots)  # fmt: skip
    else:
        marked = tuple(Marks(b.public_id, tuple(b.marks), group=groups[b.public_id]) for b in ballots)
    return Profile(kind, items, marked, Fraction(round.budget) if round.budget else None)


def _pairs(round: Round, candidates: list[Candidate], ballots: list[Ballot]) -> Row:
    from careloom_methods.ballots import count

    found = count(_profile(round, candidates, ballots, lambda b: "", "pairs"), "bradley-terry", seats=round.seats,
                  seed=round.seed)  # fmt: skip
    rows = {r.item: r for r in found.more["strengths"]}
    return {"order": [{"id": i, "place": n + 1, "share": round_(rows[i].share), "low": round_(rows[i].low),
                       "high": round_(rows[i].high)} for n, i in enumerate(found.order)],
            "ties": found.ties, "tie_rule": found.tie_rule, "top": found.order[: round.seats]}  # fmt: skip


def round_(number: float) -> float:
    """To two places: more would say more than we know."""
    return round(number, 2)


def _lists(round: Round, candidates: list[Candidate], ballots: list[Ballot]) -> Row:
    """The group-equal order, each group's own list, a list in which nobody is left out, and a portfolio for money."""
    from careloom_methods.ballots import count, jla, top_lists

    kind = "ranking" if round.marks == Round.Marks.TEN else "approval"
    profile = _profile(round, candidates, ballots, lambda b: b.role_group, kind)
    found = count(profile, "jla", seats=round.seats, seed=round.seed)
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
    """What the money goes to by equal shares; what has no known cost cannot be bought and is named."""
    from careloom_methods.ballots import count

    priced = [c for c in candidates if c.cost]
    if not priced or all(c.cost > round.budget for c in priced):
        return {"portfolio": [], "spent": 0, "unpriced": [c.public_id for c in candidates if not c.cost]}
    known = {c.public_id for c in priced}
    kept = [Ballot(public_id=b.public_id, marks=[m for m in b.marks if m in known], role_group=b.role_group)
            for b in ballots]  # fmt: skip
    profile = _profile(round, priced, kept, lambda b: b.role_group, "approval")
    found = count(profile, "equal-shares", utility="cost", completion="add1u", seed=round.seed, equal_voice=True)
    return {"portfolio": found.order, "spent": int(found.spent or 0), "portfolio_ties": found.ties,
            "unpriced": [c.public_id for c in candidates if not c.cost]}  # fmt: skip
