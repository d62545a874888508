"""More than one draw with one command: several Assemblies at once, and the empty seats of a draw of before."""

import json
from argparse import Namespace
from collections.abc import Callable, Mapping
from typing import Any

from careloom_methods.csv_rows import text_of
from careloom_methods.errors import MethodError
from careloom_methods.lottery import asking, drawing, pool, verify
from careloom_methods.lottery.later import replace_people

Rows = list[dict[str, str]]
Reasons = Mapping[str, str]


def each(
    one: Callable[..., dict[str, Any]],
    people: Rows,
    quotas: Rows,
    numbers: Mapping[str, int],
    *,
    column: str,
    seed: str,
    include: Reasons,
    exclude: Reasons,
) -> dict[str, Any]:
    """One lottery for each value of a column of the people file.

    A quota with that column filled in is for that Assembly alone, one without it for all. `numbers` by name; "" is for
    all others. Each has a seed of its own, made of the seed and its name. MethodError says of which Assembly it speaks.
    """
    rows = verify.parts(people, column)
    if rows is None:
        raise MethodError("column_missing", f"The people file has no column '{column}'.", column=column,
                          found=list(people[0]), suggestion="Add the column, or leave out --each.")  # fmt: skip
    if "" in rows:
        raise MethodError("feature_missing", f"{len(rows[''])} people have no answer for '{column}'.", feature=column,
                          suggestion="Say for each person which draw it is.")  # fmt: skip
    if unknown := sorted(set(numbers) - {"", *rows}):
        raise MethodError("number", f"Nobody applied to '{unknown[0]}'.", number=unknown[0], found=sorted(rows),
                          suggestion="Write the names as the people file does.")  # fmt: skip
    if stray := sorted({*include, *exclude} - {verify.plain(v) for row in people for v in row.values()}):
        raise MethodError("id_unknown", f"Nobody has the id {stray[0]}.", ids=stray, suggestion="Look at the id.")
    said = {}
    for name, here in sorted(rows.items()):
        there = {verify.plain(value) for row in here for value in row.values()}
        forced = [{i: why for i, why in some.items() if i in there} for some in (include, exclude)]
        try:
            said[name] = one(here, verify.meant(quotas, column, name), numbers.get(name, numbers.get("", 0)),
                             seed=f"{seed}/{name}", include=forced[0], exclude=forced[1])  # fmt: skip
        except MethodError as error:
            raise MethodError(error.code, f"{name}: {error.message}", **{**error.values, "assembly": name}) from error
    return {"each": column, "seed": seed, "assemblies": said}


def again(asked: Namespace, people: Rows, quotas: Rows) -> dict[str, Any]:
    """The empty seats of a draw of before, drawn again: who comes in, and the chance of everybody who could have."""
    try:
        panel = [str(i) for i in json.loads(text_of(asked.record))["panel"]]
    except (ValueError, KeyError, TypeError) as wrong:
        if isinstance(wrong, MethodError):
            raise
        raise MethodError("not_a_record", f"{asked.record.name} is no record of a draw.", file=asked.record.name,
                          suggestion="Give the JSON of the draw, with its panel.") from None  # fmt: skip
    read = pool.read(people, quotas, asking.seats(asked.number).get("", 0), id_column=asked.id,
                     household=asked.household, must_exclude=list(asking.reasons(asked.must_exclude)))  # fmt: skip
    if stray := sorted(set(asked.gone) - set(panel)):
        raise MethodError("id_unknown", f"{stray[0]} does not sit on that panel.", ids=stray,
                          suggestion="Look at the id.")  # fmt: skip
    found = replace_people(read, panel=panel, gone=asked.gone, among=asked.among, rule=asked.rule, seed=asked.seed)
    record = drawing.record(people=people, quotas=quotas, number=read.number, rule=asked.rule, seed=asked.seed,
                            panels=[], panel=found.panel)  # fmt: skip
    return {"rule": asked.rule, "number": read.number, "gone": asked.gone, "in": found.chosen,
            "chances": found.chances, "panel": found.panel, "record": record}  # fmt: skip
