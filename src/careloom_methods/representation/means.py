"""A mean may be published when it speaks for enough people and does not say what everybody chose."""

from collections.abc import Sequence

from careloom_methods.representation.tables import LEAST

PLACES = 1  # a mean is published to one place after the point


def protect_mean(
    values: Sequence[float], *, people: int | None = None, scale: tuple[float, float] | None = None
) -> float | None:
    """The mean to one decimal, or None: hidden.

    Hidden with fewer than 10 values (or `people` behind them), and when it stands at an end of the `scale`: then
    everybody gave the same answer, and a mean would tell the answer of each.
    """
    if min(len(values), len(values) if people is None else people) < LEAST:
        return None
    mean = round(sum(values) / len(values), PLACES)
    ends = scale or (min(values), max(values))
    return None if mean in ends or len(set(values)) == 1 else mean
