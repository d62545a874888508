"""Between our applications and the lottery: rows in, a proposal out. Names never enter; nothing is kept."""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from careloom_methods.errors import MethodError

Rows = Sequence[Mapping[str, str]]
Say = Callable[[int, str], None]
ALTERNATES = 0.3  # share of the panel that is drawn in advance, in case somebody leaves
HOME = ["household"]  # the column of homes
PANELS = 420  # equally likely panels that are published, one of them drawn; 420 parts evenly by every number up to 7


@dataclass(frozen=True)
class Asked:
    """What a draw begins with."""

    people: Rows
    quotas: Rows
    number: int
    seed: str
    include: Sequence[str] = ()
    exclude: Sequence[str] = ()
    rates: Mapping[tuple[str, str], float] = field(default_factory=dict)  # who drops out how often, where it is known


def _pool(asked: Asked) -> Any:
    from careloom_methods import lottery  # its solver is heavy: only the worker loads it

    return lottery.read(asked.people, asked.quotas, asked.number, id_column="id", household=HOME,
                        must_include=asked.include, must_exclude=asked.exclude)  # fmt: skip


def propose(asked: Asked, *, say: Say) -> tuple[dict[str, Any], dict[str, Any]]:
    """(result, public record). Raises MethodError with what clashes and the least change.

    A person's chance is the share of the published panels that hold them: exactly what the draw gives.
    """
    from careloom_methods import lottery

    say(2, _("Looking for the fairest lottery"))
    seed, pool = asked.seed, _pool(asked)
    found = lottery.fair_lottery(pool, seed=seed)
    say(3, _("Drawing"))
    plain = lottery.uniform(found, PANELS, seed=seed)
    panels = [[pool.ids[n] for n in panel] for panel in plain.panels]
    drawn = lottery.drawn_number(seed, PANELS)
    on = Counter(person for panel in panels for person in panel)
    reserve = lottery.alternates(found, panel=panels[drawn], number=_reserve(asked.quotas, asked.number),
                                 rates=asked.rates, seed=seed)  # fmt: skip
    result = {"panel": panels[drawn], "alternates": [i for i in reserve if i not in set(asked.exclude)],
              "chances": {i: on[i] / PANELS for i in pool.ids}, "shut_out": found.shut,
              "slack": lottery.slack(pool)}  # fmt: skip
    record = {
        "rule": found.rule, "number": asked.number, "probabilities": result["chances"],
        "shut_out": sorted(found.shut), "gap": found.gap, "panels": panels, "panels_min_probability": plain.smallest,
        "drawn": drawn, "panel": panels[drawn], "quotas": list(asked.quotas),
        "record": lottery.record(people=asked.people, quotas=asked.quotas, number=asked.number, rule=found.rule,
                                 seed=seed, panels=panels, panel=panels[drawn]) | {"household": HOME},
    }  # fmt: skip
    return result, record


def propose_again(
    asked: Asked, *, panel: Sequence[str], gone: Sequence[str], first: Sequence[str], then: Sequence[str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """(result, public record) of a draw for empty seats: those who stay keep theirs, and every quota still holds.

    `first` (the waiting list) are asked; where they cannot keep the quotas, `then` (all others) too. MethodError as
    in `propose`.
    """
    from careloom_methods import lottery

    pool, seed, wider = _pool(asked), asked.seed, False
    try:
        found = lottery.replace_people(pool, panel=panel, gone=gone, seed=seed, among=first)
    except MethodError:
        wider = True
        found = lottery.replace_people(pool, panel=panel, gone=gone, seed=seed, among=[*first, *then])
    result = {"panel": found.panel, "in": found.chosen, "chances": found.chances, "wider": wider, "alternates": []}
    record = {"rule": "leximin", "number": asked.number, "seed": seed, "gone": list(gone), "in": found.chosen,
              "probabilities": found.chances, "panel": found.panel, "quotas": list(asked.quotas)}  # fmt: skip
    return result, record


def _reserve(quotas: Rows, number: int) -> int:
    """How many alternates: enough that each role group with seats can have some."""
    seats = [int(quota["min"]) for quota in quotas if quota["feature"] == "role_group"]
    return sum(math.ceil(ALTERNATES * n) for n in seats) or math.ceil(ALTERNATES * number)
