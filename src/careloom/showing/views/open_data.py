"""Open data, for everyone: what there is, and the files; for staff the button that publishes now."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from careloom.showing import open_files, services
from careloom.showing.models import OpenRelease
from careloom.showing.queries import open_data as queries
from careloom.showing.queries.open_data import Published
from careloom.ui.access import allow
from careloom.ui.pages import show


def for_everyone(answer: Any) -> Any:
    """Programs on other sites may read it: it is the same for everybody, and no cookie is asked."""
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _page(request: HttpRequest, of: OpenRelease | None) -> HttpResponse:
    last = queries.newest()
    tables = queries.published(of) if of else []
    rows = [{"of": one, "rows": one.file.rows - one.file.removed, "columns": _columns(one)} for one in tables]
    newer = bool(last and of and last.number > of.number)
    context = {"release": of, "newer": newer, "rows": rows, "licence": open_files.licence(),
               "releases": queries.releases()[:20], "made_up": settings.DEMO}  # fmt: skip
    return show(request, "showing/open_data", context)


def _columns(of: Published) -> list[dict[str, Any]]:
    """What each column holds, in the reader's language where the table still has that column."""
    now = {column.name: column.says for column in of.table.columns}
    return [{"name": column["name"], "says": now.get(column["name"], column["says"])} for column in of.file.columns]


@allow("anyone")
def open_data(request: HttpRequest) -> HttpResponse:
    """Every table of the newest release: what it is, its columns, its files."""
    return _page(request, queries.newest())


def _release(number: int) -> OpenRelease:
    found = queries.release(number)
    if found is None:
        raise Http404
    return found


@allow("anyone")
def one_release(request: HttpRequest, number: int) -> HttpResponse:
    """The same for one release: an address to cite."""
    return _page(request, _release(number))


@allow("anyone")
def group(request: HttpRequest, number: int) -> HttpResponse:
    """The description of every table of a release, for programs."""
    found = open_files.described(queries.published(_release(number)), together=True)
    return for_everyone(JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 1}))  # type: ignore[no-any-return]


def _one(of: OpenRelease | None, name: str, kind: str) -> Published:
    found = queries.one(of, name) if of and kind in open_files.TYPES else None
    if found is None:
        raise Http404
    return found


@allow("anyone")
def newest_file(request: HttpRequest, name: str, kind: str) -> HttpResponse:
    """This address always leads to the newest release."""
    of = _one(queries.newest(), name, kind)
    there = reverse("showing:open_file", args=[of.release.number, name, kind])
    return for_everyone(HttpResponseRedirect(there))  # type: ignore[no-any-return]


@allow("anyone")
def file(request: HttpRequest, number: int, name: str, kind: str) -> Any:
    """One table of one release."""
    of = _one(_release(number), name, kind)
    answer: Any
    if kind == "csv-metadata.json":
        answer = JsonResponse(open_files.described([of]), json_dumps_params={"ensure_ascii": False, "indent": 1})
        answer["Content-Type"] = open_files.TYPES[kind]
        return for_everyone(answer)
    lines = open_files.as_csv(of) if kind == "csv" else open_files.as_json(of)
    answer = StreamingHttpResponse(lines, content_type=open_files.TYPES[kind])
    made_up = "made-up-" if settings.DEMO else ""
    answer["Content-Disposition"] = f'attachment; filename="{made_up}{name}-{number}.{kind}"'
    described = reverse("showing:open_file", args=[number, name, "csv-metadata.json"])
    answer["Link"] = f'<{described}>; rel="describedby"; type="application/csvm+json"'
    return for_everyone(answer)


@allow("centre_staff")
def desk(request: HttpRequest) -> HttpResponse:
    """What was published, and a button to publish now."""
    if request.method == "POST":
        made = services.publish_open_data(by=str(request.user.person.public_id))  # type: ignore[union-attr]
        if made:
            messages.success(request, _("Release %d is published.") % made.number)
        else:
            messages.info(request, _("Nothing changed since the last release. It still stands."))
        return HttpResponseRedirect(reverse("showing:open_desk"))
    return show(request, "showing/open_desk", {"releases": queries.releases()[:20]})
