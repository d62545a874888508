"""Keeping the register of projects."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from careloom.centre.models import Cohort, DeliveryModel, Objective, Place, Topic
from careloom.centre.queries import place_named, whole_named
from careloom.centre.reading import Row, partial_date
from careloom.evidence import services as evidence
from careloom.evidence.models import Item
from careloom.projects.models import LearningNote, Project, ProjectHost, ProjectPlace
from careloom.thread.ids import new_id
from careloom.thread.services import record

PROJECT_REGISTERED, PROJECT_CHANGED = "project.registered", "project.changed"
TOPICS_SET = "project.topics_set"
OBJECTIVES_SET = "project.objectives_set"


@dataclass(frozen=True)
class Warned:
    """What did not fit, and where; the row was kept."""

    file: str
    line: int
    reason: str


def import_project(row: Row, *, file: str, by: str) -> tuple[str, list[Warned]]:
    """Keep one row; says 'added', 'changed' or 'unchanged', and what is not known or did not fit."""
    r = row.cells
    warned: list[Warned] = []

    def warn(reason: str) -> None:
        warned.append(Warned(file, row.line, reason))

    model = DeliveryModel.objects.filter(name__iexact=r["model"]).first() if r["model"] else None
    if r["model"] and model is None:
        warn(f"we know no delivery model called {r['model']}")
    cohort = Cohort.objects.filter(label=r["cohort"]).first() if r["cohort"] else None
    if r["cohort"] and cohort is None:
        warn(f"we know no cohort called {r['cohort']}")
    nation = Place.objects.filter(name=r["nation"], kind="nation").first()
    if r["nation"] and nation is None:
        nation = whole_named(r["nation"])
    if r["nation"] and nation is None:
        warn(f"we know no nation called {r['nation']}")
    values: dict[str, Any] = {
        "title": r["topic"], "model": model, "cohort": cohort, "nation": nation,
        "starts": partial_date(r["start"], file=file, line=row.line),
        "ends": partial_date(r["end"], file=file, line=row.line),
        "source": r["source"], "confidence": r["confidence"], "note": r["note"],
    }  # fmt: skip
    state, project = _keep(r["project_id"], values, _hosts(r["host"]), _places(r["place"], nation), by)
    for written, place in _places(r["place"], nation):
        if place is None:
            warn(f"{written} is kept as written: it is not one known place")
    for name in project.unknown:
        warn(f"incomplete: the {name} is not known")
    return state, warned


def _hosts(text: str) -> list[str]:
    return [part.strip() for part in re.split(r";|\swith\s", text) if part.strip()]


def _places(text: str, nation: Place | None) -> list[tuple[str, Place | None]]:
    inside = nation.slug if nation and nation.kind == "nation" else ""
    parts = [part.strip() for part in text.split(";") if part.strip()]
    return [(part, place_named(part, nation=inside)) for part in parts]


@transaction.atomic
def set_topics(*, project: Project, topics: Collection[Topic], by: str) -> bool:
    """Say which topics a project is about; says whether that was new."""
    before = set(project.topics.values_list("pk", flat=True))
    now = {topic.pk for topic in topics}
    if before == now:
        return False
    project.topics.set(topics)
    record(event=TOPICS_SET, subject=project.public_id, by=by, values={"topics": sorted(t.slug for t in topics)})
    return True


@transaction.atomic
def set_objectives(*, project: Project, objectives: Collection[Objective], by: str) -> bool:
    """Say which of the centre's objectives a project works towards; says whether that was new."""
    if set(project.objectives.values_list("pk", flat=True)) == {objective.pk for objective in objectives}:
        return False
    project.objectives.set(objectives)
    values = {"objectives": sorted(objective.slug for objective in objectives)}
    record(event=OBJECTIVES_SET, subject=project.public_id, by=by, values=values)
    return True


@transaction.atomic
def note_tried_before(*, project: Project, words: str, by: str) -> None:
    """What was tried before this project; the words stay off the trace."""
    project.tried_before = words.strip()
    project.save(update_fields=["tried_before"])
    record(event=PROJECT_CHANGED, subject=project.public_id, by=by, values={"tried before": bool(project.tried_before)})


@transaction.atomic
def note_learning(*, project: Project, learned: str, take_aways: str, by: str) -> LearningNote | None:
    """What staff learned, and how it can be applied to the project. The same note twice is one; empty, none."""
    if not learned.strip() or not take_aways.strip():
        return None
    made, fresh = LearningNote.objects.get_or_create(
        project=project, learned=learned.strip(), take_aways=take_aways.strip(),
        defaults={"by": by, "at": timezone.now()})  # fmt: skip
    if fresh:
        record(event=PROJECT_CHANGED, subject=project.public_id, by=by, values={"learning": True})
    return made


def use_item(*, project: Project, item: Item, by: str) -> None:
    """The project's plan rests on this item: counted on the item's page, and told if it is withdrawn or retracted."""
    evidence.use(item=item, what="project", subject=project.public_id, by=by)


def end_use_of_item(*, project: Project, item: Item, by: str) -> None:
    """It does not any more."""
    evidence.end_use(item=item, what="project", subject=project.public_id, by=by)


@transaction.atomic
def _keep(
    register_id: str, values: dict[str, Any], hosts: list[str], places: list[tuple[str, Place | None]], by: str
) -> tuple[str, Project]:
    project = Project.objects.filter(register_id=register_id).first()
    state = "added"
    if project is None:
        project = Project.objects.create(public_id=new_id("project"), register_id=register_id, **values)
    else:
        same = all(getattr(project, name) == value for name, value in values.items())
        same &= {h.name for h in project.hosts.all()} == set(hosts)
        same &= {(p.written, p.place_id) for p in project.places.all()} == {(w, p.pk if p else None) for w, p in places}
        if same:
            return "unchanged", project
        state = "changed"
        Project.objects.filter(pk=project.pk).update(**values)
        project.hosts.all().delete()
        project.places.all().delete()
        project.refresh_from_db()
    ProjectHost.objects.bulk_create([ProjectHost(project=project, name=name) for name in dict.fromkeys(hosts)])
    ProjectPlace.objects.bulk_create(
        [ProjectPlace(project=project, written=w, place=p) for w, p in dict(places).items()]
    )
    event = PROJECT_REGISTERED if state == "added" else PROJECT_CHANGED
    record(event=event, subject=project.public_id, by=by, values={"register": register_id})
    return state, project
