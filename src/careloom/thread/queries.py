"""Walking the trace both ways with one recursive query."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from careloom.thread.models import Block, Entry

# UNION (not UNION ALL) keeps each entry once, so a walk ends even where many ways lead to one entry.
WALK = """
WITH RECURSIVE walk(id) AS (
    SELECT {far} FROM thread_because WHERE {near} = %s
    UNION
    SELECT link.{far} FROM thread_because link JOIN walk ON link.{near} = walk.id
) SELECT id FROM walk
"""
UP, DOWN = WALK.format(near="entry_id", far="cause_id"), WALK.format(near="cause_id", far="entry_id")
BEHIND = UP.replace(
    ") SELECT id FROM walk",
    ') SELECT entry."values", COUNT(*) FROM walk JOIN thread_entry entry ON entry.id = walk.id'
    " WHERE entry.event = 'voice.received' GROUP BY 1",
)


def _walk(statement: str, entry: Entry) -> list[Entry]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [entry.pk])
        found = [row[0] for row in cursor.fetchall()]
    known: list[Entry] = []
    for start in range(0, len(found), 10_000):
        known += Entry.objects.filter(pk__in=found[start : start + 10_000])
    return sorted(known, key=lambda e: e.pk)


def because_of(entry: Entry) -> list[Entry]:
    """Every earlier entry that this one rests on, oldest first."""
    return _walk(UP, entry)


def came_of(entry: Entry) -> list[Entry]:
    """Every later entry that rests on this one, oldest first."""
    return _walk(DOWN, entry)


def nearest(entry: Entry, among: QuerySet[Any, int], *, later: bool = False) -> list[int]:
    """The ids of those entries `among` some that stand closest on each way back from this one, or forward: the walk
    goes on through others, and no further than the first on each way. `among` gives ids of entries."""
    near, far = ("cause_id", "entry_id") if later else ("entry_id", "cause_id")
    stop, values = among.query.sql_with_params()
    statement = f"""
WITH RECURSIVE walk(id) AS (
    SELECT {far} FROM thread_because WHERE {near} = %s
    UNION
    SELECT link.{far} FROM thread_because link JOIN walk ON link.{near} = walk.id WHERE walk.id NOT IN ({stop})
) SELECT id FROM walk WHERE id IN ({stop})
"""  # noqa: S608  # names of columns, and a query that Django wrote; values stay apart
    with connection.cursor() as cursor:
        cursor.execute(statement, [entry.pk, *values, *values])
        return [row[0] for row in cursor.fetchall()]


def ids_behind(entry: Entry) -> list[int]:
    """The ids of every earlier entry that this one rests on."""
    with connection.cursor() as cursor:
        cursor.execute(UP, [entry.pk])
        return [row[0] for row in cursor.fetchall()]


def voices_behind(entry: Entry) -> dict[tuple[str, str], dict[str, int]]:
    """(role group, nation) of all voices behind an entry: returns, and the people they speak for, apart."""
    with connection.cursor() as cursor:
        cursor.execute(BEHIND, [entry.pk])
        rows = cursor.fetchall()
    counts: dict[tuple[str, str], dict[str, int]] = {}
    for raw, alike in rows:
        values: dict[str, Any] = json.loads(raw) if isinstance(raw, str) else raw
        cell = counts.setdefault((values.get("role", ""), values.get("nation", "")), {"returns": 0, "people": 0})
        cell["returns"] += alike
        cell["people"] += alike * int(values.get("people", 1))
    return counts


def rest_on_voices(entries: Iterable[Entry]) -> set[int]:
    """Which of these entries (by pk) rest on at least one voice, near or far; one query for all."""
    ids = [entry.pk for entry in entries]
    if not ids:
        return set()
    marks = ", ".join(["%s"] * len(ids))
    statement = f"""
WITH RECURSIVE walk(root, id) AS (
    SELECT entry_id, cause_id FROM thread_because WHERE entry_id IN ({marks})
    UNION
    SELECT walk.root, link.cause_id FROM thread_because link JOIN walk ON link.entry_id = walk.id
) SELECT DISTINCT walk.root FROM walk JOIN thread_entry entry ON entry.id = walk.id
WHERE entry.event = 'voice.received'
"""  # noqa: S608  # only marks are put in, never values
    with connection.cursor() as cursor:
        cursor.execute(statement, ids)
        return {row[0] for row in cursor.fetchall()}


def last_block() -> Block | None:
    """The newest sealed block."""
    return Block.objects.order_by("-number").first()
