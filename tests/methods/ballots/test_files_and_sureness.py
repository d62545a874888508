"""Files in and out, quotas, how sure a pairwise place is, and how much an order depends on weights."""

import random
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careloom_methods.ballots import Ballot, Item, Profile, count, pabulib, reading
from careloom_methods.ballots.limits import Quota
from careloom_methods.ballots.pairs import bradley_terry
from careloom_methods.ballots.profile import APPROVAL, PAIRS, POINTS, RANKING
from careloom_methods.ballots.weighting import equal_groups, placed, swing
from careloom_methods.errors import MethodError

IDS = list("abcdef")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.permutations(IDS), min_size=1, max_size=5), st.sampled_from([APPROVAL, RANKING, POINTS]),
       st.integers(1, 99))  # fmt: skip
def test_a_pabulib_file_comes_back_as_it_was(marks: list[list[str]], kind: str, budget: int) -> None:
    points = tuple(Fraction(n, 4) for n in range(1, 7)) if kind == POINTS else ()
    ballots = tuple(Ballot(str(v), tuple(m), points, (), "carer") for v, m in enumerate(marks))
    made = Profile(kind, tuple(Item(i, Fraction(5, 2), "Wales") for i in IDS), ballots, Fraction(budget))
    again = pabulib.read(pabulib.write(made))
    assert (again.kind, again.items, again.ballots, again.budget) == (made.kind, made.items, made.ballots, made.budget)


def test_screens_with_most_and_least_important_are_read_as_pairs(tmp_path: Path) -> None:
    file = tmp_path / "screens.csv"
    file.write_text("voter,shown,best,worst\n1,a;b;c,a,c\n2,a;b;c,b,c\n")
    profile = reading.read(str(file))
    assert profile.kind == PAIRS and profile.ballots[0].pairs == (("a", "b"), ("a", "c"), ("b", "c"))
    assert count(profile, "bradley-terry").order[-1] == "c"


def test_site_quotas_are_kept_by_every_proportional_rule() -> None:
    items = tuple(Item(i, Fraction(1), "Wales" if i in "ef" else "England") for i in IDS)
    ballots = (*(Ballot(str(v), ("a", "b", "c", "d")) for v in range(9)), Ballot("w", ("e",)))
    crowd = Profile(APPROVAL, items, ballots)
    for rule in ("pav", "phragmen", "equal-shares", "greedy"):
        found = count(crowd, rule, seats=3, completion="greedy" if rule == "equal-shares" else "none",
                      quotas={"Wales": Quota(1), "England": Quota(0, 2)})  # fmt: skip
        assert [i for i in found.winners if i in "ef"] == ["e"] and len(found.winners) == 3, rule
    for quotas, code in (({"Wales": Quota(3)}, "quota_too_high"), ({"Wales": Quota(2), "England": Quota(2)},
                         "quotas_impossible"), ({"Wales": Quota(2, 1)}, "quota_order")):  # fmt: skip
        with pytest.raises(MethodError) as refused:
            count(crowd, "pav", seats=3, quotas=quotas)
        assert refused.value.code == code


def test_money_is_kept_free_for_what_a_nation_is_due() -> None:
    items = (Item("a", Fraction(6), "England"), Item("b", Fraction(5), "England"), Item("e", Fraction(4), "Wales"))
    ballots = (*(Ballot(str(v), ("a", "b")) for v in range(5)), Ballot("w", ("e",)))
    for way in ("none", "greedy", "add1"):
        found = count(Profile(APPROVAL, items, ballots), "equal-shares", budget=Fraction(11), utility="cost",
                      completion=way, quotas={"Wales": Quota(1)})  # fmt: skip
        assert found.winners == ["a", "e"] and found.spent == 10, way


def test_nine_times_in_ten_the_interval_of_a_strength_holds_the_truth() -> None:
    truth = {"a": 1.2, "b": 0.6, "c": 0.0, "d": -0.6, "e": -1.2}
    dice = random.Random(3)
    inside = asked = 0
    for _ in range(120):
        ballots = []
        for voter in range(60):
            pairs = []
            for _ in range(6):
                x, y = dice.sample(list(truth), 2)
                likely = 1 / (1 + 2.718281828459045 ** (truth[y] - truth[x]))
                pairs.append((x, y) if dice.random() < likely else (y, x))
            ballots.append(Ballot(str(voter), pairs=tuple(pairs)))
        rows = {r.item: r for r in bradley_terry(ballots, list(truth))}
        for item, strength in truth.items():
            inside += rows[item].low <= 1 / (1 + 2.718281828459045**-strength) <= rows[item].high
            asked += 1
    assert 0.87 <= inside / asked <= 0.94, inside / asked


def test_agreed_weights_give_the_order_and_drawn_weights_say_how_firm_it_is() -> None:
    scores = {"firm": {"x": Fraction(9), "y": Fraction(9)}, "x only": {"x": Fraction(8), "y": Fraction(0)},
              "y only": {"x": Fraction(0), "y": Fraction(8)}}  # fmt: skip
    rows = {r.topic: r for r in placed(scores, {"x": Fraction(100), "y": Fraction(50)}, seed=1, top=2)}
    assert [rows[t].place for t in ("firm", "x only", "y only")] == [1, 2, 3]
    assert rows["firm"].often == 1 and abs(rows["x only"].often - 0.5) < 0.02
    assert abs(sum(r.often for r in rows.values()) - 2) < 1e-9
    with pytest.raises(MethodError, match="sum to nothing"):
        swing({"x": Fraction(0)})


def test_groups_that_scored_weigh_the_same_whatever_their_size() -> None:
    mean = equal_groups({"carer": {"t": {"x": Fraction(4)}}, "provider": {"t": {"x": Fraction(1)}}})
    assert mean["t"]["x"] == Fraction(5, 2)


def test_what_is_free_in_a_published_election_is_taken_where_it_is_worth_something() -> None:
    items, ballots = (Item("a", Fraction(0)), Item("b", Fraction(4))), (Ballot("1", ("a", "b")),)
    published = Profile(APPROVAL, items, ballots, Fraction(5), free=True)
    assert count(published, "equal-shares").winners == ["a", "b"]
    assert count(published, "equal-shares", utility="cost").winners == ["b"]
    with pytest.raises(MethodError, match="costs nothing"):
        count(Profile(APPROVAL, items, ballots, Fraction(5)), "equal-shares")


@pytest.mark.parametrize(("code", "weights"), [
    ("no_weight", {"x": Fraction(0), "y": Fraction(0)}), ("negative_weight", {"x": Fraction(-1), "y": Fraction(2)}),
    ("missing_score", {"x": Fraction(1), "z": Fraction(1)}),
])  # fmt: skip
def test_weights_that_say_nothing_and_scores_that_are_missing_are_refused(code: str, weights: dict[str, Fraction]) -> None:
    with pytest.raises(MethodError) as refused:
        placed({"a": {"x": Fraction(1), "y": Fraction(2)}}, weights, seed=1)
    assert refused.value.code == code and refused.value.values["suggestion"]
