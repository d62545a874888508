"""Reads, for everyone: open data of the newest release, and the register and topics as they stand now."""

from collections.abc import Iterable
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from ninja import Path, Query, Router

from careloom.centre.open_tables import topics as topic_rows
from careloom.projects.open_tables import projects as project_rows
from careloom.projects.queries import Filters
from careloom.showing import open_files
from careloom.showing.api import shapes
from careloom.showing.api.door import Refused
from careloom.showing.queries import open_data
from careloom.showing.queries.open_data import Published

router = Router(tags=["For everyone"])
Number = Annotated[int, Query(ge=1, le=1_000_000, description="which page, from 1")]
Size = Annotated[int, Query(ge=1, le=500, description="how many on a page")]
Asked = Annotated[str, Query(max_length=100)]
WRONG = {404: shapes.Error, 422: shapes.Error, 429: shapes.Error}
SEE = {422: shapes.Error, 429: shapes.Error}


def _part(rows: Iterable[Any], page: int, size: int) -> dict[str, Any]:
    found = list(rows)
    return {"page": page, "per_page": size, "total": len(found), "rows": found[(page - 1) * size : page * size]}


def _whole(name: str, *arguments: Any) -> str:
    return settings.ADDRESS + reverse(name, args=arguments)


@router.get("", response={200: shapes.Index, **SEE}, summary="Where to go from here")
def index(request: HttpRequest) -> dict[str, Any]:
    """The newest release, the licence, and the addresses of the description and of all tables."""
    last = open_data.newest()
    return {"release": last.number if last else None, "licence": open_files.licence()["address"],
            "description": _whole("api:description"), "documentation": _whole("showing:api"),
            "tables": _whole("api:tables"), "made_up": settings.DEMO}  # fmt: skip


@router.get("releases/", response={200: shapes.Releases, **SEE}, summary="Releases of open data")
def releases(request: HttpRequest, page: Number = 1, per_page: Size = 100) -> dict[str, Any]:
    """Each release can be cited; its digest stands on the trace."""
    rows = open_data.releases()
    part = rows[(page - 1) * per_page : page * per_page]
    found = [{"number": r.number, "published": r.at.date().isoformat(), "digest": r.digest,
              "address": _whole("showing:open_release", r.number)} for r in part]  # fmt: skip
    return {"page": page, "per_page": per_page, "total": rows.count(), "releases": found}


@router.get("tables/", response={200: shapes.Tables, **SEE}, summary="Every table")
def tables(request: HttpRequest) -> dict[str, Any]:
    """What there is in the newest release, with columns, filters and files."""
    last = open_data.newest()
    found = open_data.published(last) if last else []
    return {"release": last.number if last else None, "tables": [_table(of) for of in found]}


def _table(of: Published) -> dict[str, Any]:
    return {
        "name": of.table.name, "title": str(of.table.title), "says": str(of.table.says),
        "rows": of.file.rows - of.file.removed, "unchanged_since": of.file.made_at.date().isoformat(),
        "columns": of.file.columns, "filters": list(of.table.filters), "csv": open_files.address(of, "csv"),
        "json_file": open_files.address(of, "json"), "description": open_files.address(of, "csv-metadata.json"),
    }  # fmt: skip


def _published(name: str) -> Published:
    last = open_data.newest()
    found = open_data.one(last, name) if last else None
    if found is None:
        raise Refused(404, "no_table", _("We have no table of this name."), table=name)
    return found


@router.get("tables/{slug:name}/", response={200: shapes.Rows, **WRONG}, summary="Rows of a table")
def rows(
    request: HttpRequest, name: Annotated[str, Path(max_length=60)],
    where: Annotated[list[str], Query(max_length=10, description="`column:value`; more than one must all be so")] = [],  # noqa: B006
    page: Number = 1, per_page: Size = 100,
) -> dict[str, Any]:  # fmt: skip
    """Rows in their order, page by page. A column with several values fits when one of them does."""
    of = _published(name)
    fits = dict(text.partition(":")[::2] for text in where)
    if unknown := sorted(set(fits) - set(of.table.filters)):
        raise Refused(422, "unknown_filter", _("This table cannot be asked by that column."), asked=unknown,
                      filters=list(of.table.filters))  # fmt: skip
    found, total = open_data.page(of, start=(page - 1) * per_page, most=per_page, fits=fits)
    return {"table": name, "release": of.release.number, "page": page, "per_page": per_page, "total": total,
            "rows": found}  # fmt: skip


@router.get("tables/{slug:name}/{str:row}/", response={200: shapes.Row, **WRONG}, summary="One row of a table")
def row(
    request: HttpRequest, name: Annotated[str, Path(max_length=60)], row: Annotated[str, Path(max_length=120)]
) -> dict[str, Any]:
    """By what its first column says; only tables whose first column names a row have this."""
    of = _published(name)
    key = of.table.columns[0].name
    found = next((r for r in open_data.rows(of) if str(r[key]) == row), None) if of.table.named else None
    if found is None:
        raise Refused(404, "no_row", _("This table has no such row."), table=name, row=row)
    return {"table": name, "release": of.release.number, "row": found}


@router.get("projects/", response={200: shapes.Projects, **SEE}, summary="Projects, as of now")
def projects(
    request: HttpRequest, year: Asked = "", model: Asked = "", nation: Asked = "", topic: Asked = "",
    words: Asked = "", page: Number = 1, per_page: Size = 100,
) -> dict[str, Any]:  # fmt: skip
    """The register as it stands now, by title; `words` looks in titles and names of hosts."""
    asked = Filters(year=year, model=model, nation=nation, topic=topic, words=words)
    part = _part(project_rows(asked), page, per_page)
    return part | {"projects": part.pop("rows")}


@router.get("projects/{slug:register_id}/", response={200: shapes.Project, **WRONG}, summary="One project, as of now")
def project(request: HttpRequest, register_id: Annotated[str, Path(max_length=40)]) -> dict[str, Any]:
    """All we know of one project, and what we do not know yet."""
    found = next(iter(project_rows(register_id=register_id)), None)
    if found is None:
        raise Refused(404, "no_project", _("The register has no project of this number."), register_id=register_id)
    return found


@router.get("topics/", response={200: shapes.Topics, **SEE}, summary="Topics, as of now")
def topics(request: HttpRequest, year: Asked = "", page: Number = 1, per_page: Size = 100) -> dict[str, Any]:
    """What has been named as a priority, by whom and when."""
    part = _part((r for r in topic_rows() if year in ("", r["year"])), page, per_page)
    return part | {"topics": part.pop("rows")}
