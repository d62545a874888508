"""Disclosure control: what may be published of a table, and of all tables of one survey together.

The rule, in the order in which it is applied:

1. A count of fewer than 10 people is hidden; nobody at all counts as fewer than 10.
2. Every other count is rounded to the nearest 5.
3. A total is the sum of its rounded parts that are shown, so it says nothing about parts that are hidden.
4. We assume a reader who knows all these rules, the exact number of everybody, every total to within the rounding,
   all tables of the survey, and which numbers were hidden only to protect others. If that reader could tell a hidden
   number to closer than three values, one more number is hidden (the smallest beside it), and we look again.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, product

from careloom_methods.errors import MethodError
from careloom_methods.representation.linking import Atoms, Scope
from careloom_methods.representation.tables import LEAST, Key, Released, Table, checked, released
from careloom_methods.representation.witness import Fact, Reader, State

Place = tuple[Scope, Key]
States = dict[Place, State]


def protect_table(
    counts: Mapping[Key, int], *, people: Mapping[Key, int] | None = None, dims: Sequence[str] = (), name: str = "table"
) -> Released:
    """What may be published of one table of counts.

    counts: {(category, …): how many}, one category for each question, 1 to 3 of them; a missing combination counts 0.
        A plain list of groups is {("carer",): 31, ("provider",): 4}.
    people: how many different returns stand behind each cell, if `counts` counts something else (people spoken for,
        hours, points): a cell with fewer than 10 of either is hidden.
    dims: names of the questions, for the page; made up if not given.

    Gives a `Released`: `cells[key].value` is a number rounded to 5, or None when hidden; `totals[key]` the same with
    ALL ("*") in the places that are added up; `sentence` says in plain words what was done; `hidden` counts.
    Never use it for two tables of the same people one by one: give both to `protect`. For a table that was published
    before and has new answers now, use `protect_again`. Raises MethodError.
    """
    named = tuple(dims) or tuple(f"question {n + 1}" for n in range(len(next(iter(counts), ()))))
    return protect([Table(name, named, counts, people)])[0]


def protect(tables: Iterable[Table]) -> list[Released]:
    """What may be published of all tables of one survey together, in the order given. Raises MethodError."""
    given = checked(tables)
    done: dict[int, Released] = {}
    for of in by_population(given):
        states = hide(of)
        done |= {id(table): release(table, states) for table in of}
    return [done[id(table)] for table in given]


def by_population(tables: Sequence[Table]) -> list[list[Table]]:
    """Tables about the same people, together."""
    found: dict[str, list[Table]] = {}
    for table in tables:
        found.setdefault(table.population, []).append(table)
    return list(found.values())


def by_measure(tables: Sequence[Table]) -> dict[str, list[Table]]:
    """Tables that count the same thing, together."""
    found: dict[str, list[Table]] = {}
    for table in tables:
        found.setdefault(table.measure, []).append(table)
    return found


def place_of(table: Table, key: Key) -> Place:
    """Where a cell stands among the facts."""
    scope, order = _scope(table.dims)
    return scope, tuple(key[i] for i in order)


def release(table: Table, states: Mapping[str, States]) -> Released:
    """The table as these states let it be published."""
    of = states[table.measure]
    return released(table, {key: of[place_of(table, key)] == "shown" for key in product(*table.categories())})


def hide(tables: Sequence[Table]) -> dict[str, States]:
    """The state of each cell of tables of one population, for each measure.

    What is hidden in one measure is hidden in all: the number of people of a cell says much about its returns.
    """
    measures = by_measure(tables)
    hidden: set[Place] = set()
    while True:
        states = {measure: _hide_one(of, hidden) for measure, of in measures.items()}
        found = {place for of in states.values() for place, state in of.items() if state in {"small", "hidden"}}
        if found <= hidden or len(measures) == 1:
            return states
        hidden |= found


def _hide_one(tables: Sequence[Table], also: set[Place]) -> States:
    """The states for one measure, with more cells hidden from the start. Too few for any table: all is hidden."""
    total = total_of(tables)
    atoms = atoms_of(tables)
    facts = facts_of(tables, atoms)
    if total < 2 * LEAST:
        return {(fact.dims, fact.key): "small" for fact in facts}
    for fact in facts:
        if fact.state == "shown" and (fact.dims, fact.key) in also:
            fact.state = "hidden"
    reader = Reader(atoms, facts, [total])
    while weak := reader.weak():
        if not _hide_beside(weak, facts):
            _doubt(facts)
            break
    return {(fact.dims, fact.key): fact.state for fact in facts}


def total_of(tables: Sequence[Table]) -> int:
    """How many there are in all. Raises MethodError `totals_differ`."""
    totals = {table.name: sum(table.counts.values()) for table in tables}
    if len(set(totals.values())) > 1:
        raise MethodError("totals_differ", "Tables of the same people must add up to the same number; give 'no answer'"
                          " a category of its own, or name another population.", totals=totals)  # fmt: skip
    return next(iter(totals.values()))


def atoms_of(tables: Sequence[Table], waves: int = 1) -> Atoms:
    """The unknown numbers behind these tables."""
    categories: dict[str, dict[str, None]] = {}
    for table in tables:
        for dim, names in zip(table.dims, table.categories(), strict=True):
            categories.setdefault(dim, {}).update(dict.fromkeys(names))
    return Atoms([_scope(t.dims)[0] for t in tables], {d: list(names) for d, names in categories.items()}, waves)


def facts_of(tables: Sequence[Table], atoms: Atoms, wave: int = 0) -> list[Fact]:
    """Every cell and every total of the tables, as sums of atoms; each once, though two tables have it."""
    facts: dict[Place, Fact] = {}
    for table in tables:
        scope, order = _scope(table.dims)
        size = len(scope)
        for kept in (k for n in range(size, 0, -1) for k in combinations(range(size), n)):
            dims = tuple(scope[i] for i in kept)
            count, behind = _summed(table, order, kept)
            for key in product(*(atoms.categories[dim] for dim in dims)):
                small = count.get(key, 0) < LEAST or behind.get(key, LEAST) < LEAST
                if (dims, key) not in facts:
                    where = atoms.up_to(wave, atoms.under(dims, key))
                    facts[dims, key] = Fact(dims, key, wave, count.get(key, 0), "shown", where, False)
                fact = facts[dims, key]
                if fact.true != count.get(key, 0):
                    raise MethodError("totals_differ", "Two tables of the same people count one group differently.",
                                      table=table.name, key=list(key))  # fmt: skip
                fact.published |= len(kept) == size
                fact.state = "small" if small else fact.state
    return list(facts.values())


def _scope(dims: Sequence[str]) -> tuple[Scope, list[int]]:
    order = sorted(range(len(dims)), key=lambda i: dims[i])
    return tuple(dims[i] for i in order), order


def _summed(table: Table, order: Sequence[int], kept: Sequence[int]) -> tuple[dict[Key, int], dict[Key, int]]:
    count: dict[Key, int] = {}
    behind: dict[Key, int] = {}
    for key, number in table.counts.items():
        short = tuple(key[order[i]] for i in kept)
        count[short] = count.get(short, 0) + number
        if table.people is not None:
            behind[short] = behind.get(short, 0) + table.people.get(key, 0)
    return count, behind


def _hide_beside(weak: Sequence[Fact], facts: Sequence[Fact]) -> bool:
    """Hide one more number for each weak secret: the smallest in its row, else nearby, else a total."""
    partners = {}
    for secret in weak:
        shown = [fact for fact in facts if fact.state == "shown" and fact.wave == secret.wave]
        if shown:
            best = min(shown, key=lambda fact: _distance(secret, fact))
            partners[id(best)] = best
    for fact in partners.values():
        fact.state = "hidden" if fact.published else "unknown"
    return bool(partners)


def _distance(secret: Fact, fact: Fact) -> tuple[int, int, int, Key]:
    apart = sum(a != b for a, b in zip(secret.key, fact.key, strict=False)) if secret.dims == fact.dims else 9
    return (0 if fact.published else 1, apart, fact.true, fact.key)


def _doubt(facts: Sequence[Fact]) -> None:
    """Everything is hidden now, so no reader can tell why any one number is."""
    for fact in facts:
        fact.told = False
