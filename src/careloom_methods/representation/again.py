"""The same tables released again after new answers: only when the change tells nothing about the few who are new."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from careloom_methods.representation.linking import Atoms, Scope
from careloom_methods.representation.protecting import (
    States,
    atoms_of,
    by_measure,
    by_population,
    facts_of,
    hide,
    place_of,
    release,
    total_of,
)  # fmt: skip
from careloom_methods.representation.tables import LEAST, Key, Released, Table, checked
from careloom_methods.representation.witness import Fact, Reader

WAITS = "This table changes when at least 10 more answers are there, and when the change cannot point at anybody."


@dataclass(frozen=True)
class Again:
    """`tables` to show now, in the order given; `fresh`: for each, did it change, or does the last release stand?"""

    tables: list[Released]
    fresh: list[bool]

    @property
    def sentence(self) -> str:
        """What a reader must know about tables that stand as they were."""
        return "" if all(self.fresh) else WAITS


def protect_again(tables: Sequence[Table], *, before: Sequence[Sequence[Table]]) -> Again:
    """What may be published now, when the tables were published before.

    before: the tables (true counts, kept by us, never published) of every earlier release, oldest first, each in the
    same order as `tables`. A reader is assumed to have kept every release, and to know how many answers came between.
    A population stays as it was last released if fewer than 10 answers came (or went), or if the change between two
    releases would tell how many of the new answers (when fewer than 10) fell into one cell. Raises MethodError.
    """
    now = checked(tables)
    shown: dict[int, tuple[Released, bool]] = {}
    for of in by_population(now):
        places = [now.index(table) for table in of]
        history = [[wave[at] for at in places] for wave in before]
        states = hide(of)
        past = [hide(wave) for wave in history]
        fresh = not history or all(
            _may_change([*(by_measure(wave)[measure] for wave in history), later],
                        [known[measure] for known in [*past, states]])
            for measure, later in by_measure(of).items()
        )  # fmt: skip
        kept, stand = (of, states) if fresh else (history[-1], past[-1])
        shown |= {at: (release(table, stand), fresh) for at, table in zip(places, kept, strict=True)}
    return Again([shown[at][0] for at in range(len(now))], [shown[at][1] for at in range(len(now))])


def _may_change(waves: Sequence[Sequence[Table]], states: Sequence[States]) -> bool:
    """May the last of these releases be published after the others? Tables of one measure."""
    totals = [total_of(wave) for wave in waves]
    if abs(totals[-1] - totals[-2]) < LEAST:
        return False
    atoms = atoms_of([table for wave in waves for table in wave], len(waves))
    facts: list[Fact] = []
    for number, wave in enumerate(waves):
        facts += _as_released(facts_of(wave, atoms, number), states[number])
        if number:
            facts += _changes(waves[number - 1], wave, atoms, number)
    grows = all(
        table.counts.get(key, 0) >= old.counts.get(key, 0)
        for earlier, later in pairwise(waves)
        for old, table in zip(earlier, later, strict=True) for key in {*table.counts, *old.counts}
    )  # fmt: skip
    return not Reader(atoms, facts, totals, only_grows=grows).weak(first=True)


def _as_released(facts: list[Fact], known: States) -> list[Fact]:
    for fact in facts:
        fact.state = known.get((fact.dims, fact.key), "unknown")
    return facts


def _changes(old: Sequence[Table], new: Sequence[Table], atoms: Atoms, wave: int) -> list[Fact]:
    """What came into each cell since the last release: secret where it is few. Readers subtract."""
    found: dict[tuple[Scope, Key], Fact] = {}
    for before, table in zip(old, new, strict=True):
        for key in product(*(atoms.categories[dim] for dim in table.dims)):
            came = table.counts.get(key, 0) - before.counts.get(key, 0)
            if abs(came) < LEAST:
                place = place_of(table, key)
                found[place] = Fact(*place, wave, came, "small", atoms.only(wave, atoms.under(*place)),
                                    published=False, told=False, since=wave)  # fmt: skip
    return list(found.values())
