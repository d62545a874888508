"""A file on its way into the library: kept, read in the background, taken in parts, reported line by line."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from careloom.evidence import events
from careloom.evidence.models import ImportLine, ImportRun, Item
from careloom.evidence.queries.schema import codes_of, from_record, unknown_tags
from careloom.evidence.services.library import LENGTHS, add_items
from careloom.jobs import services as jobs
from careloom.jobs.models import Job
from careloom.thread.ids import new_id
from careloom.thread.services import record
from careloom_methods import records
from careloom_methods.errors import MethodError
from careloom_methods.records import Reading, Record

PART = 500  # items in one transaction: other people can write between two
What = ImportLine.What


@transaction.atomic
def start_import(*, name: str, data: bytes, once: str, by: str) -> ImportRun:
    """Keep the file and queue its reading. The same `once`, or the same file to the last byte, is one import."""
    fingerprint = sha256(data).hexdigest()
    refused = ImportRun.State.REFUSED
    if known := ImportRun.objects.filter(fingerprint=fingerprint).exclude(state=refused).order_by("pk").first():
        return known
    run, fresh = ImportRun.objects.get_or_create(
        once=once, defaults={"public_id": new_id("import"), "name": name[:200], "data": data, "by": by,
                             "fingerprint": fingerprint, "at": timezone.now()},
    )  # fmt: skip
    if fresh:
        _queue(run, by)
    return run


@transaction.atomic
def match_columns(*, run: ImportRun, columns: dict[str, str], by: str) -> None:
    """A person says which column holds what; the file is read again."""
    ImportLine.objects.filter(run=run).delete()
    run.columns, run.state = columns, ImportRun.State.WAITING
    _queue(run, by)


def _queue(run: ImportRun, by: str) -> None:
    run.job_id = jobs.enqueue(name="evidence.import", by=by, arguments={"run": run.public_id}).public_id
    run.save()


def read_file(*, run: ImportRun, job: Job) -> None:
    """Read the file and take its items in parts, with progress. Interrupted, it goes on where it stopped."""
    try:
        reading = records.read(bytes(run.data), columns=run.columns or None)
    except MethodError as wrong:
        _end(run=run, state=ImportRun.State.REFUSED, why=wrong.message)
        return
    run.format, run.encoding = reading.format, reading.encoding
    if any(question["code"] == "no_title_column" for question in reading.questions):
        run.header = _header(bytes(run.data), reading)
        _end(run=run, state=ImportRun.State.COLUMNS)
        return
    rows = [from_record(r) if isinstance(r, Record) else r for r in _short_enough(reading)]
    rows, known = _without_known(run, rows)
    done = run.items.count()
    for start in range(done, len(rows), PART):
        add_items(items=rows[start : start + PART], by=run.by, run=run)
        so_far = min(start + PART, len(rows))
        jobs.progress(job, done=so_far, total=len(rows), sentence=f"{so_far} / {len(rows)}")
    _report(run=run, reading=reading, rows=rows, known=known)


def _short_enough(reading: Reading) -> list[Any]:
    """What was read, without items of our schema with words that do not fit their field: those are refused."""
    taken = []
    for row in reading.records:
        given = {} if isinstance(row, Record) else row
        long = [name for name, most in LENGTHS.items() if len(str(given.get(name, ""))) > most]
        for name in long:
            reading.refuse(row["line"], "too_long", f"'{name}' is longer than {LENGTHS[name]} letters.")
        if not long:
            taken.append(row)
    return taken


def _without_known(run: ImportRun, rows: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """(new rows, rows whose key the library has).

    A key of ours counts for every kind; another one for lived and practice items, whose schema is ours. Other programs'
    keys of research say nothing: its duplicates are looked for afterwards.
    """
    keys = {str(row.get("id") or "") for row in rows} - {""}
    had: set[tuple[str, str]] = set()
    for part in _parts(sorted(keys)):
        for item in Item.objects.filter(Q(public_id__in=part) | Q(key__in=part)).exclude(run=run):
            had |= {(item.kind, item.public_id)} | ({(item.kind, item.key)} if item.kind != "research" else set())
    fresh, known = list[dict[str, Any]](), list[dict[str, Any]]()
    for row in rows:
        (known if (row["kind"], str(row.get("id") or "")) in had else fresh).append(row)
    return fresh, known


def _parts(keys: Sequence[str]) -> list[Sequence[str]]:
    return [keys[start : start + PART] for start in range(0, len(keys), PART)]


def _header(data: bytes, reading: Reading) -> list[str]:
    from careloom_methods.records import decoding, tables

    if reading.format == "xlsx":
        return [name for name in tables.xlsx_rows(data, Reading(""))[0] if name]
    return [name for name in tables.csv_rows(decoding.decode(data, Reading("")), Reading(""))[0] if name]


@transaction.atomic
def _end(*, run: ImportRun, state: str, why: str = "") -> None:
    run.state, run.why = state, why[:300]
    run.save()


@transaction.atomic
def _report(*, run: ImportRun, reading: Reading, rows: list[dict[str, Any]], known: list[dict[str, Any]]) -> None:
    """Every line that somebody should look at, and the totals; the file itself goes."""
    codes = codes_of()
    unknown = [(row.get("line", 0), said) for row in rows for said in unknown_tags(row, codes)]
    asked = reading.questions + [{"line": line, "code": "unknown_tag", "why": said} for line, said in unknown]
    had = "already in the library, left as it is"
    asked += [{"line": row.get("line", 0), "code": "known", "why": f"{had}: {row['title']}"} for row in known]
    lines = [(What.REFUSED, row["line"], row["code"], row["why"]) for row in reading.refused]
    lines += [(What.ASKED, row["line"], row["code"], row["why"]) for row in asked]
    lines += [(What.IGNORED, row["line"], "outside", row["text"]) for row in reading.ignored]
    ImportLine.objects.filter(run=run).delete()
    ImportLine.objects.bulk_create(
        [ImportLine(run=run, what=w, line=n, code=code, why=why) for w, n, code, why in lines], batch_size=1000
    )
    run.taken, run.refused, run.asked, run.data = len(rows), len(reading.refused), len(asked), b""
    run.state = ImportRun.State.DONE
    run.save()
    values = {"format": run.format, "taken": run.taken, "refused": run.refused, "asked": run.asked}
    record(event=events.IMPORTED, subject=run.public_id, by=run.by, values=values)
    if any(row["kind"] == "research" for row in rows):
        jobs.enqueue(name="evidence.duplicates", by=run.by, arguments={"by": run.by})
