"""Closure: the share of contributions whose giver was told; time to tell; debts; whose contributions changed things."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from careloom.showing.models import Closure, Contribution
from careloom.thread.meanings import State

LATE = timedelta(days=90)
UNSAID = "not-said"


def totals() -> dict[str, Any]:
    """For staff: contributions, told ones, the people they speak for, the median of days from heard to told."""
    found = _standing().aggregate(
        voices=Count("pk"), told=Count("pk", Q(days__isnull=False)), people=Sum("people"))  # fmt: skip
    share = round(100 * found["told"] / found["voices"]) if found["voices"] else None
    return {**found, "people": found["people"] or 0, "share": share, "days": median_days(),
            "debts": debts().count()}  # fmt: skip


def heard() -> dict[str, int]:
    """How many contributions stand, how many people they speak for, and how many were told; in one query."""
    found = _standing().aggregate(voices=Count("pk"), people=Sum("people"), told=Count("days"))
    return {name: n or 0 for name, n in found.items()}


def _standing() -> QuerySet[Contribution]:
    return Contribution.objects.filter(stands=True)


def median_days() -> int | None:
    """The middle of the days from heard to told: half of all that were told waited no longer."""
    rows = list(_standing().filter(days__isnull=False).values_list("days").annotate(n=Count("pk")).order_by("days"))
    half, seen = sum(n for _, n in rows) / 2, 0
    for days, n in rows:
        seen += n
        if seen >= half:
            return int(days)
    return None


def debts(now: datetime | None = None) -> QuerySet[Contribution]:
    """Contributions that were not told within 90 days, the oldest first."""
    before = (now or timezone.now()) - LATE
    return _standing().filter(told_at=None, heard_at__lt=before).order_by("heard_at", "pk")


def by_group() -> list[dict[str, Any]]:
    """For staff: role group and nation, how many, how many told, how many changed something."""
    rows = (
        _standing()
        .values("role", "nation")
        .annotate(
            voices=Count("pk"), told=Count("pk", Q(days__isnull=False)), changed=Count("pk", Q(state=State.CHANGED))
        )
    )
    return [dict(row) for row in rows.order_by("role", "nation")]  # fmt: skip


def closure_tables() -> list[Any]:
    """Three tables of the same contributions, before protection: told by role, told by nation, what came by role."""
    from careloom_methods.representation import Table

    counts: dict[str, dict[tuple[str, ...], int]] = {"role": {}, "nation": {}, "state": {}}
    rows = _standing().values("role", "nation", "state").annotate(n=Count("pk"), heard=Count("days")).order_by()
    for row in rows:
        role, nation, state = row["role"] or UNSAID, row["nation"] or UNSAID, row["state"]
        told, waits = row["heard"], row["n"] - row["heard"]
        for name, key, n in (
            ("role", ("told", role), told), ("role", ("waiting", role), waits), ("nation", ("told", nation), told),
            ("nation", ("waiting", nation), waits), ("state", (state, role), row["n"]),
        ):  # fmt: skip
            counts[name][key] = counts[name].get(key, 0) + n
    dims = {"role": ("told", "role"), "nation": ("told", "nation"), "state": ("state", "role")}
    return [Table(name, dims[name], cells) for name, cells in counts.items()]


def kept_tables(tables: Iterable[Any]) -> list[dict[str, Any]]:
    """As rows to keep."""
    return [{"name": t.name, "dims": list(t.dims), "cells": [[*key, n] for key, n in sorted(t.counts.items())]}
            for t in tables]  # fmt: skip


def read_tables(rows: Iterable[Mapping[str, Any]]) -> list[Any]:
    """And back."""
    from careloom_methods.representation import Table

    return [Table(r["name"], tuple(r["dims"]), {tuple(cell[:-1]): cell[-1] for cell in r["cells"]}) for r in rows]


def shown_tables(released: Sequence[Any]) -> dict[str, Any]:
    """What may be published, as rows to keep: {table: [[category, group, number or None]]}."""
    return {table.name: [[*key, cell.value] for key, cell in sorted(table.cells.items())] for table in released}


def newest() -> Closure | None:
    """The last release."""
    return Closure.objects.order_by("-number").first()


def told_rows(shown: Mapping[str, Any], table: str, names: Mapping[str, str], unsaid: str) -> list[dict[str, Any]]:
    """Rows for dots: of the contributions of each group, which share was told; hidden where a number is hidden."""
    cells = {(told, group): n for told, group, n in shown.get(table, [])}
    found = []
    for group in dict.fromkeys(group for _, group in cells):
        told, waiting = cells.get(("told", group), 0), cells.get(("waiting", group), 0)
        hidden = told is None or waiting is None or told + waiting == 0
        found.append({
            "label": unsaid if group == UNSAID else names.get(group, group), "hidden": hidden,
            "value": None if hidden else round(100 * told / (told + waiting)), "told": told,
            "all": None if hidden else told + waiting,
        })  # fmt: skip
    return found


def state_rows(shown: Mapping[str, Any], names: Mapping[str, str], unsaid: str) -> list[dict[str, Any]]:
    """For each role group: how many contributions stand where; None is hidden."""
    cells = {(state, group): n for state, group, n in shown.get("state", [])}
    return [{"label": unsaid if group == UNSAID else names.get(group, group),
             "states": [cells.get((state, group), 0) for state in State.values]}
            for group in dict.fromkeys(group for _, group in cells)]  # fmt: skip
