"""Publishing open data: every table of every room, as one dated release."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from careloom.showing import events
from careloom.showing.models import OpenFile, OpenPart, OpenRelease
from careloom.showing.queries.open_data import newest, unpacked
from careloom.thread.publishing import OpenTable, open_tables
from careloom.thread.services import record

PART = 500  # rows in one part


class NotDeclared(ValueError):
    """A row holds other columns than its table says; nothing is published."""

    def __init__(self, table: str, columns: set[str]) -> None:
        super().__init__(f"{table}: {', '.join(sorted(columns))}")
        self.code, self.table, self.columns = "not_declared", table, columns


@transaction.atomic
def publish_open_data(*, by: str, now: datetime | None = None) -> OpenRelease | None:
    """Make the next release; None where nothing changed since the last one, which then still stands."""
    at = now or timezone.now()
    with translation.override(settings.LANGUAGE_CODE):
        files = [_keep(table, at) for table in open_tables().values()]
    take_rows_back()
    last = newest()
    if last and {f.pk for f in files} == set(last.files.values_list("pk", flat=True)):
        return None
    number = last.number + 1 if last else 1
    digest = hashlib.sha256("\n".join(f"{f.table} {f.digest}" for f in files).encode()).hexdigest()
    entry = record(event=events.OPEN_DATA_PUBLISHED, subject=f"open_data_{number}", by=by,
                   values={"digest": digest, "tables": len(files), "rows": sum(f.rows for f in files)})  # fmt: skip
    made = OpenRelease.objects.create(number=number, digest=digest, by=by, entry_id=entry.public_id, at=at)
    made.files.set(files)
    return made


def _keep(table: OpenTable, at: datetime) -> OpenFile:
    columns = [{"name": c.name, "says": str(c.says), "kind": c.kind, "many": c.many} for c in table.columns]
    digest = hashlib.sha256(json.dumps(columns, sort_keys=True).encode())
    packed, count = [], 0
    for part in _parts(_lines(table)):
        text = "".join(part).encode()
        digest.update(text)
        packed.append((len(part), zlib.compress(text)))
        count += len(part)
    found, fresh = OpenFile.objects.get_or_create(
        table=table.name, digest=digest.hexdigest(), defaults={"columns": columns, "rows": count, "made_at": at}
    )
    if fresh:
        numbered = enumerate(packed)
        OpenPart.objects.bulk_create(OpenPart(file=found, number=n, rows=r, packed=data) for n, (r, data) in numbered)
    return found


def _lines(table: OpenTable) -> Iterator[str]:
    """Each row as one line of JSON, its columns in the declared order."""
    names = [c.name for c in table.columns]
    for row in table.rows():
        if odd := set(row) ^ set(names):
            raise NotDeclared(table.name, odd)
        yield json.dumps({name: row[name] for name in names}, ensure_ascii=False) + "\n"


def _parts(lines: Iterable[str]) -> Iterator[list[str]]:
    rows = iter(lines)
    while part := list(islice(rows, PART)):
        yield part


def take_rows_back() -> int:
    """Take out of every release, older ones too, what may not be given out any more. Gives the number of rows."""
    done = 0
    for table in open_tables().values():
        if table.taken_back and (gone := table.taken_back()):
            seen = hashlib.sha256("\n".join(sorted(gone)).encode()).hexdigest()
            for file in OpenFile.objects.filter(table=table.name).exclude(checked=seen):
                done += _without(file, table.columns[0].name, gone)
                file.checked = seen
                file.save(update_fields=["checked", "removed"])
    return done


def _without(file: OpenFile, key: str, gone: set[str]) -> int:
    before = file.removed
    for part in file.parts.order_by("number"):
        rows: list[dict[str, Any]] = list(unpacked(part))
        kept = [row for row in rows if row[key] not in gone]
        if len(kept) < len(rows):
            text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in kept)
            part.packed, part.rows = zlib.compress(text.encode()), len(kept)
            part.save(update_fields=["packed", "rows"])
            file.removed += len(rows) - len(kept)
    return file.removed - before
