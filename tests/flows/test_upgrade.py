"""What an earlier Careloom wrote comes into this one whole: real exports of the demo, made by the code of their day."""

import hashlib
import json
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython

from careloom.questionnaires.models import Answer
from careloom.site import archive
from careloom.thread import verify_ledger
from tests.flows.test_archive import careloom
from tests.rooms.showing import cast

OLD = sorted((Path(__file__).parent / "data").glob("export-*.zip"))
FIRST = ["thread", "jobs", "centre", "people", "projects", "calls", "involvement"]  # rooms of the first day
LEDGER = """
from django.test import Client
asked = Client(headers={"host": "localhost"})
assert asked.get("/projects/").status_code == 200
print(b"".join(asked.get("/ledger.jsonl").streaming_content).decode(), end="")
"""
# Fields that are gone, each with where what they held stands now. None so far.
GONE: dict[tuple[str, str], str] = {}


def rows(file: Path) -> dict[tuple[str, str], dict[str, Any]]:
    """{(table as it is called now, key): fields} of an export."""
    with zipfile.ZipFile(file) as made:
        lines = [json.loads(line) for name in made.namelist() if name.endswith(".jsonl")
                 for line in made.read(name).decode().splitlines()]  # fmt: skip
    return {(archive.RENAMED.get(line["model"], line["model"]), str(line["pk"])): line["fields"] for line in lines}


def lost(before: dict[Any, Any], after: dict[Any, Any]) -> list[str]:
    """Every row and every field that is not there any more, or says something else."""
    found = []
    for key, fields in before.items():
        now = after.get(key)
        found += [f"{key} is gone"] if now is None else [
            f"{key}.{name}: {value!r}, now {now.get(name)!r}" for name, value in fields.items()
            if (key[0], name) not in GONE and now.get(name) != value]  # fmt: skip
    return found


def test_a_lost_row_and_a_changed_field_would_be_found() -> None:
    assert len(lost({("a", "1"): {"x": 1}, ("a", "2"): {"x": 1, "y": 2}}, {("a", "2"): {"x": 1, "y": 3}})) == 2


@pytest.mark.parametrize("old", OLD, ids=lambda file: file.stem)
def test_an_old_export_comes_in_whole_and_its_ledger_still_verifies(old: Path, tmp_path: Path) -> None:
    assert len(OLD) == 2 and old.stat().st_size < 200_000
    done = careloom(tmp_path, "import_all", str(old))
    assert done.returncode == 0, done.stderr
    assert careloom(tmp_path, "export_all", str(tmp_path / "now.zip")).returncode == 0
    before, after = rows(old), rows(tmp_path / "now.zip")
    assert len(before) > 400 and lost(before, after) == []
    (tmp_path / "ledger.jsonl").write_text(careloom(tmp_path, "shell", "-v", "0", "-c", LEDGER).stdout)
    assert verify_ledger.main([str(tmp_path / "ledger.jsonl")]) == 0


def test_a_database_of_the_first_migrations_is_brought_up_to_now(tmp_path: Path) -> None:
    code = "from django.core.management import call_command as do\nfor n in {}: do('migrate', n, '0001', verbosity=0)"
    made = careloom(tmp_path, "shell", "-v", "0", "-c", code.format(FIRST))
    assert made.returncode == 0, made.stderr
    file = sqlite3.connect(tmp_path / "careloom.sqlite3")
    file.execute("INSERT INTO people_person (public_id, name, email, phone, nation_code, role_group, preferred_format, "
                 "preferred_language) VALUES ('person_old', 'Grace', '', '', 'wales', 'carer', '', 'cy')")  # fmt: skip
    file.execute("INSERT INTO thread_entry (public_id, event, subject, actor, \"values\", at) "
                 "VALUES ('entry_old', 'person.known', 'person_old', 'system', '{}', '2026-11-23 03:00:00')")  # fmt: skip
    file.commit()
    assert careloom(tmp_path, "migrate", "-v", "0").returncode == 0
    assert careloom(tmp_path, "export_all", str(tmp_path / "now.zip")).returncode == 0
    found = {fields["public_id"]: fields for fields in rows(tmp_path / "now.zip").values() if "public_id" in fields}
    assert found["person_old"]["preferred_language"] == "cy" and found["entry_old"]["subject"] == "person_old"
    file.close()


@pytest.mark.django_db(transaction=True)
def test_what_an_upgrade_did_to_rows_is_done_to_rows_that_come_in_later(equality_key: Any, tmp_path: Path) -> None:
    version = cast.survey()
    cast.voice(version, 1, people=30)
    cast.voice(version, 2)
    archive.write(tmp_path / "now.zip")
    with zipfile.ZipFile(tmp_path / "now.zip") as new, zipfile.ZipFile(tmp_path / "old.zip", "w") as old:
        manifest = json.loads(new.read("manifest.json"))
        manifest["migrations"] = [n if not n.startswith("questionnaires/") else "questionnaires/0003_groups_index"
                                  for n in manifest["migrations"]]  # fmt: skip
        name = "questionnaires.answer.jsonl"
        lines = [json.loads(line) for line in new.read(name).decode().splitlines()]
        for line in lines:  # an answer did not know then for how many people it speaks
            del line["fields"]["people"]
        text = "".join(json.dumps(line) + "\n" for line in lines).encode()
        manifest["files"][name]["sha256"] = hashlib.sha256(text).hexdigest()
        for one in new.namelist():
            old.writestr(one, text if one == name else json.dumps(manifest) if one == "manifest.json" else new.read(one))
    call_command("flush", verbosity=0, interactive=False)
    archive.read(tmp_path / "old.zip")
    assert set(Answer.objects.values_list("answer_set__people", "people")) == {(1, 1), (30, 30)}


def test_every_step_of_code_in_a_migration_says_whether_it_changes_rows() -> None:
    found = MigrationLoader(None).disk_migrations.items()
    silent = [f"{label}/{name}" for (label, name), migration in found if migration.__module__.startswith("careloom.")
              for step in migration.operations if isinstance(step, RunPython) and "rows" not in step.hints]  # fmt: skip
    assert silent == []
