"""Every rule equals a second, slow one written from its definition; and keeps what it promises, whatever the ballots."""

import random
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careloom_methods.ballots import Ballot, Item, Profile, count
from careloom_methods.ballots.profile import APPROVAL, RANKING
from tests.oracles import slow_ballots as slow

ITEMS = list("abcdef")
MARKS = st.lists(st.lists(st.sampled_from(ITEMS), unique=True, max_size=5).map(tuple), min_size=1, max_size=9)
COSTS = st.lists(st.integers(1, 12), min_size=6, max_size=6)
PROPORTIONAL = ["pav", "phragmen", "equal-shares"]


def profile(marks: list[tuple[str, ...]], kind: str = APPROVAL, costs: list[int] | None = None,
            groups: list[str] | None = None) -> Profile:  # fmt: skip
    """Ballots of voters 0, 1, 2 …"""
    items = tuple(Item(i, Fraction(c)) for i, c in zip(ITEMS, costs or [1] * 6, strict=True))
    ballots = tuple(Ballot(str(v), m, group=groups[v % len(groups)] if groups else "") for v, m in enumerate(marks))
    return Profile(kind, items, ballots)


@settings(max_examples=60, deadline=None)
@given(MARKS, st.integers(1, 5))
def test_sequential_pav_equals_the_slow_one(marks: list[tuple[str, ...]], seats: int) -> None:
    assert count(profile(marks), "pav", seats=seats).order == slow.pav(marks, ITEMS, seats)


@settings(max_examples=60, deadline=None)
@given(MARKS, st.integers(1, 5))
def test_phragmen_equals_voters_who_earn_and_buy(marks: list[tuple[str, ...]], seats: int) -> None:
    assert count(profile(marks), "phragmen", seats=seats).order == slow.phragmen(marks, ITEMS, seats)


@settings(max_examples=150, deadline=None)
@given(MARKS, COSTS, st.integers(1, 40), st.booleans())
def test_equal_shares_equal_the_slow_fractions(
    marks: list[tuple[str, ...]], costs: list[int], budget: int, by_cost: bool
) -> None:  # fmt: skip
    if all(c > budget for c in costs):
        return
    utility = "cost" if by_cost else "cardinality"
    found = count(profile(marks, costs=costs), "equal-shares", budget=Fraction(budget), utility=utility)
    cost = {i: Fraction(c) for i, c in zip(ITEMS, costs, strict=True) if c <= budget}
    assert found.order == slow.shares(marks, cost, Fraction(budget), by_cost=by_cost)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.permutations(ITEMS[:5]).flatmap(lambda p: st.integers(0, 5).map(lambda n: tuple(p[:n]))), min_size=1,
                max_size=7))  # fmt: skip
def test_schulze_equals_every_path_tried(marks: list[tuple[str, ...]]) -> None:
    items = ITEMS[:5]
    ballots = tuple(Ballot(str(v), m) for v, m in enumerate(marks))
    found = count(Profile(RANKING, tuple(Item(i) for i in items), ballots), "schulze").scores
    beats = slow.schulze(marks, items)
    assert all((found[a] > found[b]) >= (b in beats[a]) for a in items for b in items)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(["carer", "practitioner", "provider"]), MARKS, min_size=1))
def test_the_way_of_the_james_lind_alliance_equals_the_slow_one(by_group: dict[str, Any]) -> None:
    ballots = tuple(Ballot(f"{g}{v}", m, group=g) for g, marks in by_group.items() for v, m in enumerate(marks))
    found = count(Profile(RANKING, tuple(Item(i) for i in ITEMS), ballots), "jla", seats=3)
    assert found.scores == slow.jla(by_group, ITEMS)


@settings(max_examples=40, deadline=None)
@given(MARKS, st.randoms(use_true_random=False), st.sampled_from(["pav", "phragmen", "equal-shares", "approval"]),
       st.sampled_from([None, 7]))  # fmt: skip
def test_the_order_of_ballots_changes_nothing(
    marks: list[tuple[str, ...]], dice: random.Random, rule: str, seed: int | None
) -> None:  # fmt: skip
    one = count(profile(marks), rule, seats=3, seed=seed)
    mixed = [tuple(dice.sample(m, len(m))) for m in dice.sample(marks, len(marks))]
    other = count(profile(mixed), rule, seats=3, seed=seed)
    assert (one.order, one.ties) == (other.order, other.ties)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.permutations(ITEMS).map(tuple), min_size=1, max_size=7), st.randoms(use_true_random=False),
       st.sampled_from(["borda", "choose-ten", "schulze"]))  # fmt: skip
def test_the_order_of_rankings_changes_nothing(marks: list[Any], dice: random.Random, rule: str) -> None:
    one = count(profile(marks, RANKING), rule, seats=3, seed=3)
    assert one == count(profile(dice.sample(marks, len(marks)), RANKING), rule, seats=3, seed=3)


@settings(max_examples=60, deadline=None)
@given(MARKS, st.integers(1, 4), st.sampled_from(PROPORTIONAL), st.sampled_from([None, 7]))
def test_a_copy_of_an_item_that_did_not_win_changes_no_proportional_list(
    marks: list[tuple[str, ...]], seats: int, rule: str, seed: int | None
) -> None:
    # All three look at each item by itself, so a copy of a loser has the loser's numbers and loses too. A loser that
    # was tied with a winner could have won by lot, and so could its copy: the promise is for losers outside ties.
    found = count(profile(marks), rule, seats=seats, seed=seed)
    tied = {i for tie in found.ties for i in tie["between"]}  # type: ignore[attr-defined]
    losers = [i for i in ITEMS if i not in found.winners and i not in tied]
    if not losers:
        return
    copied = tuple(Ballot(str(v), (*m, "copy") if losers[0] in m else m) for v, m in enumerate(marks))
    items = (*(Item(i) for i in ITEMS), Item("copy"))
    assert count(Profile(APPROVAL, items, copied), rule, seats=seats, seed=seed).order == found.order


@settings(max_examples=40, deadline=None)
@given(MARKS, st.integers(2, 4))
def test_a_voter_with_weight_two_counts_like_two_voters(marks: list[tuple[str, ...]], seats: int) -> None:
    heavy = tuple(Ballot(str(v), m, weight=Fraction(2 if v == 0 else 1)) for v, m in enumerate(marks))
    items = tuple(Item(i) for i in ITEMS)
    for rule in PROPORTIONAL:
        twice = count(profile([marks[0], *marks]), rule, seats=seats)
        assert count(Profile(APPROVAL, items, heavy), rule, seats=seats).order == twice.order


def test_large_groups_do_not_drown_small_ones_where_every_group_has_an_equal_voice() -> None:
    marks = [("a", "b")] * 30 + [("f",)] * 3
    ballots = tuple(Ballot(str(v), m, group="small" if m == ("f",) else "large") for v, m in enumerate(marks))
    crowd = Profile(APPROVAL, tuple(Item(i) for i in ITEMS), ballots)
    assert count(crowd, "pav", seats=2).winners == ["a", "b"]
    assert count(crowd, "pav", seats=2, equal_voice=True).winners == ["a", "f"]


@pytest.mark.parametrize("rule", PROPORTIONAL)
def test_a_tie_is_shown_and_falls_by_lot_from_the_seed(rule: str) -> None:
    tied = profile([("a",), ("b",), ("c",)])
    by_name = count(tied, rule, seats=1, completion="greedy")
    assert by_name.winners == ["a"] and by_name.ties == [{"step": 1, "between": ["a", "b", "c"], "chosen": "a"}]
    lots = {count(tied, rule, seats=1, seed=seed, completion="greedy").winners[0] for seed in range(20)}
    assert lots == {"a", "b", "c"}
