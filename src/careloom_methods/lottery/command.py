"""`./careloom lottery --people CSV --quotas CSV --number K`: fair chances, a drawn panel and its record."""

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from careloom_methods.csv_rows import rows_of
from careloom_methods.errors import MethodError
from careloom_methods.lottery import drawing, fair, pool, verify


def main(argv: list[str]) -> int:
    """Draw, or check a draw that was published (`verify RECORD --people CSV --quotas CSV`)."""
    if argv[:1] == ["verify"]:
        return verify.main(argv[1:])
    asked = _asked(argv)
    said = lottery(
        rows_of(asked.people),
        rows_of(asked.quotas),
        asked.number,
        rule=asked.rule,
        id_column=asked.id,
        household=[c for c in asked.household.split(",") if c],
        seed=asked.seed,
        panels=asked.panels,
        include=asked.must_include,
        exclude=asked.must_exclude,
        most=asked.work,
        hurry=_hurry(asked.seconds),
    )
    if asked.out:
        asked.out.write_text(json.dumps(said, ensure_ascii=False, indent=1))
    print(json.dumps(said, ensure_ascii=False) if asked.json else in_words(said))
    return 0


def _hurry(seconds: float | None) -> Callable[[], bool] | None:
    """The one clock: off unless it was asked for."""
    if seconds is None:
        return None
    until = time.monotonic() + seconds
    return lambda: time.monotonic() > until


def _asked(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="careloom lottery", description=__doc__)
    parser.add_argument("--people", required=True, type=Path, help="CSV: an id and one column for each feature")
    parser.add_argument("--quotas", required=True, type=Path, help="CSV: feature,value,min,max (and min_flex,max_flex)")
    parser.add_argument("--number", required=True, type=int, metavar="K", help="how many seats")
    parser.add_argument("--rule", default="leximin", help=", ".join(drawing.RULES))
    parser.add_argument("--id", default="", metavar="COL", help="the column of ids (else 'id', else the first)")
    parser.add_argument("--household", default="", metavar="COL,…", help="at most one of those alike in these columns")
    parser.add_argument("--seed", default="0", help="any text; published with the draw")
    parser.add_argument("--panels", type=int, default=0, metavar="M", help="publish M panels, each as likely")
    parser.add_argument("--must-include", nargs="*", default=[], metavar="ID")
    parser.add_argument("--must-exclude", nargs="*", default=[], metavar="ID")
    parser.add_argument("--work", type=float, default=fair.MOST, help="stop looking for better after so many steps")
    parser.add_argument("--seconds", type=float, help="stop by the clock too: another machine may find another draw")
    parser.add_argument("--out", type=Path, help="also write the JSON here")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(argv)


def lottery(
    people: list[dict[str, str]],
    quotas: list[dict[str, str]],
    number: int,
    *,
    rule: str = "leximin",
    id_column: str = "",
    household: list[str] | None = None,
    seed: str = "0",
    panels: int = 0,
    include: list[str] | None = None,
    exclude: list[str] | None = None,
    most: float = fair.MOST,
    hurry: Callable[[], bool] | None = None,
) -> dict[str, Any]:
    """The whole of it on rows; gives what the command prints as JSON. Raises MethodError."""
    read = pool.read(
        people,
        quotas,
        number,
        id_column=id_column,
        household=household or [],
        must_include=include or [],
        must_exclude=exclude or [],
    )
    found = drawing.fair_lottery(read, rule=rule, seed=seed, most=most, hurry=hurry)
    said = _chances(found)
    if panels:
        plain = drawing.uniform(found, panels, seed=seed)
        said["panels"] = [[read.ids[n] for n in one] for one in plain.panels]
        said |= {
            "panels_min_probability": plain.smallest,
            "panels_loss": plain.loss,
            "drawn": drawing.drawn_number(seed, panels),
        }
        said["panel"] = said["panels"][said["drawn"]]
    else:
        said["panel"] = drawing.draw(found, seed=seed)
    said["record"] = drawing.record(
        people=people,
        quotas=quotas,
        number=number,
        rule=rule,
        seed=seed,
        panels=said.get("panels", []),
        panel=said["panel"],
        same_everywhere=found.same_everywhere,
    )
    return said


def _chances(found: drawing.Lottery) -> dict[str, Any]:
    """What is known before anything is drawn."""
    read = found.pool
    return {
        "status": "optimal" if found.proved and not found.notes else "best found",
        "rule": found.rule,
        "number": read.number,
        "min_probability": found.smallest,
        "max_probability": found.largest,
        "gini": found.gini,
        "gap": found.gap,
        "probabilities": dict(zip(read.ids, found.probabilities, strict=True)),
        "lottery": {"panels": len(found.mixture.panels), "weights": [float(w) for w in found.mixture.weights]},
        "shut_out": found.shut,
        "warnings": list(read.warnings),
        "notes": found.notes,
    }


def in_words(said: dict[str, Any]) -> str:
    """The same for a person to read."""
    people = len(said["probabilities"])
    smallest, largest = (round(100 * said[k]) for k in ("min_probability", "max_probability"))
    lines = [
        f"{said['number']} of {people} people are chosen by lottery ({said['rule']}).",
        f"The smallest chance is {smallest} in 100, the largest {largest} in 100.",
        f"No lottery with these quotas gives everybody a better chance than that by more than {said['gap']:.1e}.",
        *(f"{i} cannot be on any panel: {'; '.join(why)}." for i, why in said["shut_out"].items()),
        *said["warnings"],
        "Drawn: " + ", ".join(said["panel"]),
    ]
    return "\n".join(lines)


__all__ = ["MethodError", "in_words", "lottery", "main"]
