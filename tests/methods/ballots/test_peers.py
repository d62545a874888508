"""The rules beside the tools that researchers use: the same winners on random elections."""

import random
from fractions import Fraction

import pytest

from careloom_methods.ballots import Ballot, Item, Profile, count
from careloom_methods.ballots.profile import APPROVAL

NAMES = [f"{n:02d}" for n in range(9)]


def election(seed: int) -> tuple[list[list[int]], list[int], int]:
    """(marks, costs, budget). Somebody wants each item: pabutools also fills up with what nobody wants, we never do."""
    dice = random.Random(seed)
    marks = [dice.sample(range(9), dice.randint(0, 6)) for _ in range(dice.randint(5, 40))] + [list(range(9))]
    costs = [dice.randint(1, 20) for _ in NAMES]
    return marks, costs, dice.randint(20, 70)


def ours(marks: list[list[int]], costs: list[int] | None = None) -> Profile:
    """The same election as we read it."""
    items = tuple(Item(n, Fraction(c)) for n, c in zip(NAMES, costs or [1] * 9, strict=True))
    return Profile(APPROVAL, items, tuple(Ballot(str(v), tuple(NAMES[i] for i in m)) for v, m in enumerate(marks)))


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("rule", ["pav", "phragmen", "equal-shares"])
def test_committees_equal_those_of_abcvoting(seed: int, rule: str) -> None:
    abcrules = pytest.importorskip("abcvoting.abcrules")
    from abcvoting.preferences import Profile as Other

    marks, _, _ = election(seed)
    other = Other(9)
    other.add_voters([m for m in marks if m])
    name = {"pav": "seqpav", "phragmen": "seqphragmen", "equal-shares": "equal-shares"}[rule]
    expected = {
        tuple(sorted(NAMES[i] for i in c)) for c in abcrules.compute(name, other, committeesize=4, resolute=False)
    }
    mine = count(ours([m for m in marks if m]), rule, seats=4, completion="phragmen").winners
    assert tuple(mine) in expected


@pytest.mark.parametrize("seed", range(15))
@pytest.mark.parametrize("utility", ["cost", "cardinality"])
@pytest.mark.parametrize("way", ["none", "greedy", "add1", "add1-exhaustive", "greedy-alone", "phragmen-alone"])
def test_budgets_equal_those_of_pabutools(seed: int, utility: str, way: str) -> None:
    pytest.importorskip("pabutools")
    from pabutools import rules
    from pabutools.election import ApprovalBallot, ApprovalProfile, Cardinality_Sat, Cost_Sat, Instance, Project

    marks, costs, budget = election(seed)
    projects = [Project(n, c) for n, c in zip(NAMES, costs, strict=True)]
    instance = Instance(projects, budget_limit=budget)
    ballots = ApprovalProfile([ApprovalBallot(projects[i] for i in m) for m in marks], instance=instance)
    sat = Cost_Sat if utility == "cost" else Cardinality_Sat
    rule = {"greedy-alone": "greedy", "phragmen-alone": "phragmen"}.get(way, "equal-shares")
    found = count(ours(marks, costs), rule, budget=Fraction(budget), utility=utility,
                  completion="none" if rule != "equal-shares" else way)  # fmt: skip
    shares = rules.method_of_equal_shares
    if way == "greedy-alone":
        expected = rules.greedy_utilitarian_welfare(instance, ballots, sat_class=sat)
    elif way == "phragmen-alone":
        expected = rules.sequential_phragmen(instance, ballots)
    elif way == "greedy":
        params = [{"sat_class": sat}, {"sat_class": sat}]
        expected = rules.completion_by_rule_combination(
            instance, ballots, [shares, rules.greedy_utilitarian_welfare], params
        )
    elif way == "none":
        expected = shares(instance, ballots, sat_class=sat)
    else:
        expected = rules.exhaustion_by_budget_increase(
            instance, ballots, shares, {"sat_class": sat}, exhaustive_stop=way == "add1-exhaustive",
            budget_step=len(marks), budget_bound=sum(costs) * len(marks) + budget,
        )  # fmt: skip
    assert found.winners == sorted(p.name for p in expected)
