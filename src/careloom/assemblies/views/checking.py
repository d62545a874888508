"""What somebody needs to check a draw who does not believe us: the record, the quotas, the list, and the checker."""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

import careloom_methods
from careloom.assemblies import queries, services, tasks
from careloom.assemblies.models import Draw
from careloom.involvement.views.taking_part import reader
from careloom.ui.access import allow

CHECKER = Path(careloom_methods.__file__).parent / "lottery" / "verify.py"


def _draw(draw_id: str) -> Draw:
    rows = Draw.objects.select_related("recruitment__assembly")
    return get_object_or_404(rows, public_id=draw_id, state=Draw.State.CONFIRMED)


def _file(answer: HttpResponse, name: str) -> HttpResponse:
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _table(rows: Iterable[Mapping[str, str]]) -> str:
    """CSV that reads back as the same rows: they hold codes of ours only, so no cell can be a formula."""
    out, every = io.StringIO(), list(rows)
    writer = csv.DictWriter(out, fieldnames=list(every[0]) if every else [])
    writer.writeheader()
    writer.writerows(every)
    return out.getvalue()


@allow("anyone")
def record(request: HttpRequest, draw_id: str) -> HttpResponse:
    """Everything that anyone needs to check a confirmed draw: ids are random, no name, no answer."""
    found = _draw(draw_id)
    return _file(JsonResponse({"draw": found.public_id, **found.record, "alternates": found.result["alternates"]}),
                 f"{found.public_id}.json")  # fmt: skip


@allow("anyone")
def quotas(request: HttpRequest, draw_id: str) -> HttpResponse:
    """The quotas as they were drawn with."""
    found = _draw(draw_id)
    # Named here: a database may give the columns of JSON back in another order.
    names = ("feature", "value", "min", "max", "min_flex", "max_flex")
    rows = [{name: row[name] for name in names if name in row} for row in found.record.get("quotas", [])]
    return _file(HttpResponse(_table(rows), content_type="text/csv"), "quotas.csv")


@allow("anyone")
def checker(request: HttpRequest) -> HttpResponse:
    """The program that checks a draw: one file that needs nothing but Python."""
    return _file(HttpResponse(CHECKER.read_bytes(), content_type="text/x-python"), "verify.py")


@allow("assembly_lead")
def people(request: HttpRequest, nation: str, slug: str, draw_id: str) -> HttpResponse:
    """The list of who applied, for an auditor: codes and features, no name and no address. Each reading is noted.

    Where the draw used equality data, only the person who signed for it can give the list out.
    """
    draw = _draw(draw_id)
    get_object_or_404(queries.for_nation(nation, slug).recruitments, pk=draw.recruitment_id)
    person, call = reader(request), draw.recruitment
    protected = any(q["feature"].startswith("eq-") for q in draw.record.get("quotas", []))
    if protected and person.public_id != call.purpose_reader_id:
        return HttpResponse(_("Only the person who signed for the equality data can give this list out."), status=403)
    rows = tasks.people_of(call, queries.people_in_draw(draw), draw.record.get("quotas", []))
    services.note_list_given(draw=draw, by=person.public_id)
    return _file(HttpResponse(_table(rows), content_type="text/csv"), "people.csv")
