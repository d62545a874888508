"""The register of projects, for everyone."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect

from careloom.centre import queries as centre
from careloom.centre.downloads import as_csv, as_json
from careloom.centre.models import Cohort, DeliveryModel, Objective, Topic
from careloom.evidence.queries import Filters, item_named, looked_up
from careloom.evidence.queries.library import items_used
from careloom.evidence.queries.pipeline import studies_of
from careloom.people.rules import own_nations, works_in
from careloom.priorities import queries as priorities
from careloom.priorities.words import candidate_in
from careloom.projects import queries, services
from careloom.projects.models import Project
from careloom.ui.access import allow
from careloom.ui.pages import show


def _filters(request: HttpRequest) -> queries.Filters:
    asked = {name: request.GET.get(name, "")[:100] for name in ("year", "model", "nation", "topic", "words")}
    return queries.Filters(**asked)


@allow("anyone")
def projects(request: HttpRequest) -> HttpResponse:
    """Projects, filtered by what stands in the address."""
    filters = _filters(request)
    page = Paginator(queries.projects(filters), 20).get_page(request.GET.get("page"))
    link = request.GET.copy()
    link.pop("page", None)
    context = {
        "page": page, "filters": filters, "link": link.urlencode(), "disagreements": queries.disagreements(),
        "cohorts": Cohort.objects.order_by("year"), "models": DeliveryModel.objects.order_by("order"),
        "nations": centre.counted_places(),
        "topics": centre.topics().filter(projects__isnull=False).distinct(),
    }  # fmt: skip
    return show(request, "projects/list", context)


@allow("anyone")
def projects_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The same projects as a file."""
    rows = [queries.as_row(project) for project in queries.projects(_filters(request))]
    return as_csv("projects", queries.COLUMNS, rows) if kind == "csv" else as_json(rows)


@allow("anyone")
def project(request: HttpRequest, register_id: str) -> HttpResponse:
    """All we know of one project, and what we do not."""
    one = get_object_or_404(queries.projects(), register_id=register_id)
    asked = [candidate_in(request, choice.candidate) | {"day": choice.at}
             for choice in priorities.adopted_about([topic.slug for topic in one.topics.all()])]  # fmt: skip
    staff = works_in(request.user, _nation(one))
    context = {"project": one, "asked": asked, "staff": staff, **_rests_on(one),
               "aims": one.objectives.order_by("order")}  # fmt: skip
    return show(request, "projects/one", context)


def _nation(project: Project) -> str:
    return project.nation.slug if project.nation else ""


def _known(request: HttpRequest, register_id: str) -> Project:
    """The project at an address, if the reader works for its nation."""
    found: Project = get_object_or_404(queries.projects(), register_id=register_id)
    if not works_in(request.user, _nation(found)):
        raise PermissionDenied
    return found


@allow("centre_staff")
def ours(request: HttpRequest) -> HttpResponse:
    """The projects that the reader works for: a lead those of their own nation, and those whose nation nobody knows."""
    own = own_nations(request.user)
    page = Paginator(queries.projects(nations=own), 20).get_page(request.GET.get("page"))
    return show(request, "projects/ours", {"page": page, "nations": centre.nation_names(own)})


def _rests_on(project: Project) -> dict[str, Any]:
    """Evidence that its plan uses, and studies whose findings it puts to work."""
    return {"items": items_used(project.public_id, staff=False),
            "studies": studies_of(project.register_id, project.public_id)}  # fmt: skip


@allow("centre_staff")
def evidence(request: HttpRequest, register_id: str) -> HttpResponse:
    """What was tried before, and the evidence that a project's plan rests on; the library is searched from here."""
    one = _known(request, register_id)
    words = request.GET.get("words", "")[:200]
    if request.method == "POST":
        _change_evidence(one, request.POST, by=request.user.person.public_id)  # type: ignore[union-attr]
        return redirect(request.get_full_path())
    used = items_used(one.public_id, staff=True)
    filters = Filters(words=words or " ".join(t.name for t in one.topics.all())[:200], staff=True)
    found = looked_up(filters, every_word=bool(words))[0:20] if filters.words else []
    context = {"project": one, "used": used, "found": [item for item in found if item not in used], "words": words,
               "studies": studies_of(one.register_id, one.public_id)}  # fmt: skip
    return show(request, "projects/evidence", context)


def _change_evidence(project: Project, said: QueryDict, *, by: str) -> None:
    for name, change in (("use", services.use_item), ("end", services.end_use_of_item)):
        if item := item_named(str(said.get(name, ""))[:60], staff=True):
            change(project=project, item=item, by=by)
    if "tried_before" in said:
        services.note_tried_before(project=project, words=_as_typed(said, "tried_before"), by=by)
    learned, take_aways = (_as_typed(said, name) for name in ("learned", "take_aways"))
    services.note_learning(project=project, learned=learned, take_aways=take_aways, by=by)


def _as_typed(said: QueryDict, name: str) -> str:
    """As many letters as the page lets people type: a form sends each new line as two."""
    return str(said.get(name, "")).replace("\r\n", "\n")[:5000]


@allow("centre_staff")
def topics(request: HttpRequest, register_id: str) -> HttpResponse:
    """Say which topics a project is about, and which of the centre's objectives it works towards."""
    one = _known(request, register_id)
    if request.method == "POST":
        by: str = request.user.person.public_id  # type: ignore[union-attr]
        services.set_topics(project=one, topics=list(Topic.objects.filter(pk__in=_ticked(request, "topic"))), by=by)
        ticked = list(Objective.objects.filter(pk__in=_ticked(request, "objective")))
        services.set_objectives(project=one, objectives=ticked, by=by)
        return redirect("projects:one", register_id)
    chosen, aims = one.topics.all(), one.objectives.all()
    context = {"project": one, "topics": centre.offered(centre.topics(), besides=[t.slug for t in chosen]),
               "objectives": centre.offered(centre.about()["objectives"], besides=[o.slug for o in aims]),
               "chosen": chosen, "aims": aims}  # fmt: skip
    return show(request, "projects/topics", context)


def _ticked(request: HttpRequest, name: str) -> list[str]:
    return [number for number in request.POST.getlist(name) if number.isdecimal()]


@allow("anyone")
def coverage(request: HttpRequest) -> HttpResponse:
    """Where the work is: on a map, by nation and year, and by topic."""
    return show(request, "projects/coverage", {**queries.coverage(), "aims": queries.by_objective()})


@allow("anyone")
def coverage_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The same counts as a file."""
    rows = queries.coverage_rows()
    return as_csv("coverage", ["topic", "nation", "cohort", "projects"], rows) if kind == "csv" else as_json(rows)
