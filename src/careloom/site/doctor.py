"""What is wrong with this installation, in plain words."""

import importlib.metadata
import re
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

LOCAL = {"127.0.0.1", "localhost", "[::1]"}
ENOUGH = 500_000_000  # bytes


def complaints() -> list[str]:
    """One sentence for each thing that is wrong; none when all is well."""
    return [*_database(), *_files(), *_in_public(), *_packages()]


def _database() -> Iterator[str]:
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            yield "The database is older than this Careloom. ./careloom run brings it up to date."
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA quick_check")
                if cursor.fetchone()[0] != "ok":
                    yield "The database file is damaged. Bring back your last backup with ./careloom restore."
    except DatabaseError as wrong:
        yield f"The database cannot be reached: {str(wrong).splitlines()[0]}. Check CARELOOM_DATABASE_URL."


def _files() -> Iterator[str]:
    folder = settings.FOLDER
    if stat.S_IMODE(folder.stat().st_mode) & 0o077:
        yield f"Others on this machine can look into {folder}. Write: chmod 700 {folder}"
    for file in (folder / "secret.key", settings.EQUALITY_KEY_FILE):
        if file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077:
            yield f"Others on this machine can read the key {file}. Write: chmod 600 {file}"
    if shutil.disk_usage(folder).free < ENOUGH:
        yield "The disk is almost full: less than 500 megabytes are free."


def _in_public() -> Iterator[str]:
    public = set(settings.ALLOWED_HOSTS) - LOCAL
    if public and settings.DEMO:
        yield "This demo centre can be reached under a public name. Its made-up people can sign in from this machine."
    if public and not settings.HTTPS:
        yield "The centre can be reached under a public name without HTTPS. Set CARELOOM_HTTPS=1 behind an HTTPS proxy."
    if public and settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        yield "E-mail is written to files, so nobody gets a sign-in code. Set CARELOOM_EMAIL_BACKEND and _HOST."


def _packages() -> Iterator[str]:
    lock = settings.ROOT / "requirements" / "base.txt"
    for name, wanted in re.findall(r"^([\w.-]+)==([\w.]+) \\$", _text(lock), re.M):
        try:
            found = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            yield f"The package {name} is missing. Delete the folder .venv and start ./careloom run again."
            continue
        if _numbers(found) != _numbers(wanted):
            yield f"The package {name} is {found}; the lock file asks for {wanted}. Delete .venv and start again."


def _numbers(version: str) -> list[str]:
    """Parts of a version; 2.12 and 2.012 are the same."""
    return [part.lstrip("0") for part in version.split(".")]


def _text(file: Path) -> str:
    return file.read_text() if file.exists() else ""
