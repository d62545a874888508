"""The way for very large pools, tried on small ones (for which it is not meant) where the exact answer is known."""

import numpy as np
import pytest

from benchmarks._made_pools import made
from careloom_methods import lottery
from careloom_methods.lottery import drawing
from careloom_methods.lottery.turns import round_length
from tests.oracles import all_panels


@pytest.fixture
def by_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "LARGE", 0)


def test_every_panel_by_turns_meets_every_quota_and_shuts_out_only_whom_no_panel_can_hold(by_turns: None) -> None:
    for seed in range(8):
        people, quotas, k = all_panels.instance(seed)
        panels = all_panels.panels(people, quotas, k)
        allowed = {frozenset(people[n]["id"] for n in panel) for panel in panels}
        held = set().union(*allowed)
        said = lottery.run(people, quotas, k, panels=20, seed=str(seed))
        assert frozenset(said["panel"]) in allowed and all(frozenset(p) in allowed for p in said["panels"])
        assert set(said["shut_out"]) == {row["id"] for row in people} - held


@pytest.mark.parametrize("people", [300, 800])
def test_the_smallest_chance_by_turns_is_within_one_percent_of_the_best(
    people: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, quotas = made(people, 30)
    pool = lottery.read(rows, quotas, 30)
    exact = lottery.fair_lottery(pool, rule="maximin").smallest
    monkeypatch.setattr(drawing, "LARGE", 0)
    found = lottery.fair_lottery(pool, rule="maximin")
    assert 0.99 * exact <= found.smallest <= exact + 1e-6
    assert found.mixture.bound >= exact - 1e-6


@pytest.mark.parametrize("smallest", [0.00212, 0.0333, 0.2, 1.0])
def test_a_round_is_as_long_as_the_smallest_chance_asks(smallest: float) -> None:
    least, length = round_length(smallest)
    assert least / length <= smallest + 1e-9 and least / length >= 0.99 * smallest
    assert np.isclose(least, round(least)) and length <= 2500
