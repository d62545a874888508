"""A connection that stays open notices that another file was put in place of its own."""

from pathlib import Path

import pytest
from django.db import connections

from careloom.jobs.same_file import let_go_of_moved_files
from careloom.site.database import database


@pytest.mark.django_db
def test_after_a_restore_an_open_connection_reads_the_new_file(tmp_path: Path) -> None:
    connections.databases["moved"] = {**connections.databases["default"], **database("", tmp_path)}
    try:
        ours = connections["moved"]
        with ours.cursor() as cursor:
            cursor.execute("CREATE TABLE old (x)")
        let_go_of_moved_files()
        assert ours.connection is not None  # nothing happened: it stays open
        for file in tmp_path.iterdir():
            file.rename(file.with_name(f"before-{file.name}"))
        let_go_of_moved_files()
        (tmp_path / "careloom.sqlite3").touch()
        let_go_of_moved_files()
        with ours.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_master")
            assert cursor.fetchone() == (0,)
        ours.close()
    finally:
        del connections["moved"], connections.databases["moved"]
