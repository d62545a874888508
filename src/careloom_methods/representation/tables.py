"""Tables of counts before and after protection: plain values, and the two rules that every number meets first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product

from careloom_methods.errors import MethodError

LEAST = 10  # a count of fewer people than this is hidden
STEP = 5  # every other count is rounded to this
SLACK = STEP // 2  # a rounded number may be this far from the true one
ALL = "*"  # stands in a key for "all of them": a total

Key = tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Counts by one, two or three questions (`dims`), before protection.

    A key has one category for each of `dims`; a key that is not there counts 0. Tables of one `population` and
    `measure` count the same people or returns, so their totals agree: give "no answer" a category of its own.
    `people` says how many different returns stand behind each cell when `counts` counts something else.
    """

    name: str
    dims: tuple[str, ...]
    counts: Mapping[Key, int]
    people: Mapping[Key, int] | None = None
    population: str = "all"
    measure: str = "returns"

    def categories(self) -> list[list[str]]:
        """The categories of each dimension, in the order in which they first come."""
        return [list(dict.fromkeys(key[at] for key in self.counts)) for at in range(len(self.dims))]


@dataclass(frozen=True)
class Cell:
    """A number that may be shown, or None: hidden. `partial`: a total that leaves out parts that are hidden."""

    value: int | None
    partial: bool = False

    @property
    def hidden(self) -> bool:
        """Is there no number to show?"""
        return self.value is None


@dataclass(frozen=True)
class Released:
    """A table that may be published. `totals` have ALL in place of the categories that they add up."""

    name: str
    dims: tuple[str, ...]
    cells: Mapping[Key, Cell]
    totals: Mapping[Key, Cell]

    @property
    def hidden(self) -> int:
        """How many cells are hidden."""
        return sum(cell.hidden for cell in self.cells.values())

    @property
    def sentence(self) -> str:
        """What a reader must know, in plain English."""
        said = f"Numbers are rounded to the nearest {STEP}."
        if self.hidden:
            said += (f" {self.hidden} of {len(self.cells)} numbers are hidden, so that nobody can be recognised;"
                     " totals leave them out.")  # fmt: skip
        return said


def rounded(count: int) -> int:
    """The nearest multiple of 5; never more than 2 away."""
    return STEP * ((count + SLACK) // STEP)


def checked(tables: Iterable[Table]) -> list[Table]:
    """The tables, if they can be read. Raises MethodError: no_cells, key_length, negative_count, same_dims."""
    found = list(tables)
    seen: set[tuple[str, str, frozenset[str]]] = set()
    for table in found:
        if not table.counts or not table.dims:
            raise MethodError("no_cells", f"The table {table.name!r} has no cells.", table=table.name)
        for key, count in table.counts.items():
            if len(key) != len(table.dims):
                raise MethodError("key_length", f"{key!r} needs one category for each of {table.dims!r}.",
                                  table=table.name, key=list(key))  # fmt: skip
            if count < 0 or count != int(count):
                raise MethodError("negative_count", f"{key!r} has {count}; a count is a whole number from 0.",
                                  table=table.name, key=list(key))  # fmt: skip
            if ALL in key:
                raise MethodError("reserved_category", f"{ALL!r} stands for totals; name the category otherwise.",
                                  table=table.name, key=list(key))  # fmt: skip
        name = (table.population, table.measure, frozenset(table.dims))
        if name in seen or len(set(table.dims)) < len(table.dims):
            raise MethodError("same_dims", f"Two tables count by {table.dims!r}; give one.", table=table.name)
        seen.add(name)
    return found


def released(table: Table, shown: Mapping[Key, bool]) -> Released:
    """The table with the cells that may be shown; each total is the sum of its rounded parts that are shown."""
    keys = list(product(*table.categories()))
    cells = {key: Cell(rounded(table.counts.get(key, 0)) if shown[key] else None) for key in keys}
    totals: dict[Key, Cell] = {}
    for mask in list(product([True, False], repeat=len(table.dims)))[1:]:
        parts: dict[Key, list[Cell]] = {}
        for key, cell in cells.items():
            parts.setdefault(tuple(k if kept else ALL for k, kept in zip(key, mask, strict=True)), []).append(cell)
        for key, of in parts.items():
            known = [cell.value for cell in of if cell.value is not None]
            totals[key] = Cell(sum(known) if known else None, partial=0 < len(known) < len(of))
    return Released(table.name, table.dims, cells, totals)
