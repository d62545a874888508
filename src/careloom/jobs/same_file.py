"""Connections that stay open and still notice that a copy was brought back.

Opening the SQLite file for every request costs a third of what a vote costs. But `restore` puts another file in its
place, and a connection that stayed open would go on writing into the old one. So before each request and each job we
look whether it is the same file still.
"""

from pathlib import Path
from typing import Any

from django.core.signals import request_started
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created


def _number(connection: BaseDatabaseWrapper) -> int | None:
    """The number of the file that has this name now; None for another engine or a database in memory."""
    if connection.vendor != "sqlite":
        return None
    try:
        return Path(str(connection.settings_dict["NAME"])).stat().st_ino
    except OSError:
        return None


def remember(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Which file was opened."""
    connection.opened_file = _number(connection)  # type: ignore[attr-defined]  # kept on the wrapper itself


def let_go_of_moved_files(**_: Any) -> None:
    """Close each open connection whose file was moved away."""
    for connection in connections.all(initialized_only=True):
        if connection.connection is not None and not connection.in_atomic_block and (
            _number(connection) != getattr(connection, "opened_file", None)
        ):  # fmt: skip
            connection.close()


def watch() -> None:
    """Begin to look, in every process that starts Django."""
    connection_created.connect(remember)
    request_started.connect(let_go_of_moved_files)
