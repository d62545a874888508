"""One door to every rule: a profile, the name of a rule, and what is to be filled; out come winners, order and ties."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from careloom_methods.ballots import scores
from careloom_methods.ballots.limits import Limits, Quota
from careloom_methods.ballots.profile import APPROVAL, ONE, PAIRS, POINTS, RANKING, Item, Profile, wrong
from careloom_methods.ballots.ties import Ties

# rule -> the kinds of ballot that it can read
RULES: dict[str, tuple[str, ...]] = {
    "approval": (APPROVAL, RANKING), "choose-ten": (RANKING,), "borda": (RANKING,), "points": (POINTS,),
    "jla": (RANKING, APPROVAL, POINTS), "group-tops": (RANKING, APPROVAL, POINTS), "schulze": (RANKING,),
    "bradley-terry": (PAIRS,), "pav": (APPROVAL, RANKING), "phragmen": (APPROVAL, RANKING),
    "equal-shares": (APPROVAL, RANKING, POINTS), "greedy": (APPROVAL, RANKING, POINTS),
}  # fmt: skip
PROPORTIONAL = ("pav", "phragmen", "equal-shares", "greedy")
UTILITIES = ("cardinality", "cost")


@dataclass(frozen=True)
class Counted:
    """`winners` by id; `order` as they were chosen (or the whole order); `scores` where the rule gives points."""

    rule: str
    winners: list[str]
    order: list[str]
    ties: list[dict[str, object]]
    tie_rule: str
    spent: Fraction | None = None
    scores: dict[str, Fraction] = field(default_factory=dict)
    left_out: list[dict[str, str]] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)


def count(
    profile: Profile, rule: str, *, seats: int | None = None, budget: Fraction | None = None,
    utility: str = "cardinality", completion: str = "none", quotas: Mapping[str, Quota] | None = None,
    seed: int | None = None, equal_voice: bool = False,
) -> Counted:  # fmt: skip
    """Count. Without a seed ties fall by name. `equal_voice`: every group of voters weighs the same.

    Raises MethodError: unknown_rule, wrong_ballots, no_limit, seats, budget, utility, completion, quotas and costs.
    """
    _check(profile, rule, utility, completion)
    ties = Ties(seed)
    voiced = profile.equal_voice() if equal_voice else profile
    if rule in PROPORTIONAL:
        return _proportional(voiced, rule, seats, budget, utility, completion, quotas or {}, ties)
    if seats is not None and seats < 1:
        raise wrong("seats", "The number to choose is 1 or more.", "Say how many.", seats=seats)
    return _ranked(voiced, rule, seats, ties)


def _check(profile: Profile, rule: str, utility: str, completion: str) -> None:
    from careloom_methods.ballots.completion import COMPLETIONS

    for word, code, known in ((rule, "unknown_rule", RULES), (utility, "utility", UTILITIES),
                              (completion, "completion", COMPLETIONS)):  # fmt: skip
        if word not in known:
            raise wrong(code, f"There is no '{word}' here.", "Use one of: " + ", ".join(known) + ".", given=word)
    if profile.kind not in RULES[rule]:
        raise wrong("wrong_ballots", f"The rule {rule} cannot count {profile.kind} ballots.",
                    "It counts: " + ", ".join(RULES[rule]) + ".", rule=rule, kind=profile.kind)  # fmt: skip


def _ranked(profile: Profile, rule: str, seats: int | None, ties: Ties) -> Counted:
    more: dict[str, Any] = {}
    if rule == "group-tops":
        length = seats or 10
        lists = scores.top_lists(profile, length=length, seed=ties.seed)
        union = [i for i in profile.ids if any(i in tops for tops in lists.values())]
        return Counted(rule, sorted(union), union, [], ties.rule, more={"lists": lists})
    if rule == "jla":
        given, by_group = scores.jla(profile)
        more["by_group"] = by_group
    elif rule == "bradley-terry":
        from careloom_methods.ballots.pairs import bradley_terry

        rows = bradley_terry(profile.ballots, profile.ids)
        more["strengths"] = rows
        given = {row.item: Fraction(round(row.strength, 9)).limit_denominator(10**9) for row in rows}
    elif rule == "schulze":
        from careloom_methods.ballots.schulze import schulze

        given = schulze(profile.ballots, profile.ids)
    else:
        by_rule: dict[str, Callable[[Any, Any], dict[str, Fraction]]] = {
            "approval": scores.approval, "choose-ten": scores.choose_ten, "borda": scores.borda,
            "points": scores.points,
        }  # fmt: skip
        given = by_rule[rule](profile.ballots, profile.ids)
    order = ties.order(dict(given))
    return Counted(rule, sorted(order[: seats or 1]), order, ties.seen, ties.rule, scores=given, more=more)


def _proportional(
    profile: Profile, rule: str, seats: int | None, budget: Fraction | None, utility: str, completion: str,
    quotas: Mapping[str, Quota], ties: Ties,
) -> Counted:  # fmt: skip
    from careloom_methods.ballots.classes import classes_of
    from careloom_methods.ballots.completion import equal_shares, greedy
    from careloom_methods.ballots.proportional import pav, phragmen
    from careloom_methods.ballots.shares import Shares

    money = budget if budget is not None else profile.budget if seats is None else None
    _check_limits(profile, rule, seats, money)
    free, items, left_out = _affordable(profile, money)
    if utility == "cost":
        free = []  # measured by what it costs, what is free gives nobody anything
    classes = classes_of(profile, items, money)
    whole_money = classes.budget if money is not None else seats if rule in ("equal-shares", "greedy") else None
    limits = Limits(classes.cost, classes.kind, quotas, whole_money, seats)
    limits.check()
    how: dict[str, str] = {}
    if rule == "pav":
        order = pav(classes, limits, ties)
    elif rule == "phragmen":
        order = phragmen(classes, limits, ties)
        if completion == "greedy":
            order += greedy(Shares(classes, utility), limits, ties)
    elif rule == "greedy":
        order = greedy(Shares(classes, utility), limits, ties, only_due=bool(quotas))
        order += greedy(Shares(classes, utility), limits, ties) if quotas else []
    else:
        how = equal_shares(classes, limits, ties, utility=utility, completion=completion)
        order = list(how)
    rest = {name: limits.why_not(i) for i, name in enumerate(classes.ids) if i not in limits.taken}
    why = dict.fromkeys(free, "free") | (how or dict.fromkeys(order, "chosen")) | rest
    order = free + order
    cost = {item.id: item.cost for item in profile.items}
    spent = sum((cost[i] for i in order), Fraction(0)) if money is not None else None
    why |= {out["item"]: "dear" for out in left_out}
    return Counted(rule, sorted(order), order, ties.seen, ties.rule, spent, left_out=left_out, more={"why": why})


def _check_limits(profile: Profile, rule: str, seats: int | None, money: Fraction | None) -> None:
    if seats is not None and money is not None:
        raise wrong("two_limits", "There are both a number and a budget.", "Give --seats or --budget, not both.")
    if rule == "pav" and seats is None:
        raise wrong("no_limit", "This rule fills a number of places.", "Say how many with --seats.")
    if seats is None and money is None:
        raise wrong("no_limit", "There is neither a number nor a budget.", "Give --seats or --budget.")
    if seats is not None and not 1 <= seats <= len(profile.items):
        raise wrong("seats", f"{seats} cannot be chosen from {len(profile.items)} items.",
                    f"Choose from 1 to {len(profile.items)}.", seats=seats, items=len(profile.items))  # fmt: skip
    if money is not None and money <= 0:
        raise wrong("budget", "The budget is nothing or less.", "Give an amount above 0.", budget=str(money))
    for item in profile.items if money is not None else ():
        if item.cost < 0 or (item.cost == 0 and not profile.free):
            raise wrong("cost", f"The item '{item.id}' costs nothing or less.",
                        "Give every item a cost above 0; what is free needs no vote.", item=item.id)  # fmt: skip


def _affordable(profile: Profile, money: Fraction | None) -> tuple[list[str], list[Item], list[dict[str, str]]]:
    """(what is free and wanted, what is counted, what is left out and why)."""
    if money is None:
        return [], [Item(i.id, ONE, i.kind) for i in profile.items], []
    keep = [i for i in profile.items if 0 < i.cost <= money]
    if not keep:
        raise wrong("all_over_budget", "Every item costs more than the budget.", "Check the unit of the costs.")
    out = [{"item": i.id, "why": "costs more than the whole budget"} for i in profile.items if i.cost > money]
    free = {i.id for i in profile.items if i.cost == 0}
    wanted = {i for b in profile.ballots for i in b.items if i in free} if free else set()
    return sorted(wanted), keep, out
