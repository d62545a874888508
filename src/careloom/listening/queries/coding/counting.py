"""From codings to counts. One rule for what counts, so that no order of work changes a table.

A theme counts for a text when the talk about the text ended with it; else when everybody who read the text gave it.
So one reader is enough where one person read, and both are needed where two did. Merged themes count as the theme they
were merged into. Returns and the people they speak for are counted apart.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from careloom.listening.models import Codebook, Coding, Reading, Talk, Text, Theme
from careloom.questionnaires.models import AnswerSet

Given = dict[int, frozenset[str]]  # theme id → stances it was given with
STANCES = ("for", "against", "both")
STEP = 400  # texts that are settled at once where only some are asked for


@dataclass(frozen=True)
class Settled:
    """One text that was read, and what counts for it."""

    text: int
    answer_set: int
    entry_id: str
    role: str
    nation: str
    edition: str
    people: int
    readers: int
    themes: Given = field(default_factory=dict)


def roots(codebook: Codebook) -> dict[int, int]:
    """Each theme's id → the id of the theme it counts as."""
    up = dict(Theme.objects.filter(codebook=codebook).values_list("pk", "merged_into"))
    found = {}
    for theme in up:
        at, seen = theme, {theme}
        while (above := up[at]) is not None and above not in seen:
            at = above
            seen.add(at)
        found[theme] = at
    return found


def given_by(codebook: Codebook, *, which: Q | None = None) -> dict[int, dict[str, Given]]:
    """Text → coder → what they gave; a coder who gave nothing has an empty dictionary.

    `which` picks rows by their text instead of all of the codebook whose answers stand.
    """
    root = roots(codebook)
    picked = which or Q(text__codebook=codebook, text__answer_set__state=AnswerSet.State.SENT)
    found: dict[int, dict[str, Given]] = {}
    for text, coder in Reading.objects.filter(picked).values_list("text_id", "coder").iterator():
        found.setdefault(text, {})[coder] = {}
    codings = Coding.objects.filter(picked)
    for text, coder, theme, stance in codings.values_list("text_id", "coder", "theme_id", "stance").iterator():
        mine = found.setdefault(text, {}).setdefault(coder, {})
        mine[root[theme]] = mine.get(root[theme], frozenset()) | ({stance} if stance else set())
    return found


def agreed_in_talks(codebook: Codebook, *, which: Q | None = None) -> dict[int, Given]:
    """Text → what a talk about it ended with."""
    root = roots(codebook)
    ids = dict(Theme.objects.filter(codebook=codebook).values_list("public_id", "pk"))
    found: dict[int, Given] = {}
    talks = Talk.objects.filter(which or Q(text__codebook=codebook), closed_at__isnull=False)
    for text, agreed in talks.values_list("text_id", "agreed"):
        themes: Given = {}
        for public_id, stance in agreed:
            if public_id in ids:
                theme = root[ids[public_id]]
                themes[theme] = themes.get(theme, frozenset()) | ({stance} if stance else set())
        found[text] = themes
    return found


def counts_for(readers: dict[str, Given]) -> Given:
    """What counts where there was no talk: themes that every reader gave, with all their stances."""
    mine = list(readers.values())
    shared = set(mine[0]).intersection(*mine[1:]) if mine else set()
    return {theme: frozenset().union(*(given[theme] for given in mine)) for theme in shared}


def settled(codebook: Codebook, *, among: Sequence[int] | None = None) -> Iterator[Settled]:
    """Every text that was read and whose answer stands, in the order of its id; or only those `among` some ids."""
    which = None if among is None else Q(text__in=among)
    given, talks = given_by(codebook, which=which), agreed_in_talks(codebook, which=which)
    # Only the ids, where they are known: with more to choose from, SQLite may begin at the state of every answer.
    rows = codebook.texts.all() if among is None else Text.objects.filter(pk__in=among)
    columns = rows.filter(readers__gt=0, answer_set__state=AnswerSet.State.SENT).order_by("pk").values_list(
        "pk", "answer_set_id", "answer_set__entry_id", "answer_set__role_group", "answer_set__nation",
        "answer_set__edition", "answer_set__people",
    )  # fmt: skip
    for pk, answer_set, entry, role, nation, edition, people in columns.iterator():
        readers = given.get(pk, {})
        yield Settled(pk, answer_set, entry, role, nation, edition, people, len(readers),
                      talks[pk] if pk in talks else counts_for(readers))  # fmt: skip


def having(codebook: Codebook, theme: int, texts: QuerySet[Text] | None = None) -> Iterator[Settled]:
    """The texts that count for a theme or one under it, by place; only those that may are looked at, a step at a time.

    Theme 0 means: read, and without any theme.
    """
    root, above = roots(codebook), roots_above(codebook)
    under = [pk for pk, counts_as in root.items() if theme in above[counts_as]]
    rows = (codebook.texts.all() if texts is None else texts).filter(readers__gt=0)
    talked = Q(pk__in=Talk.objects.filter(closed_at__isnull=False).values("text"))
    if theme:  # a list of ids, not a question for each text: there SQLite would go through all codings of the theme
        rows = rows.filter(Q(pk__in=Coding.objects.filter(theme__in=under).values("text")) | talked)
    else:
        rows = rows.filter(~Exists(Coding.objects.filter(text=OuterRef("pk"))) | Q(readers__gt=1) | talked)
    ids = list(rows.order_by("place").values_list("pk", flat=True))
    for step in (ids[start : start + STEP] for start in range(0, len(ids), STEP)):
        by_id = {row.text: row for row in settled(codebook, among=step)}
        for pk in step:
            row = by_id.get(pk)
            if row and (any(theme in above[one] for one in row.themes) if theme else not row.themes):
                yield row


def table(codebook: Codebook) -> dict[str, Any]:
    """{'all': {returns, people}, 'none': …, 'groups': {dimension: {group: …}}, 'themes': {theme id: {'all': …,
    'for': …, 'against': …, 'both': …, 'groups': {dimension: {group: …}}, 'stances': {'for', 'against', 'both':
    {dimension: {group: …}}}}}}; every leaf is {returns, people}. Who says both is in 'for' and 'against' too.

    A parent theme counts every text that has it or a theme under it, once.
    """
    found: dict[str, Any] = {"all": _none(), "none": _none(), "groups": _dimensions(), "themes": {}}
    above = roots_above(codebook)
    for row in settled(codebook):
        _add(found, row)
        if not row.themes:
            _count(found["none"], row)
        counted: Given = {}
        for theme, stances in row.themes.items():
            for one in above.get(theme, [theme]):
                counted[one] = counted.get(one, frozenset()) | stances
        for theme, stances in counted.items():
            cell = found["themes"].setdefault(
                theme, {"all": _none(), **{stance: _none() for stance in STANCES}, "groups": _dimensions(),
                        "stances": {stance: _dimensions() for stance in STANCES}})  # fmt: skip
            _add(cell, row)
            for stance in [*stances, *(["both"] if len(stances) > 1 else [])]:
                _count(cell[stance], row)
                _by_group(cell["stances"][stance], row)
    return found


def roots_above(codebook: Codebook) -> dict[int, list[int]]:
    """Theme → itself and every theme it stands under."""
    up = dict(Theme.objects.filter(codebook=codebook).values_list("pk", "parent"))
    found = {}
    for theme in up:
        chain = [theme]
        while (parent := up[chain[-1]]) is not None and parent not in chain:
            chain.append(parent)
        found[theme] = chain
    return found


def _none() -> dict[str, int]:
    return {"returns": 0, "people": 0}


def _dimensions() -> dict[str, dict[str, dict[str, int]]]:
    return {"role": {}, "nation": {}, "edition": {}}


def _count(cell: dict[str, int], row: Settled) -> None:
    cell["returns"] += 1
    cell["people"] += row.people


def _add(part: dict[str, Any], row: Settled) -> None:
    _count(part["all"], row)
    _by_group(part["groups"], row)


def _by_group(groups: dict[str, Any], row: Settled) -> None:
    for dimension, cells in groups.items():
        _count(cells.setdefault(getattr(row, dimension), _none()), row)


def of_text(text: Text) -> list[Theme]:
    """The themes that count for one text, in the codebook's order."""
    root = roots(text.codebook)
    readers: dict[str, Given] = {coder: {} for coder in text.readings.values_list("coder", flat=True)}
    for coder, theme, stance in text.codings.values_list("coder", "theme_id", "stance"):
        mine = readers.setdefault(coder, {})
        mine[root[theme]] = mine.get(root[theme], frozenset()) | ({stance} if stance else set())
    talk = Talk.objects.filter(text=text, closed_at__isnull=False).first()
    if talk:
        ids = dict(Theme.objects.filter(codebook=text.codebook).values_list("public_id", "pk"))
        counted = {root[ids[public_id]] for public_id, _ in talk.agreed if public_id in ids}
    else:
        counted = set(counts_for(readers))
    return list(Theme.objects.filter(pk__in=counted).order_by("order", "pk"))
