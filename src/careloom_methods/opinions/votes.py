"""Votes as arrays in one steady order, whatever order they came in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from careloom_methods.errors import MethodError

Array = NDArray[Any]
AGREE, DISAGREE, PASS = 1, -1, 0
MOST_STATEMENTS = 10_000


@dataclass(frozen=True)
class Votes:
    """One vote for each person and statement that met. Sorted by person, then statement.

    `person` (int32) and `statement` (int16) are places in `people` and `statements`; `vote` (int8) is
    1 agree, -1 disagree, 0 pass. `rejected` (bool, one a statement) marks statements that moderation took out.
    """

    people: Sequence[str]
    statements: Sequence[str]
    person: Array
    statement: Array
    vote: Array
    rejected: Array

    @property
    def shape(self) -> tuple[int, int]:
        """(people, statements)."""
        return len(self.people), len(self.statements)

    @property
    def live(self) -> Array:
        """Places of the statements that are not rejected."""
        return np.flatnonzero(~self.rejected)

    def of(self, people: Array) -> "Votes":
        """Only the votes of `people` (bool, one a person); nobody and nothing is renumbered."""
        keep = people[self.person]
        return Votes(self.people, self.statements, self.person[keep], self.statement[keep], self.vote[keep],
                     self.rejected)  # fmt: skip


def steady(ids: Iterable[str]) -> list[str]:
    """Ids in one order for everybody: numbers by size, then words by letter."""
    return sorted(ids, key=lambda text: (0, int(text), text) if text.isdecimal() else (1, 0, text))


def votes_from(
    people: Sequence[Any] | Array, statements: Sequence[Any] | Array, votes: Sequence[int] | Array, *,
    when: Sequence[int] | Array | None = None, rejected: Iterable[Any] = (), known: Iterable[Any] | None = None,
) -> Votes:  # fmt: skip
    """Votes from three columns of equal length. `when` says which of two votes is the later one.

    Raises MethodError `voted_twice` where one person has two different votes on one statement and nothing says which
    is the later; `unknown_statement` for a vote on a statement that `known` does not list.
    """
    names, person = _numbered(people)
    more = [str(s) for s in known] if known is not None else None
    texts, statement = _numbered(statements, also=more or [])
    if more is not None and (strange := set(texts) - set(more)):
        raise MethodError("unknown_statement", "There is a vote on a statement that is not on the list.",
                          statement=min(strange), suggestion="Add it to the list, or take its votes out.")  # fmt: skip
    if len(texts) > MOST_STATEMENTS:
        raise MethodError("too_many_statements", f"We can read up to {MOST_STATEMENTS} statements in one conversation.",
                          statements=len(texts), suggestion="Part it into several conversations.")  # fmt: skip
    values = np.asarray(votes, dtype=np.int8) if isinstance(votes, np.ndarray) else _whole(votes, np.int8)
    keys, values = _sorted(person, statement, values, len(texts), when, names, texts)
    who = np.empty(len(keys), dtype=np.int32)
    what = np.empty(len(keys), dtype=np.int16)
    for part in parts(len(keys)):
        who[part], what[part] = np.divmod(keys[part], max(1, len(texts)))
    out = {str(s) for s in rejected}
    return Votes(names, texts, who, what, values, np.array([t in out for t in texts], dtype=bool))


def _numbered(ids: Sequence[Any] | Array, also: Sequence[str] = ()) -> tuple[list[str], Array]:
    """(names in steady order, the place of each id)."""
    column = ids if isinstance(ids, np.ndarray) else _whole(ids, np.int64) if len(ids) and type(ids[0]) is int else None
    if column is not None and column.dtype.kind in "iu" and not also and int(column.min()) >= 0:
        top = int(column.max()) + 1
        if top <= 4 * len(column) + 1_000_000:  # a table is faster than a sort
            seen = np.zeros(top, dtype=bool)
            seen[column] = True
            place = np.cumsum(seen, dtype=np.int32) - np.int32(1)
            return [str(i) for i in np.flatnonzero(seen)], place[column]
    texts = [str(i) for i in ids]
    names = steady({*texts, *also})
    places = {name: i for i, name in enumerate(names)}
    return names, np.fromiter((places[t] for t in texts), dtype=np.int64, count=len(texts))


def _whole(numbers: Sequence[int], kind: type) -> Array:
    return np.fromiter(numbers, dtype=kind, count=len(numbers))


def _sorted(
    person: Array, statement: Array, vote: Array, wide: int, when: Sequence[int] | Array | None,
    names: Sequence[str], texts: Sequence[str],
) -> tuple[Array, Array]:  # fmt: skip
    """(pair keys ascending and each once, the last vote of each)."""
    coded = person.astype(np.int64)
    coded *= wide
    coded += statement
    if when is None:  # one sort of one array; the vote rides along
        coded <<= 2
        coded += vote + np.int8(1)
        coded.sort()
        vote = np.empty(len(coded), dtype=np.int8)
        for part in parts(len(coded)):
            vote[part] = (coded[part] & 3) - 1
        coded >>= 2
        clock = None
    else:
        clock = np.asarray(when)
        order = np.lexsort((vote, clock, coded))
        coded, vote, clock = coded[order], vote[order], clock[order]
    again = coded[1:] == coded[:-1]
    if not again.any():
        return coded, vote
    clash = again & (vote[1:] != vote[:-1])
    if clock is not None:
        clash &= clock[1:] == clock[:-1]
    if clash.any():
        pair = int(coded[1:][clash][0])
        raise MethodError(
            "voted_twice", "One person has two different votes on one statement, and nothing says which came later.",
            suggestion="Add a column 'timestamp', or keep one of the two.",
            person=names[pair // wide], statement=texts[pair % wide],
        )  # fmt: skip
    last = np.append(~again, True)
    return coded[last], vote[last]


def parts(length: int, size: int = 4_000_000) -> Iterator[slice]:
    """Slices of at most `size`, so that no step needs a second copy of millions of votes."""
    return (slice(at, min(length, at + size)) for at in range(0, length, size))
