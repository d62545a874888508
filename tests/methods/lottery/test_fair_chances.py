"""Every quota holds, and chances are as equal as the quotas allow: proved against every panel there is."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careloom_methods import lottery
from tests.oracles import all_panels


def chances(
    people: list[dict[str, str]], quotas: list[dict[str, str]], k: int, rule: str = "leximin"
) -> dict[str, float]:
    found = lottery.fair_lottery(lottery.read(people, quotas, k), rule=rule)
    return dict(zip(found.pool.ids, found.probabilities, strict=True))


@pytest.mark.parametrize("block", range(4))
def test_leximin_is_what_brute_force_finds(block: int) -> None:
    for seed in range(50 * block, 50 * block + 50):
        people, quotas, k = all_panels.instance(seed)
        slow = all_panels.leximin(people, all_panels.panels(people, quotas, k))
        fast = chances(people, quotas, k)
        assert [fast[row["id"]] for row in people] == pytest.approx(slow, abs=1e-6), seed


def test_maximin_has_the_same_smallest_chance_and_says_its_proof() -> None:
    for seed in range(60):
        people, quotas, k = all_panels.instance(seed)
        read = lottery.read(people, quotas, k)
        first, second = (lottery.fair_lottery(read, rule=rule) for rule in ("maximin", "leximin"))
        assert first.smallest == pytest.approx(second.smallest, abs=1e-6)
        assert first.gap <= 1e-6


@pytest.mark.parametrize("rule", ["leximin", "maximin", "nash", "goldilocks", "legacy"])
def test_every_panel_of_every_rule_meets_every_quota(rule: str) -> None:
    for seed in range(25):
        people, quotas, k = all_panels.instance(seed)
        allowed = {frozenset(people[n]["id"] for n in panel) for panel in all_panels.panels(people, quotas, k)}
        said = lottery.run(people, quotas, k, rule=rule, panels=20, seed=str(seed))
        assert frozenset(said["panel"]) in allowed
        assert all(frozenset(panel) in allowed for panel in said["panels"])
        assert sum(said["probabilities"].values()) == pytest.approx(k, abs=1e-5)


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_the_order_of_the_file_changes_no_chance(seed: int, order: int) -> None:
    people, quotas, k = all_panels.instance(seed)
    mixed = random.Random(order).sample(people, len(people))
    before, after = chances(people, quotas, k), chances(mixed, quotas, k)
    assert {i: round(p, 6) for i, p in before.items()} == {i: round(p, 6) for i, p in after.items()}


@settings(max_examples=40)
@given(st.integers(0, 10_000))
def test_people_with_the_same_answers_have_the_same_chance(seed: int) -> None:
    people, quotas, k = all_panels.instance(seed)
    twin = {**people[0], "id": "twin"}
    found = chances([*people, twin], quotas, k)
    assert found["twin"] == pytest.approx(found[people[0]["id"]], abs=1e-9)


def test_one_more_person_of_a_kind_shares_that_kinds_chance_and_changes_no_other() -> None:
    people = [{"id": f"{g}{n}", "g": g} for g in "ab" for n in range(4)]
    quotas = [{"feature": "g", "value": g, "min": "2", "max": "2"} for g in "ab"]
    before, after = chances(people, quotas, 4), chances([*people, {"id": "a9", "g": "a"}], quotas, 4)
    assert (before["a0"], before["b0"]) == (pytest.approx(0.5), pytest.approx(0.5))
    assert (after["a0"], after["b0"]) == (pytest.approx(0.4), pytest.approx(0.5))


def test_a_plain_lottery_keeps_every_promise() -> None:
    """Everybody on at least floor(m x smallest chance) panels; people alike on equally many, give or take one."""
    for seed in range(30):
        people, quotas, k = all_panels.instance(seed)
        m = 50
        said = lottery.run(people, quotas, k, panels=m, seed="x")
        on = {row["id"]: sum(row["id"] in panel for panel in said["panels"]) for row in people}
        open_ = [n for i, n in on.items() if i not in said["shut_out"]]
        assert min(open_) >= int(m * said["min_probability"] + 1e-6)
        for row in people:
            alike = [on[r["id"]] for r in people if (r["a"], r["b"]) == (row["a"], row["b"])]
            assert max(alike) - min(alike) <= 1


def test_at_most_one_of_a_household_and_a_blank_address_is_none() -> None:
    people = [{"id": f"i{n}", "g": "x", "home": "1 Mill Lane" if n < 3 else ""} for n in range(8)]
    quotas = [{"feature": "g", "value": "x", "min": "4", "max": "4"}]
    said = lottery.run(people, quotas, 4, household=["home"], panels=40)
    assert all(len({"i0", "i1", "i2"} & set(panel)) <= 1 for panel in said["panels"])
    assert any(len({"i3", "i4", "i5", "i6", "i7"} & set(panel)) > 1 for panel in said["panels"])


def test_whoever_must_be_in_is_in_and_whoever_must_not_is_not() -> None:
    people, quotas = (
        [{"id": f"i{n}", "g": "x"} for n in range(6)],
        [{"feature": "g", "value": "x", "min": "3", "max": "3"}],
    )
    said = lottery.run(people, quotas, 3, include=["i0"], exclude=["i1"], panels=20)
    assert said["probabilities"]["i0"] == pytest.approx(1) and said["probabilities"]["i1"] == 0


def test_a_person_no_panel_can_hold_is_named_with_the_reason_and_left_out_of_the_smallest_chance() -> None:
    people = [{"id": f"i{n}", "g": "x" if n < 5 else "y"} for n in range(6)]
    quotas = [
        {"feature": "g", "value": "x", "min": "2", "max": "2"},
        {"feature": "g", "value": "y", "min": "0", "max": "0"},
    ]
    said = lottery.run(people, quotas, 2)
    assert list(said["shut_out"]) == ["i5"] and "'y'" in " ".join(said["shut_out"]["i5"])
    assert said["min_probability"] == pytest.approx(0.4)
