"""Who could be drawn, and how many of each: reading and checking. People with the same answers are one type."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from careloom_methods.errors import MethodError

Ints = NDArray[np.int64]
MANY_VALUES = 500  # of one feature: too many for quotas


@dataclass(frozen=True)
class Quota:
    """At least `low` and at most `high` people with `value` for `feature`; the flex bounds are the outer limits."""

    feature: str
    value: str
    low: int
    high: int
    low_flex: int
    high_flex: int


@dataclass(frozen=True)
class Pool:
    """A checked pool. Types: people with the same features; whoever shares a household is a type alone."""

    ids: tuple[str, ...]
    quotas: tuple[Quota, ...]
    number: int
    type_of: tuple[int, ...]  # person → type
    counts: Ints  # people of each type
    holds: NDArray[np.bool_]  # quota x type: does this type count for this quota?
    households: tuple[tuple[int, ...], ...]  # types of which at most one person can be chosen
    fixed: Mapping[int, tuple[int, int]]  # type → bounds on how many are chosen (must include, must exclude)
    warnings: tuple[str, ...]


def _plain(text: object) -> str:
    return " ".join(str(text or "").split())


def _column(names: Sequence[str], wanted: str) -> str:
    """The column that is exactly `wanted` but for spacing; a difference in letters' size is an error, never a guess."""
    exact = [n for n in names if _plain(n) == wanted]
    if len(exact) == 1:
        return exact[0]
    near = [n for n in names if _plain(n).casefold() == wanted.casefold()]
    if len(exact) > 1 or len(near) > 1:
        raise MethodError(
            "columns_alike",
            f"Several columns are called '{wanted}' but for spaces or capital letters.",
            column=wanted,
            found=sorted(map(str, near or exact)),
            suggestion="Give each column a name of its own.",
        )
    if near:
        raise MethodError(
            "column_spelling",
            f"The quotas say '{wanted}', the people file says '{_plain(near[0])}'.",
            column=wanted,
            found=_plain(near[0]),
            suggestion="Write both in the same way.",
        )
    raise MethodError(
        "column_missing",
        f"The people file has no column '{wanted}'.",
        column=wanted,
        found=[_plain(n) for n in names],
        suggestion="Add the column, or take out its quotas.",
    )


def _whole(row: Mapping[str, str], name: str, place: str, default: int | None = None) -> int:
    text = _plain(row.get(name, ""))
    if not text and default is not None:
        return default
    if not text.isdecimal():
        raise MethodError(
            "quota_number",
            f"{place}: '{name}' must be a whole number; it is '{text}'.",
            place=place,
            column=name,
            wrote=text,
            suggestion="Write 0, 1, 2 …",
        )
    return int(text)


def read_quotas(rows: Sequence[Mapping[str, str]]) -> tuple[Quota, ...]:
    """Quotas from rows with feature (or category), value (or name), min, max and perhaps min_flex, max_flex."""
    found, seen = [], set()
    for line, row in enumerate(rows, 2):
        row = {_plain(key).casefold(): value for key, value in row.items() if key is not None}
        feature, value = (_plain(row.get(a) or row.get(b)) for a, b in (("feature", "category"), ("value", "name")))
        place = f"quotas, line {line} ({feature}: {value})"
        if not feature or not value:
            raise MethodError(
                "quota_empty",
                f"quotas, line {line}: feature and value are needed.",
                line=line,
                suggestion="Fill in both, or delete the line.",
            )
        if (feature, value) in seen:
            raise MethodError(
                "quota_twice",
                f"{place}: this quota is there twice.",
                feature=feature,
                value=value,
                suggestion="Keep one line.",
            )
        seen.add((feature, value))
        low, high = _whole(row, "min", place), _whole(row, "max", place)
        if low > high:
            raise MethodError(
                "quota_order",
                f"{place}: the minimum {low} is over the maximum {high}.",
                feature=feature,
                value=value,
                low=low,
                high=high,
                suggestion="Swap or change them.",
            )
        found.append(
            Quota(feature, value, low, high, _whole(row, "min_flex", place, low), _whole(row, "max_flex", place, high))
        )
    return tuple(found)


def _ids(people: Sequence[Mapping[str, str]], names: Sequence[str], id_column: str) -> tuple[str, ...]:
    chosen = (
        _column(names, id_column) if id_column else next((n for n in names if _plain(n).casefold() == "id"), names[0])
    )
    ids = tuple(_plain(row.get(chosen)) for row in people)
    if "" in ids:
        raise MethodError(
            "id_missing",
            f"Line {ids.index('') + 2} of the people file has no id.",
            line=ids.index("") + 2,
            suggestion="Give every person an id.",
        )
    twice = sorted(i for i, n in Counter(ids).items() if n > 1)
    if twice:
        raise MethodError(
            "id_twice",
            f"The id {twice[0]} is there more than once.",
            ids=twice[:20],
            suggestion="Keep one line for each person.",
        )
    return ids


def read(
    people: Sequence[Mapping[str, str]],
    quotas: Sequence[Mapping[str, str]],
    number: int,
    *,
    id_column: str = "",
    household: Sequence[str] = (),
    must_include: Sequence[str] = (),
    must_exclude: Sequence[str] = (),
) -> Pool:
    """Check everything and make types. Raises MethodError with what is wrong, where, and a suggestion."""
    if not people:
        raise MethodError("pool_empty", "The people file has no people.", suggestion="Add people below the heading.")
    names = [name for name in people[0] if name is not None]
    ids = _ids(people, names, id_column)
    if not 1 <= number <= len(people):
        raise MethodError(
            "number",
            f"You ask for {number} of {len(people)} people.",
            number=number,
            pool=len(people),
            suggestion=f"Choose a number from 1 to {len(people)}.",
        )
    wanted = read_quotas(quotas)
    features = tuple(dict.fromkeys(q.feature for q in wanted))
    columns = {feature: _column(names, feature) for feature in features}
    answers, warnings = _answers(people, ids, features, columns, wanted)
    homes, partly = _homes(people, ids, names, household)
    forced = (set(must_include), set(must_exclude))
    return _typed(ids, wanted, number, features, answers, homes, forced, [*warnings, *partly])


def _answers(
    people: Sequence[Mapping[str, str]],
    ids: Sequence[str],
    features: Sequence[str],
    columns: Mapping[str, str],
    quotas: Sequence[Quota],
) -> tuple[list[tuple[str, ...]], list[str]]:
    answers = [tuple(_plain(row.get(columns[f])) for f in features) for row in people]
    warnings: list[str] = []
    for position, feature in enumerate(features):
        there = Counter(row[position] for row in answers)
        if "" in there:
            who = [ids[n] for n, row in enumerate(answers) if not row[position]]
            raise MethodError(
                "feature_missing",
                f"{len(who)} people have no answer for '{feature}', for example {who[0]}.",
                feature=feature,
                ids=who[:20],
                suggestion="Fill it in, or write a value such as 'not said'.",
            )
        if len(there) >= MANY_VALUES:
            raise MethodError(
                "feature_values",
                f"'{feature}' has {len(there)} different values.",
                feature=feature,
                values=len(there),
                suggestion="Make bands, for example of age.",
            )
        asked = {q.value for q in quotas if q.feature == feature}
        for value in there.keys() - asked:
            near = [a for a in asked if a.casefold() == value.casefold()]
            if near:
                raise MethodError(
                    "value_spelling",
                    f"'{feature}': the people file says '{value}', the quotas '{near[0]}'.",
                    feature=feature,
                    value=value,
                    found=near[0],
                    suggestion="Write both in the same way.",
                )
            warnings.append(f"{there[value]} people have '{value}' for '{feature}', which has no quota.")
        warnings += [f"Nobody has '{value}' for '{feature}'." for value in asked - there.keys()]
    return answers, sorted(warnings)


def _homes(
    people: Sequence[Mapping[str, str]], ids: Sequence[str], names: Sequence[str], household: Sequence[str]
) -> tuple[list[tuple[str, ...]], list[str]]:
    """(each person's household, warnings): those alike in all these columns together share a home.

    Where all of them are blank there is no household. A blank part counts as alike (a second line of an address mostly
    is), but where homes rest on a part only, staff are told: a postcode alone is no home.
    """
    columns = [_column(names, _plain(name)) for name in household]
    found = [tuple(_plain(row.get(c)).casefold() for c in columns) for row in people]
    homes = [home if any(home) else () for home in found]
    shared = {home for home, n in Counter(homes).items() if n > 1 and not all(home)}
    part = [ids[n] for n, home in enumerate(homes) if home in shared]
    if not part:
        return homes, []
    return homes, [
        f"{len(part)} people count as sharing a home with another though a part of their address is blank, for example "
        f"{part[0]}: please look at them."
    ]


def _typed(
    ids: tuple[str, ...],
    quotas: tuple[Quota, ...],
    number: int,
    features: tuple[str, ...],
    answers: Sequence[tuple[str, ...]],
    homes: Sequence[tuple[str, ...]],
    forced: tuple[set[str], set[str]],
    warnings: Sequence[str],
) -> Pool:
    include, exclude = forced
    if unknown := sorted((include | exclude) - set(ids)):
        raise MethodError("id_unknown", f"Nobody has the id {unknown[0]}.", ids=unknown, suggestion="Look at the id.")
    if both := sorted(include & exclude):
        raise MethodError("id_both", f"{both[0]} must be included and excluded.", ids=both, suggestion="Choose one.")
    shared = {home for home, n in Counter(homes).items() if home and n > 1}
    keys: dict[tuple[object, ...], int] = {}
    type_of = []
    # Sorted by answers, so that the order of the file changes nothing.
    for n in sorted(range(len(ids)), key=lambda n: (answers[n], ids[n])):
        alone = homes[n] in shared or ids[n] in include or ids[n] in exclude
        keys.setdefault((*answers[n], ids[n] if alone else ""), len(keys))
    for n in range(len(ids)):
        alone = homes[n] in shared or ids[n] in include or ids[n] in exclude
        type_of.append(keys[(*answers[n], ids[n] if alone else "")])
    counts = np.bincount(type_of, minlength=len(keys)).astype(np.int64)
    table = list(keys)
    holds = np.array([[key[features.index(q.feature)] == q.value for key in table] for q in quotas], dtype=bool)
    together: dict[tuple[str, ...], list[int]] = {}
    for n, home in enumerate(homes):
        if home in shared:
            together.setdefault(home, []).append(type_of[n])
    fixed = {
        type_of[n]: ((1, 1) if ids[n] in include else (0, 0)) for n in range(len(ids)) if ids[n] in include | exclude
    }
    return Pool(
        ids,
        quotas,
        number,
        tuple(type_of),
        counts,
        holds.reshape(len(quotas), len(keys)),
        tuple(tuple(sorted(types)) for _, types in sorted(together.items())),
        fixed,
        tuple(warnings),
    )
