"""Open data as published: releases, their tables, and rows."""

import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from careloom.showing.models import OpenFile, OpenPart, OpenRelease
from careloom.thread.publishing import OpenTable, Row, open_tables


@dataclass(frozen=True)
class Published:
    """One table of a release: what it is, and its content."""

    release: OpenRelease
    file: OpenFile
    table: OpenTable


def releases() -> QuerySet[OpenRelease]:
    """Every release, the newest first."""
    return OpenRelease.objects.order_by("-number")


def newest() -> OpenRelease | None:
    """The last release."""
    return releases().first()


def release(number: int) -> OpenRelease | None:
    """One release."""
    return OpenRelease.objects.filter(number=number).first()


def published(of: OpenRelease) -> list[Published]:
    """Every table of a release, in the order of the rooms. One query."""
    files = {file.table: file for file in of.files.all()}
    return [Published(of, files[name], table) for name, table in open_tables().items() if name in files]


def one(of: OpenRelease, name: str) -> Published | None:
    """One table of a release."""
    file = of.files.filter(table=name).first() if name in open_tables() else None
    return Published(of, file, open_tables()[name]) if file else None


def unpacked(part: OpenPart) -> Iterator[Row]:
    """The rows of a part."""
    for line in zlib.decompress(bytes(part.packed)).decode().splitlines():
        yield json.loads(line)


def _parts(file: OpenFile) -> Iterator[OpenPart]:
    """The parts of a file in order; their rows are fetched part by part, so that memory stays small."""
    found = {part.digest: part for part in OpenPart.objects.filter(table=file.table).defer("packed")}
    yield from (found[digest] for digest in file.parts)


def rows(of: Published) -> Iterator[Row]:
    """Every row that may still be given out."""
    keep = _kept(of.table)
    for part in _parts(of.file):
        yield from filter(keep, unpacked(part))


def _kept(table: OpenTable) -> Callable[[Row], bool] | None:
    """Which rows may be given out; None for all of them."""
    gone = table.taken_back() if table.taken_back else set()
    key = table.columns[0].name
    return (lambda row: row[key] not in gone) if gone else None


def page(of: Published, *, start: int, most: int, fits: dict[str, str] | None = None) -> tuple[list[Row], int]:
    """(up to `most` rows from place `start`, how many there are) among the rows whose cells are as `fits` says.

    A cell with several values fits when one of them does.
    """
    wanted = {name: text for name, text in (fits or {}).items() if text != ""}
    if not wanted and _kept(of.table) is None:
        return _slice(of.file, start, start + most), of.file.rows - of.file.removed
    found, total = [], 0
    for row in rows(of):
        if all(_fits(row[name], text) for name, text in wanted.items()):
            if start <= total < start + most:
                found.append(row)
            total += 1
    return found, total


def _slice(file: OpenFile, start: int, end: int) -> list[Row]:
    """Rows by their place, opening only the parts they lie in."""
    found, before = [], 0
    for part in _parts(file):
        here = part.rows - part.removed
        if before < end and before + here > start:
            found += list(unpacked(part))[max(0, start - before) : end - before]
        before += here
    return found


def _fits(cell: Any, text: str) -> bool:
    return text in [str(one) for one in cell] if isinstance(cell, list) else str(cell) == text
