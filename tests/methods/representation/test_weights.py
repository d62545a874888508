"""Weights: the same as another raking library, missing groups named, nothing put together."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careloom_methods.errors import MethodError
from careloom_methods.representation import gaps, rake

FIELDS = {"role": 6, "nation": 4, "sex": 2, "age": 3, "first": 2}


def made(number: int, seed: int = 1) -> tuple[dict[str, list[str]], dict[tuple[str, ...], dict[tuple[str, ...], float]]]:
    """Uneven made-up answers, and even targets."""
    chance = random.Random(seed)
    columns = {field: [f"{field}{min(size - 1, int(chance.expovariate(0.8)))}" for _ in range(number)]
               for field, size in FIELDS.items()}  # fmt: skip
    return columns, {(f,): {(f"{f}{n}",): float(chance.randint(1, 9)) for n in range(s)} for f, s in FIELDS.items()}


def test_weights_equal_those_of_ipfn() -> None:
    pandas, ipfn = pytest.importorskip("pandas"), pytest.importorskip("ipfn.ipfn")
    columns, targets = made(5000)
    frame = pandas.DataFrame({**columns, "total": 1.0})
    margins = []
    for (field,), wanted in targets.items():
        series = pandas.Series({k: v for (k,), v in wanted.items()}, name="total")
        series.index.name = field
        margins.append(series * 5000 / series.sum())
    theirs = ipfn.ipfn(frame, margins, [[f] for (f,) in targets], convergence_rate=1e-12, max_iteration=3000).iteration()
    ours = rake(columns, targets)
    assert ours.met and np.abs(ours.values - theirs["total"].to_numpy()).max() < 1e-6


def test_a_group_from_which_nobody_answered_is_named_and_nothing_is_put_together() -> None:
    columns = {"nation": ["england"] * 60 + ["scotland"] * 40}
    weights = rake(columns, {("nation",): {("england",): 50, ("scotland",): 25, ("wales",): 25}})
    assert weights.nobody == [(("nation",), ("wales",))]
    assert weights.values[0] == pytest.approx(100 * 2 / 3 / 60) and weights.values[-1] == pytest.approx(100 / 3 / 40)


def test_a_group_without_a_target_keeps_its_share() -> None:
    columns = {"nation": ["england"] * 60 + ["scotland"] * 20 + ["no answer"] * 20}
    weights = rake(columns, {("nation",): {("england",): 1, ("scotland",): 1}})
    assert weights.no_target == [(("nation",), ("no answer",))]
    assert weights.values[-1] == pytest.approx(1) and weights.values[0] == pytest.approx(40 / 60)


def test_margins_that_cannot_be_met_together_are_said() -> None:
    columns = {"a": ["x"] * 10 + ["y"] * 10, "b": ["p"] * 10 + ["q"] * 10}
    assert not rake(columns, {("a",): {("x",): 1, ("y",): 1}, ("b",): {("p",): 9, ("q",): 1}}).met


@settings(max_examples=30)
@given(st.integers(50, 300), st.integers(0, 10_000))
def test_every_margin_is_met_and_nobody_counts_less_than_nothing(number: int, seed: int) -> None:
    columns, targets = made(number, seed)
    weights = rake(columns, targets)
    assert not weights.met or (weights.values > 0).all()
    assert weights.values.sum() == pytest.approx(number)
    assert weights.effective_n <= number + 1e-6
    shuffled = list(range(number))
    random.Random(seed).shuffle(shuffled)
    again = rake({f: [column[i] for i in shuffled] for f, column in columns.items()}, targets)
    if weights.met and again.met:
        assert again.values == pytest.approx(weights.values[shuffled], abs=1e-5)


@pytest.mark.parametrize(("columns", "targets", "code"), [
    ({}, {("a",): {("x",): 1}}, "no_answers"), ({"a": ["x"]}, {}, "no_targets"),
    ({"a": ["x"]}, {("b",): {("x",): 1}}, "no_column"), ({"a": ["x"]}, {("a",): {("x",): -1}}, "bad_target"),
    ({"a": ["x"]}, {("a",): {("y",): 1}}, "all_missing")])  # fmt: skip
def test_what_cannot_be_weighted_is_refused_with_a_code(columns, targets, code: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(MethodError) as refused:
        rake(columns, targets)
    assert refused.value.code == code


def test_nobody_comes_first_then_the_widest_gap() -> None:
    rows = gaps({("a",): 5, ("b",): 90, ("c",): 0}, {("a",): 50, ("b",): 100, ("c",): 10}, ["role"])
    assert [(g.group["role"], g.short) for g in rows] == [("c", 10), ("a", 45), ("b", 10)] and rows[0].nobody


def test_a_population_is_scaled_to_the_answers_there_are() -> None:
    rows = gaps({("a",): 80, ("b",): 20}, {("a",): 500_000, ("b",): 500_000}, ["role"], scale=True)
    assert [(g.group["role"], g.target, g.short) for g in rows] == [("b", 50, 30), ("a", 50, 0)]
