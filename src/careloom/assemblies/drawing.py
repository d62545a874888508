"""Between our applications and the lottery: rows in, a proposal out. Names never enter; nothing is kept."""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

Rows = Sequence[Mapping[str, str]]
Say = Callable[[int, str], None]
ALTERNATES = 0.3  # share of the panel that is drawn in advance, in case somebody leaves
PANELS = 420  # equally likely panels that are published, one of them drawn; 420 parts evenly by every number up to 7


def propose(people: Rows, quotas: Rows, number: int, *, seed: int, say: Say) -> tuple[dict[str, Any], dict[str, Any]]:
    """(result, public record). Raises MethodError with what clashes and the least change.

    A person's chance is the share of the published panels that hold them: exactly what the draw gives.
    """
    from careloom_methods import lottery  # its solver is heavy: only the worker loads it

    say(2, _("Looking for the fairest lottery"))
    pool = lottery.read(people, quotas, number, id_column="id", household=["household"])
    found = lottery.fair_lottery(pool, seed=str(seed))
    say(3, _("Drawing"))
    plain = lottery.uniform(found, PANELS, seed=str(seed))
    panels = [[pool.ids[n] for n in panel] for panel in plain.panels]
    drawn = lottery.drawn_number(str(seed), PANELS)
    on = Counter(person for panel in panels for person in panel)
    reserve = lottery.alternates(found, panel=panels[drawn], number=_reserve(quotas, number), rates={}, seed=str(seed))
    result = {"panel": panels[drawn], "alternates": reserve, "chances": {i: on[i] / PANELS for i in pool.ids},
              "shut_out": found.shut}  # fmt: skip
    record = {
        "rule": found.rule, "number": number, "probabilities": result["chances"], "shut_out": sorted(found.shut),
        "gap": found.gap, "panels": panels, "panels_min_probability": plain.smallest, "drawn": drawn,
        "panel": panels[drawn],
        "record": lottery.record(people=people, quotas=quotas, number=number, rule=found.rule, seed=str(seed),
                                 panels=panels, panel=panels[drawn]),
    }  # fmt: skip
    return result, record


def _reserve(quotas: Rows, number: int) -> int:
    """How many alternates: enough that each role group with seats can have some."""
    seats = [int(quota["min"]) for quota in quotas if quota["feature"] == "role_group"]
    return sum(math.ceil(ALTERNATES * n) for n in seats) or math.ceil(ALTERNATES * number)
