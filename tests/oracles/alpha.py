"""Krippendorff's alpha from its definition: every pair of values, exact fractions, no matrix. Slow on purpose."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import permutations

Value = Fraction | int


def _ordinal(values: list[Value]) -> Callable[[Value, Value], Fraction]:
    def apart(a: Value, b: Value) -> Fraction:
        low, high = min(a, b), max(a, b)
        between = sum(1 for v in values if low <= v <= high)
        ends = Fraction(sum(1 for v in values if v == low) + sum(1 for v in values if v == high), 2)
        return (between - ends) ** 2 if a != b else Fraction(0)

    return apart


def alpha(ratings: Sequence[Sequence[Value | None]], level: str) -> Fraction | None:
    """None where nothing varies or nothing was rated twice."""
    units = [[v for v in unit if v is not None] for unit in zip(*ratings, strict=True)]
    units = [unit for unit in units if len(unit) > 1]
    values = [v for unit in units for v in unit]
    apart: dict[str, Callable[[Value, Value], Fraction]] = {
        "nominal": lambda a, b: Fraction(a != b), "interval": lambda a, b: Fraction(a - b) ** 2,
        "ratio": lambda a, b: Fraction(a - b, a + b) ** 2 if a + b else Fraction(0), "ordinal": _ordinal(values),
    }  # fmt: skip
    if not values:
        return None
    seen = sum((sum((apart[level](a, b) for a, b in permutations(unit, 2)), Fraction(0)) / (len(unit) - 1)
                for unit in units), Fraction(0))  # fmt: skip
    chance = sum((apart[level](a, b) for a, b in permutations(values, 2)), Fraction(0)) / (len(values) - 1)
    return 1 - seen / chance if chance else None
