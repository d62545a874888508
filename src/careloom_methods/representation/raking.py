"""What if the mix matched? Weights that make the answers look like the targets, field by field, again and again.

Raking (iterative proportional fitting; Deming and Stephan 1940). It mends no missing voice: a group that nobody
answered for stays missing and is named. No category is ever put together with another. Whoever chose to answer is not
a sample, so a weighted figure is a "what if", and never has a margin of error.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any

from careloom_methods.errors import MethodError
from careloom_methods.representation.tables import Key

LABEL = "what if the mix matched"
NEAR = 1e-9  # a margin is met when it is this near, as a share of all answers
ROUNDS = 2000

if TYPE_CHECKING:
    from numpy.typing import NDArray
Fields = tuple[str, ...]
Columns = Mapping[str, Sequence[str]]
Targets = Mapping[Fields, Mapping[Key, float]]


@dataclass(frozen=True)
class Weights:
    """One weight for each answer, 1 on average.

    `nobody`: groups with a target from which nobody answered; no weight can speak for them. `no_target`: groups that
    answered and have no target; they keep the share that they have. `met`: does every margin stand as it should?
    """

    values: "NDArray[Any]"
    nobody: list[tuple[Fields, Key]]
    no_target: list[tuple[Fields, Key]]
    met: bool
    rounds: int

    @property
    def effective_n(self) -> float:
        """How many answers of equal weight would be worth as much (Kish)."""
        return float(self.values.sum() ** 2 / (self.values**2).sum())

    def summary(self) -> dict[str, object]:
        """What must stand beside every weighted figure."""
        return {
            "label": LABEL, "n": len(self.values), "effective_n": round(self.effective_n, 1),
            "max": round(float(self.values.max()), 3), "min": round(float(self.values.min()), 3),
            "met": self.met, "rounds": self.rounds,
            "nobody": [dict(zip(f, k, strict=True)) for f, k in self.nobody],
            "no_target": [dict(zip(f, k, strict=True)) for f, k in self.no_target],
        }  # fmt: skip


def rake(columns: Columns, targets: Targets) -> Weights:
    """Weights for answers given as columns (field → one category for each answer).

    targets: for each margin (one field, or several crossed) what each group should be: numbers or shares, only their
    proportions count. Raises MethodError: no_answers, no_targets, no_column, bad_target, all_missing.
    """
    import numpy as np

    size = _checked(columns, targets)
    nobody: list[tuple[Fields, Key]] = []
    no_target: list[tuple[Fields, Key]] = []
    margins: list[tuple[Any, Any]] = []
    for fields, wanted in targets.items():
        groups, codes = _coded(columns, fields)
        have = np.bincount(codes, minlength=len(groups)).astype(float)
        aim = np.array([float(wanted.get(group, 0)) for group in groups])
        known = np.array([group in wanted and wanted[group] > 0 for group in groups])
        nobody += [(fields, group) for group, number in wanted.items() if number > 0 and group not in set(groups)]
        no_target += [(fields, group) for group, has in zip(groups, known, strict=True) if not has]
        if not known.any():
            raise MethodError("all_missing", f"Nobody answered from any group that has a target by {fields!r}.",
                              fields=list(fields))  # fmt: skip
        aim[known] *= have[known].sum() / aim[known].sum()
        margins.append((codes, np.where(known, aim, have)))
    weights, met, rounds = _fit(size, margins)
    return Weights(weights, nobody, no_target, met, rounds)


def _fit(size: int, margins: Sequence[tuple[Any, Any]]) -> tuple["NDArray[Any]", bool, int]:
    import numpy as np

    weights = np.ones(size)
    for done in range(1, ROUNDS + 1):
        for codes, aim in margins:
            have = np.bincount(codes, weights=weights, minlength=len(aim))
            weights *= (aim / have)[codes]
        off = max(float(np.abs(np.bincount(c, weights=weights, minlength=len(a)) - a).max()) for c, a in margins)
        if off <= NEAR * size:
            return weights, True, done
    return weights, False, ROUNDS


def _coded(columns: Columns, fields: Fields) -> tuple[list[Key], "NDArray[Any]"]:
    import numpy as np

    places: dict[Key, int] = {}
    keys = zip(*(columns[field] for field in fields), strict=True)
    codes = np.fromiter((places.setdefault(key, len(places)) for key in keys), dtype=np.int64)
    return list(places), codes


def _checked(columns: Columns, targets: Targets) -> int:
    sizes = {len(column) for column in columns.values()}
    if sizes in (set(), {0}) or len(sizes) > 1:
        raise MethodError("no_answers", "There are no answers, or some columns are shorter than others.")
    if not targets:
        raise MethodError("no_targets", "There is nothing to compare with.")
    for fields, wanted in targets.items():
        for field in fields:
            if field not in columns:
                raise MethodError("no_column", f"The answers have no column {field!r}.", field=field)
        for group, number in wanted.items():
            if not (number >= 0 and isfinite(number)):
                raise MethodError("bad_target", f"The target of {group!r} is {number}.", group=list(group))
    return sizes.pop()
