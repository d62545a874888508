"""The handover pack: all that another body needs, in one file, and no secret."""

import csv
import io
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from careloom.centre.services import load_defaults
from careloom.people.leaving import FILE
from careloom.showing import services as showing
from careloom.site import archive, handover
from careloom.thread import services as thread
from tests import make


def rows(pack: Path, name: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(pack) as made:
        return list(csv.DictReader(io.StringIO(made.read(name).decode("utf-8-sig"), newline="")))


@pytest.fixture
def pack(db: Any, equality_key: Any, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.FOLDER = tmp_path
    (tmp_path / FILE).write_text("person_gone\n")
    monkeypatch.setenv("CARELOOM_DATABASE_URL", "postgresql://careloom:very-secret@somewhere/centre")
    monkeypatch.setenv("CARELOOM_EMAIL_PASSWORD", "very-secret-too")
    monkeypatch.setenv("CARELOOM_EMAIL_FROM", "hello@centre.example")
    load_defaults(by="system")
    rosa = make.rosa().person
    decision = thread.decide(question="Who runs the centre?", outcome="A charity", reasons_for="It lasts", by=rosa.public_id)
    thread.dissent(decision=decision, words="Ask people first", by=make.person("Grace").public_id)
    showing.note_future(words="=The money is promised until 2027", reason="Then somebody else pays", source="The grant letter",
                        once="a-note-of-the-future", by=rosa.public_id)  # fmt: skip
    showing.publish_open_data(by=rosa.public_id)
    thread.seal(by="system", now=timezone.now() + 2 * thread.SETTLED)
    call_command("handover", str(tmp_path / "pack.zip"), verbosity=0)
    return tmp_path / "pack.zip"


def test_it_says_how_to_open_it_and_holds_everything(pack: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(pack) as made:
        names, readme = set(made.namelist()), made.read("README.md").decode()
        made.extractall(tmp_path / "opened")
    assert {"everything.zip", "ledger/ledger.jsonl", "ledger/verify_ledger.py", "roles.csv", "decisions.csv", "agreements.csv",
            "future.csv", "settings.csv", FILE, "open-data/topics.csv", "open-data/topics.json"} <= names  # fmt: skip
    assert all(f"`{name.split('/')[0]}" in readme for name in names - {"README.md"})
    archive.check(tmp_path / "opened/everything.zip")  # another Careloom can bring it in
    ledger = tmp_path / "opened/ledger"
    checked = subprocess.run([sys.executable, "verify_ledger.py", "ledger.jsonl"], cwd=ledger, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_it_says_who_holds_which_role_what_was_decided_and_what_was_learned_about_the_future(pack: Path) -> None:
    assert [(row["name"], row["role"], row["until"]) for row in rows(pack, "roles.csv")] == [("Rosa", "engagement_lead", "")]
    [decided] = rows(pack, "decisions.csv")
    assert decided["outcome"] == "A charity" and decided["dissent"] == "Ask people first" and decided["signed"].startswith("Rosa (")
    [note] = rows(pack, "future.csv")
    assert (note["words"], note["source"]) == ("'=The money is promised until 2027", "The grant letter")  # no spreadsheet runs it


def test_no_secret_is_in_it_and_every_setting_is_named(pack: Path, tmp_path: Path) -> None:
    kept = {row["setting"]: row["value"] for row in rows(pack, "settings.csv")}
    assert kept["CARELOOM_EMAIL_FROM"] == "hello@centre.example" and kept["CARELOOM_DATABASE_URL"] == "(set, not shown)"
    assert kept["CARELOOM_EMAIL_PASSWORD"] == "(set, not shown)"
    assert kept["CARELOOM_SCANS_KEPT_DAYS"] == "(not set)" and len(kept) >= 12
    with zipfile.ZipFile(pack) as made:
        for name in made.namelist():
            assert b"very-secret" not in made.read(name), name
        assert not [name for name in made.namelist() if name.endswith((".keys", ".key"))]


def test_an_older_pack_stays_whole_until_the_new_one_is(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = pack.read_bytes()

    def broken(file: Path) -> int:
        raise OSError("the disk is full")

    monkeypatch.setattr(thread, "export_ledger", broken)
    with pytest.raises(OSError, match="disk"):
        handover.write(pack)
    assert pack.read_bytes() == before
