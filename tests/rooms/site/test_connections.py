"""A connection that stays open notices that another file was put in place of its own."""

from pathlib import Path
from typing import Any

import pytest

from careloom.site.database import database
from careloom.site.sqlite.base import DatabaseWrapper


@pytest.mark.django_db
def test_after_a_restore_an_open_connection_reads_the_new_file(tmp_path: Path) -> None:
    settings: dict[str, Any] = {**database("", tmp_path), "TIME_ZONE": None, "AUTOCOMMIT": True, "ATOMIC_REQUESTS": False,
                                "CONN_HEALTH_CHECKS": False}  # fmt: skip
    ours = DatabaseWrapper(settings, "ours")
    with ours.cursor() as cursor:
        cursor.execute("CREATE TABLE old (x)")
    ours.close_if_unusable_or_obsolete()
    assert ours.connection is not None  # nothing happened: it stays open
    (tmp_path / "careloom.sqlite3").rename(tmp_path / "before.sqlite3")
    other = DatabaseWrapper(settings, "other")
    with other.cursor() as cursor:
        cursor.execute("CREATE TABLE new (x)")
    other.close()
    ours.close_if_unusable_or_obsolete()
    with ours.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master")
        assert cursor.fetchall() == [("new",)]
    ours.close()
