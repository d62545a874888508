"""A connection that stays open notices that another file was put in place of its own."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connections
from django.db.backends.sqlite3.base import DatabaseWrapper

from careloom.jobs import same_file
from careloom.site.database import database


@pytest.mark.django_db
def test_after_a_restore_an_open_connection_reads_the_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = DatabaseWrapper({**connections.settings["default"], "TEST": {}, **database("", tmp_path)}, "moved")
    monkeypatch.setattr(same_file, "connections", SimpleNamespace(all=lambda initialized_only: [ours]))
    ours.connect()
    same_file.remember(ours)
    ours.connection.execute("CREATE TABLE old (x)")
    same_file.let_go_of_moved_files()
    assert ours.connection is not None  # nothing happened: it stays open
    for file in list(tmp_path.iterdir()):
        file.rename(file.with_name(f"before-{file.name}"))
    same_file.let_go_of_moved_files()
    assert ours.connection is None
    ours.connect()
    assert ours.connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    ours.close()
