"""All data in one open file, and back. The same file is export and backup: one JSON line a row, in a zip."""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, cast

from django.apps import apps
from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython
from django.db.migrations.state import StateApps

FORMAT = 1
SIGN_IN = {"account.emailaddress", "mfa.authenticator"}
EPOCH = (1980, 1, 1, 0, 0, 0)  # the same data gives the same bytes
LARGEST = 20_000_000_000  # bytes of one table, unpacked
CHUNK = 1_000  # rows at once
RENAMED = {"conversations.outcome": "conversations.result"}  # what a table was called in older archives


class ArchiveError(Exception):
    """The archive cannot be used; the sentence says why. Nothing was changed."""


class Exact(DjangoJSONEncoder):
    """Times to the microsecond: the ledger's seals rest on them."""

    def default(self, o: Any) -> Any:
        """ISO 8601 with all digits."""
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def tables() -> list[type[models.Model]]:
    """Every table of the centre, and what people need to sign in."""
    ours = [m for m in apps.get_models() if m.__module__.startswith("careloom.") or m._meta.label_lower in SIGN_IN]
    return sorted(ours, key=lambda m: m._meta.label_lower)


@contextmanager
def snapshot() -> Iterator[None]:
    """One consistent view of the data while others go on writing."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        # Not atomic(): that would take SQLite's one write lock for as long as the copy lasts.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def write(file: Path) -> dict[str, int]:
    """Write everything to `file`; gives the number of rows of each table."""
    parts: dict[str, dict[str, Any]] = {}
    fresh = file.with_name(file.name + ".part")
    with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as archive, snapshot():
        for model in tables():
            name = f"{model._meta.label_lower}.jsonl"
            parts[name] = _write_table(archive, name, model)
        manifest = {"format": FORMAT, "migrations": _migrations(), "files": parts}
        archive.writestr(zipfile.ZipInfo("manifest.json", EPOCH), json.dumps(manifest, sort_keys=True, indent=1))
    fresh.replace(file)
    return {name: part["rows"] for name, part in parts.items()}


def _write_table(archive: zipfile.ZipFile, name: str, model: type[models.Model]) -> dict[str, Any]:
    digest, count = hashlib.sha256(), 0
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    rows = model._default_manager.order_by("pk")
    with archive.open(entry, "w", force_zip64=True) as out:
        for some in _chunks(rows):
            lines = _lines(some).encode()
            out.write(lines)
            digest.update(lines)
            count += len(some)
    return {"rows": count, "sha256": digest.hexdigest()}


def _lines(rows: list[models.Model]) -> str:
    """Keys in order of the alphabet: PostgreSQL does not keep the order in which JSON was written."""
    plain = serializers.serialize("python", rows)
    return "".join(json.dumps(row, cls=Exact, sort_keys=True, ensure_ascii=False) + "\n" for row in plain)


def _chunks(rows: models.QuerySet[Any], size: int = CHUNK) -> Iterator[list[Any]]:
    last: Any = None
    while chunk := list((rows if last is None else rows.filter(pk__gt=last))[:size]):
        yield chunk
        last = chunk[-1].pk


def _migrations() -> list[str]:
    """The newest migration of each app whose tables are in the archive."""
    labels = {m._meta.app_label for m in tables()}
    return sorted("/".join(leaf) for leaf in MigrationLoader(connection).graph.leaf_nodes() if leaf[0] in labels)


def is_empty() -> bool:
    """Is there no row in any table of the centre?"""
    return not any(model._default_manager.exists() for model in tables())


def read(file: Path) -> dict[str, int]:
    """Bring an archive into an empty, migrated centre, all of it or nothing. Raises ArchiveError."""
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = _manifest(archive)
            if not is_empty():
                raise ArchiveError(
                    "This centre is not empty. Nothing was changed. An archive goes into an empty centre."
                )
            with transaction.atomic():
                counts = {n: _read_table(archive, n, part) for n, part in sorted(manifest["files"].items())}
                _catch_up(manifest["migrations"])
                _reset_sequences()
            return counts
    except (zipfile.BadZipFile, OSError, KeyError, ValueError, serializers.base.DeserializationError) as wrong:
        raise ArchiveError(f"{file.name} is not an archive of Careloom, or it is damaged ({wrong}).") from None


def check(file: Path) -> None:
    """Can this archive be read by this Careloom? Raises ArchiveError."""
    try:
        with zipfile.ZipFile(file) as archive:
            _manifest(archive)
    except (zipfile.BadZipFile, OSError, KeyError, ValueError) as wrong:
        raise ArchiveError(f"{file.name} is not an archive of Careloom, or it is damaged ({wrong}).") from None


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
    known = {"/".join(node) for node in MigrationLoader(connection).disk_migrations}
    newer = sorted(set(manifest["migrations"]) - known)
    if manifest["format"] != FORMAT or newer:
        raise ArchiveError(
            "This archive was made by a newer Careloom than this one. Nothing was changed. Please update Careloom first"
            f" ({', '.join(newer) or 'newer format'})."
        )
    expected = {f"{label}.jsonl" for label in [*(model._meta.label_lower for model in tables()), *RENAMED]}
    if unknown := set(manifest["files"]) - expected:
        raise ArchiveError(f"The archive holds tables that we do not know: {', '.join(sorted(unknown))}.")
    return manifest


def _catch_up(seen: list[str]) -> None:
    """Do to these rows what upgrades since the archive was made did to rows that were there then.

    A step of a migration that changes rows says so by `hints={"rows": True}`.
    """
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    known = {node for name in seen for node in graph.forwards_plan(_node(name)) if node[0] == _node(name)[0]}
    editor = connection.schema_editor(atomic=False)  # only handed on: no table is changed here
    for migration, _back in executor.migration_plan(graph.leaf_nodes(), clean_start=True):
        for step in migration.operations if (migration.app_label, migration.name) not in known else ():
            if isinstance(step, RunPython) and step.hints.get("rows"):
                step.code(cast(StateApps, apps), editor)


def _node(name: str) -> tuple[str, str]:
    label, _slash, migration = name.partition("/")
    return label, migration


def _read_table(archive: zipfile.ZipFile, name: str, part: dict[str, Any]) -> int:
    if archive.getinfo(name).file_size > LARGEST:
        raise ArchiveError(f"{name} is larger than we read.")
    digest, count = hashlib.sha256(), 0
    with archive.open(name) as lines:
        while some := list(islice(lines, CHUNK)):
            for line in some:
                digest.update(line)
            plain = [json.loads(line) for line in some]
            count += _put([row | {"model": RENAMED.get(row["model"], row["model"])} for row in plain])
    if digest.hexdigest() != part["sha256"] or count != part["rows"]:
        raise ArchiveError(f"{name} was changed after the archive was made. Nothing was changed here.")
    return count


def _put(plain: list[dict[str, Any]]) -> int:
    """Rows of one table at once, each under its own key."""
    rows = list(serializers.deserialize("python", plain))
    rows[0].object._meta.model._default_manager.bulk_create([row.object for row in rows])
    for row in rows:
        for name, keys in (row.m2m_data or {}).items():
            getattr(row.object, name).set(keys)
    return len(rows)


def _reset_sequences() -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
            cursor.execute(statement)
