"""Who is missing: answers beside targets, "nobody from this group has answered" first."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from careloom_methods.representation.tables import Key


@dataclass(frozen=True)
class Gap:
    """One group: how many answered, how many were hoped for, how many are still missing.

    `share` and `target_share` are of all answers, and of all targets. For people who work on it, not for publishing:
    small numbers stand here as they are.
    """

    group: dict[str, str]
    have: int
    target: float
    short: float
    share: float
    target_share: float

    @property
    def nobody(self) -> bool:
        """Has nobody from this group answered?"""
        return self.have == 0

    def as_dict(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


def gaps(
    have: Mapping[Key, int], targets: Mapping[Key, float], fields: Sequence[str], *, scale: bool = False
) -> list[Gap]:
    """Every group that has a target, nobody first, then those that miss most for what was hoped.

    With `scale` the targets are a population, not a number of returns: they are scaled to the answers there are.
    """
    total, wanted = sum(have.values()), sum(targets.values())
    rows = []
    for key, number in targets.items():
        aim = number * total / wanted if scale and wanted else number
        count = have.get(key, 0)
        rows.append(Gap(
            dict(zip(fields, key, strict=True)), count, round(aim, 1), round(max(0.0, aim - count), 1),
            round(count / total, 4) if total else 0.0, round(number / wanted, 4) if wanted else 0.0))  # fmt: skip
    return sorted(rows, key=lambda g: (not (g.nobody and g.target > 0), -(g.short / g.target if g.target else 0),
                                       -g.short, *g.group.values()))  # fmt: skip
