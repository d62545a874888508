"""Publishing open data: every table of every room, as one dated release."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

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
    """The table as it is now: its file, with those parts that are not there yet. Memory holds one part at a time."""
    columns = [{"name": c.name, "says": str(c.says), "kind": c.kind, "many": c.many} for c in table.columns]
    parts, count = [], 0
    for lines in _parts(_lines(table)):
        text = "".join(lines).encode()
        parts.append(hashlib.sha256(text).hexdigest())
        count += len(lines)
        OpenPart.objects.get_or_create(
            table=table.name, digest=parts[-1], defaults={"rows": len(lines), "packed": zlib.compress(text)}
        )
    whole = hashlib.sha256(json.dumps([columns, parts], sort_keys=True).encode())
    found, _fresh = OpenFile.objects.get_or_create(
        table=table.name, digest=whole.hexdigest(),
        defaults={"columns": columns, "parts": parts, "rows": count, "made_at": at},
    )  # fmt: skip
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


@transaction.atomic
def take_rows_back() -> int:
    """Take out of every release, older ones too, what may not be given out any more. Gives the number of rows."""
    done = 0
    for table in open_tables().values():
        if table.taken_back and (gone := table.taken_back()):
            seen = hashlib.sha256("\n".join(sorted(gone)).encode()).hexdigest()
            rows = OpenPart.objects.filter(table=table.name).exclude(checked=seen)
            taken = sum(_without(part, table.columns[0].name, gone) for part in rows.iterator(chunk_size=1))
            rows.update(checked=seen)
            if taken:
                _count_removed(table.name)
            done += taken
    return done


def _without(part: OpenPart, key: str, gone: set[str]) -> int:
    rows = list(unpacked(part))
    kept = [row for row in rows if row[key] not in gone]
    taken = len(rows) - len(kept)
    if taken:
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in kept)
        part.packed, part.removed = zlib.compress(text.encode()), part.removed + taken
        part.save(update_fields=["packed", "removed"])
    return taken


def _count_removed(table: str) -> None:
    removed = dict(OpenPart.objects.filter(table=table).values_list("digest", "removed"))
    for file in OpenFile.objects.filter(table=table):
        file.removed = sum(removed[digest] for digest in file.parts)
        file.save(update_fields=["removed"])
