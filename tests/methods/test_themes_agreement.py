"""Agreement of coders: the published example, the definition as an oracle, and the laws."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as some

from careloom_methods.errors import MethodError
from careloom_methods.themes.agreement import LEVELS, alpha, alpha_of_themes, kappa
from tests.oracles import alpha as oracle

N = None
# Krippendorff (2011), example C: four coders, twelve units, gaps.
PUBLISHED = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
    [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
]
values = some.one_of(some.none(), some.integers(0, 4))
ratings = some.integers(1, 8).flatmap(
    lambda units: some.lists(some.lists(values, min_size=units, max_size=units), min_size=2, max_size=4)
)


@pytest.mark.parametrize(
    ("level", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_the_published_example_comes_out_to_three_decimals(level: str, published: float) -> None:
    found = alpha(PUBLISHED, level)
    assert found.alpha is not None and found.low is not None and found.high is not None
    assert round(found.alpha, 3) == published
    assert found.low < found.alpha < found.high
    assert (found.units, found.single) == (11, 1)  # the twelfth unit was read by one coder only, and that is said


@given(ratings, some.sampled_from(LEVELS))
def test_it_agrees_with_the_definition_pair_by_pair(rows: list[list[int | None]], level: str) -> None:
    slow, found = oracle.alpha(rows, level), alpha(rows, level, draws=0)
    assert (slow is None) == (found.alpha is None)
    if slow is not None and found.alpha is not None:
        assert found.alpha == pytest.approx(float(slow), abs=1e-9)


@given(ratings, some.randoms(use_true_random=False))
def test_neither_the_order_of_coders_nor_of_texts_changes_it(
    rows: list[list[int | None]], chance: random.Random
) -> None:
    mixed = rows[:]
    chance.shuffle(mixed)
    order = list(range(len(rows[0])))
    chance.shuffle(order)
    mixed = [[row[n] for n in order] for row in mixed]
    a, b = alpha(rows, "interval", draws=0), alpha(mixed, "interval", draws=0)
    assert a.units == b.units and (a.alpha is None) == (b.alpha is None)
    assert a.alpha is None or b.alpha is None or a.alpha == pytest.approx(b.alpha)


def test_perfect_agreement_is_one_and_no_variation_says_so() -> None:
    assert alpha([[1, 2, 3], [1, 2, 3]]).alpha == 1
    assert alpha([[1, 1], [1, 1]]).why == "no_variation"
    assert alpha([[1, None], [None, 1]]).why == "nobody_twice"


def test_the_interval_is_the_same_for_the_same_seed() -> None:
    assert alpha(PUBLISHED, seed=3) == alpha(PUBLISHED, seed=3) != alpha(PUBLISHED, seed=4)


@pytest.mark.parametrize(
    ("rows", "level", "code"), [([[1], [1]], "other", "level"), ([[1, 2], [1]], "nominal", "ragged"), ([[-1, 2], [1, 2]], "ratio", "below_zero")]
)  # fmt: skip
def test_bad_input_is_refused_with_a_code(rows: list[list[float]], level: str, code: str) -> None:
    with pytest.raises(MethodError) as refused:
        alpha(rows, level)
    assert refused.value.code == code


def test_each_theme_is_judged_as_there_or_not_there() -> None:
    codings = {"ann": {"1": frozenset({"time"}), "2": frozenset(), "3": frozenset({"time", "home"})},
               "ben": {"1": frozenset({"time"}), "2": frozenset({"home"})}}  # fmt: skip
    found = alpha_of_themes(codings, ["time", "home"])
    assert found["time"].alpha == 1 and (found["time"].units, found["time"].single) == (2, 1)
    assert found["home"].alpha is not None and found["home"].alpha <= 0


def test_kappa_of_two_coders() -> None:
    # 20 agree yes, 15 agree no, 5 and 10 split: seen 0.7, by chance 0.5, so 0.4.
    first = [1.0] * 25 + [0.0] * 25
    second = [1.0] * 20 + [0.0] * 5 + [1.0] * 10 + [0.0] * 15
    assert kappa(first, second) == pytest.approx(0.4)
    assert kappa([1, None], [None, 1]) is None and kappa([1, 1], [1, 1]) is None
