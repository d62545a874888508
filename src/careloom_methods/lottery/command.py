"""`./careloom lottery --people CSV --quotas CSV --number K`: fair chances, a drawn panel and its record."""

import json
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from careloom_methods.csv_rows import rows_of
from careloom_methods.errors import MethodError
from careloom_methods.lottery import asking, drawing, explain, fair, more_draws, pool, verify

Rows = list[dict[str, str]]


def main(argv: list[str]) -> int:
    """Draw, draw empty seats again, or check a draw that was published (`verify RECORD --people CSV --quotas CSV`)."""
    if argv[:1] == ["verify"]:
        return verify.main(argv[1:])
    asked = asking.asked(argv)
    people, quotas = rows_of(asked.people), rows_of(asked.quotas)
    said = more_draws.again(asked, people, quotas) if asked.record else _drawn(asked, people, quotas)
    if asked.out:
        asked.out.write_text(json.dumps(said, ensure_ascii=False, indent=1))
    print(json.dumps(said, ensure_ascii=False) if asked.json else in_words(said))
    return 0


def _drawn(asked: Namespace, people: Rows, quotas: Rows) -> dict[str, Any]:
    numbers = asking.seats(asked.number)
    given: dict[str, Any] = {
        "rule": asked.rule, "id_column": asked.id, "household": asked.household, "panels": asked.panels,
        "most": asked.work, "hurry": asking.hurry(asked.seconds),
    }  # fmt: skip
    forced: dict[str, Any] = {
        "include": asking.reasons(asked.must_include), "exclude": asking.reasons(asked.must_exclude),
    }  # fmt: skip
    if asked.each:
        one = partial(lottery, **given)
        return more_draws.each(one, people, quotas, numbers, column=asked.each, seed=asked.seed, **forced)
    if set(numbers) != {""}:
        raise MethodError("number", f"'{asked.number}' names several draws.", number=asked.number,
                          suggestion="Say with --each which column holds these names.")  # fmt: skip
    return lottery(people, quotas, numbers[""], seed=asked.seed, **given, **forced)


def lottery(
    people: Rows,
    quotas: Rows,
    number: int,
    *,
    rule: str = "leximin",
    id_column: str = "",
    household: Sequence[str] = (),
    seed: str = "0",
    panels: int = 0,
    include: Mapping[str, str] | Sequence[str] = (),
    exclude: Mapping[str, str] | Sequence[str] = (),
    most: float = fair.MOST,
    hurry: Callable[[], bool] | None = None,
) -> dict[str, Any]:
    """The whole of it on rows; gives what the command prints as JSON. Raises MethodError.

    include, exclude: ids, or {id: the reason why}, which stands in the record.
    """
    forced = {"must_include": _why(include), "must_exclude": _why(exclude)}
    read = pool.read(people, quotas, number, id_column=id_column, household=household, must_include=list(include),
                     must_exclude=list(exclude))  # fmt: skip
    if len(people) == 1:  # the room may still fill one seat with the one who applied: a person confirms that
        raise MethodError("pool_of_one", "Only one person is in the pool; there is nothing to draw.", pool=1,
                          suggestion="Wait for more people, or offer the seat without a lottery.")  # fmt: skip
    found = drawing.fair_lottery(read, rule=rule, seed=seed, most=most, hurry=hurry)
    said = _chances(found) | {k: v for k, v in forced.items() if v}
    near = explain.slack(read)
    silent = [f"No reason is given why {i} must or must not be chosen." for v in forced.values() for i in v if not v[i]]
    said |= {"slack": near, "warnings": [*read.warnings, *(one["words"] for one in near), *silent]}
    if panels:
        plain = drawing.uniform(found, panels, seed=seed)
        said["panels"] = [[read.ids[n] for n in one] for one in plain.panels]
        said |= {"panels_min_probability": plain.smallest, "panels_loss": plain.loss,
                 "drawn": drawing.drawn_number(seed, panels)}  # fmt: skip
        said["panel"] = said["panels"][said["drawn"]]
    else:
        said["panel"] = drawing.draw(found, seed=seed)
    record = drawing.record(people=people, quotas=quotas, number=number, rule=rule, seed=seed,
                            panels=said.get("panels", []), panel=said["panel"],
                            same_everywhere=found.same_everywhere)  # fmt: skip
    said["record"] = record | ({"household": list(household)} if household else {})
    return said


def _why(forced: Mapping[str, str] | Sequence[str]) -> dict[str, str]:
    return dict(forced) if isinstance(forced, Mapping) else dict.fromkeys(forced, "")


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
        "notes": found.notes,
    }


def in_words(said: dict[str, Any]) -> str:
    """The same for a person to read."""
    if "assemblies" in said:
        return "\n\n".join(f"{name}\n{in_words(one)}" for name, one in said["assemblies"].items())
    if "in" in said:
        chances = [f"{i}: {round(100 * p)} in 100" for i, p in said["chances"].items()]
        return "\n".join(["In come " + ", ".join(said["in"]) + ".", "Who could have come in: " + "; ".join(chances),
                          "The panel: " + ", ".join(said["panel"])])  # fmt: skip
    people = len(said["probabilities"])
    smallest, largest = (round(100 * said[k]) for k in ("min_probability", "max_probability"))
    lines = [
        f"{said['number']} of {people} people are chosen by lottery ({said['rule']}).",
        f"The smallest chance is {smallest} in 100, the largest {largest} in 100.",
        f"No lottery with these quotas gives everybody a better chance than that by more than {said['gap']:.1e}.",
        *(f"{i} cannot be on any panel: {'; '.join(why)}." for i, why in said["shut_out"].items()),
        *(f"{i} must be chosen: {why}" for i, why in said.get("must_include", {}).items() if why),
        *(f"{i} must not be chosen: {why}" for i, why in said.get("must_exclude", {}).items() if why),
        *said["warnings"],
        "Drawn: " + ", ".join(said["panel"]),
    ]
    return "\n".join(lines)


__all__ = ["MethodError", "in_words", "lottery", "main"]
