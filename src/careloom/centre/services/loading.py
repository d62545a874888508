"""The words that a centre starts with, and those that come in as files."""

import csv
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.utils.text import slugify

from careloom.centre import events
from careloom.centre.models import (
    Body,
    Cohort,
    DeliveryModel,
    Figure,
    Objective,
    Phase,
    PhaseDate,
    Place,
    RoleGroup,
    Rule,
    Sector,
    Stage,
    Topic,
)  # fmt: skip
from careloom.centre.reading import Row
from careloom.thread.services import record

DATA = Path(__file__).parent.parent / "data"


def _facts(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@transaction.atomic
def keep(model: type[models.Model], *, key: dict[str, Any], values: dict[str, Any]) -> str:
    """Add or change one row found by `key`; says 'added', 'changed' or 'unchanged'."""
    rows = model._default_manager
    known = rows.filter(**key).first()
    if known is None:
        rows.create(**key, **values)
        return "added"
    if all(getattr(known, name) == value for name, value in values.items()):
        return "unchanged"
    rows.filter(pk=known.pk).update(**values)
    return "changed"


@transaction.atomic
def load_defaults(*, by: str) -> None:
    """The words a UK-wide centre for adult social care starts with. A centre that has words of its own keeps them."""
    simple: list[tuple[str, type[models.Model]]] = [
        ("role_groups", RoleGroup), ("objectives", Objective), ("sectors", Sector), ("delivery_models", DeliveryModel),
        ("phases", Phase), ("cohorts", Cohort), ("bodies", Body),
    ]  # fmt: skip
    if Place.objects.exists() or any(model._default_manager.exists() for _, model in simple):
        return
    _add_places()
    for name, model in simple:
        for row in _facts(name):
            model._default_manager.create(**{k: _typed(k, v) for k, v in row.items()})
    for row in _facts("stages"):
        Stage.objects.create(
            model=DeliveryModel.objects.get(slug=row["model"]), order=int(row["order"]), name=row["name"]
        )
    for row in _facts("phase_dates"):
        PhaseDate.objects.create(**{**row, "phase": Phase.objects.get(slug=row["phase"])})
    record(event=events.CENTRE_LOADED, subject="centre", by=by)


def _typed(column: str, value: str) -> Any:
    if column in {"order", "year"}:
        return int(value)
    return value == "yes" if column == "is_pilot" else value


def _add_places() -> None:
    known: dict[str, Place] = {}
    for row in _facts("places"):
        parent = known.get(row["parent"])
        tile = {"tile_row": int(row["tile_row"]), "tile_column": int(row["tile_column"])} if row["tile_row"] else {}
        known[row["slug"]] = Place.objects.create(
            slug=row["slug"], name=row["name"], kind=row["kind"], official_code=row["official_code"] or None,
            parent=parent, path=(parent.path if parent else "") + row["slug"] + "/", source=row["source"],
            confidence=row["confidence"], note=row["note"], **tile,
        )  # fmt: skip


@transaction.atomic
def import_topics(rows: list[Row], *, by: str) -> dict[str, int]:
    """Published priorities become topics; gives how many were added, changed, unchanged."""
    tally = _tally(
        keep(
            Topic,
            key={"process": r["process"], "year": r["year"], "slug": slugify(r["item"])[:80]},
            values={"name": r["item"], "level": r["level"], "count": r["count"], "unit": r["unit"],
                    "source": r["source"], "note": r["note"]},
        )
        for r in (row.cells for row in rows)
    )  # fmt: skip
    return _noted(tally, events.TOPICS_IMPORTED, "topics", by)


@transaction.atomic
def import_figures(rows: list[Row], *, by: str) -> dict[str, int]:
    """Published figures about people, as published."""
    tally = _tally(
        keep(
            Figure,
            key={k: r[k] for k in ("group", "measure", "role_or_nation", "year")},
            values={k: r[k] for k in ("value", "unit", "source", "note")},
        )
        for r in (row.cells for row in rows)
    )
    return _noted(tally, events.FIGURES_IMPORTED, "figures", by)


@transaction.atomic
def import_rules(rows: list[Row], *, by: str) -> dict[str, int]:
    """Legal and format rules with their source."""
    tally = _tally(
        keep(
            Rule,
            key={"area": r["area"], "text": r["rule"]},
            values={k: r[k] for k in ("testable_number", "source", "confidence")},
        )
        for r in (row.cells for row in rows)
    )
    return _noted(tally, events.RULES_IMPORTED, "rules", by)


def _tally(states: Any) -> dict[str, int]:
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    for state in states:
        counts[state] += 1
    return counts


def _noted(tally: dict[str, int], event: str, subject: str, by: str) -> dict[str, int]:
    if tally["added"] or tally["changed"]:
        record(event=event, subject=subject, by=by, values=tally)
    return tally
