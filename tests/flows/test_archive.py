"""Everything goes out, and comes back the same; a copy that does not fit is refused in words."""

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.core.management import call_command

from careloom.centre.models import RoleGroup
from careloom.people import services as people
from careloom.site import archive, doctor
from tests import make
from tests.rules.tree import ROOT


def careloom(folder: Path, *words: str, url: str = "") -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "CARELOOM_FOLDER": str(folder), "CARELOOM_DATABASE_URL": url,
           "PYTHONPATH": str(ROOT / "src"), "DJANGO_SETTINGS_MODULE": "careloom.site.settings"}  # fmt: skip
    return subprocess.run(
        [sys.executable, "-m", "django", *words], env=env, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo centre's export, made through the command."""
    folder = tmp_path_factory.mktemp("centre")
    assert careloom(folder, "reset_demo").returncode == 0
    assert careloom(folder, "export_all", str(folder / "all.zip")).returncode == 0
    return folder / "all.zip"


def contents(file: Path) -> dict[str, str]:
    """The hash of each part: a difference is named by its part, and found in no time."""
    with zipfile.ZipFile(file) as made:
        return {name: hashlib.sha256(made.read(name)).hexdigest() for name in made.namelist()}


def test_export_of_an_import_is_identical(exported: Path, tmp_path: Path) -> None:
    done = careloom(tmp_path / "new", "import_all", str(exported))
    assert done.returncode == 0, done.stderr
    careloom(tmp_path / "new", "export_all", str(tmp_path / "again.zip"))
    assert contents(tmp_path / "again.zip") == contents(exported)
    assert hashlib.sha256((tmp_path / "again.zip").read_bytes()).digest() == hashlib.sha256(exported.read_bytes()).digest()


def test_a_sqlite_backup_comes_back_on_postgresql(exported: Path, tmp_path: Path) -> None:
    address = os.environ.get("CARELOOM_TEST_POSTGRES")
    if not address:
        pytest.skip("PostgreSQL is missing: set CARELOOM_TEST_POSTGRES")
    import psycopg

    name = f"archive_{os.getpid()}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    url = address.rsplit("/", 1)[0] + f"/{name}"
    done = careloom(tmp_path, "restore", str(exported), url=url)
    assert done.returncode == 0, done.stderr
    careloom(tmp_path, "export_all", str(tmp_path / "again.zip"), url=url)
    assert contents(tmp_path / "again.zip") == contents(exported)
    assert hashlib.sha256((tmp_path / "again.zip").read_bytes()).digest() == hashlib.sha256(exported.read_bytes()).digest()


def test_a_centre_that_is_not_empty_takes_no_archive(exported: Path) -> None:
    done = careloom(exported.parent, "import_all", str(exported))
    assert done.returncode == 2 and "not empty" in done.stderr


def test_restore_puts_the_old_file_aside_when_asked(exported: Path, tmp_path: Path) -> None:
    careloom(tmp_path, "reset_demo")
    assert careloom(tmp_path, "restore", str(exported)).returncode == 2
    assert careloom(tmp_path, "restore", str(exported), "--replace").returncode == 0
    assert len(list(tmp_path.glob("before-restore-*.sqlite3"))) == 1


def spoil(source: Path, target: Path, change: str) -> None:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            raw = old.read(name)
            if name == "manifest.json" and change == "newer":
                manifest = json.loads(raw)
                manifest["migrations"].append("thread/9999_from_the_future")
                raw = json.dumps(manifest).encode()
            if name == "centre.topic.jsonl" and change == "changed":
                raw = raw.replace(b"Prevention", b"Invention")
            new.writestr(name, raw)


@pytest.mark.parametrize(("change", "words"), [("newer", "newer Careloom"), ("changed", "was changed")])
def test_a_copy_that_does_not_fit_is_refused_and_leaves_nothing(
    exported: Path, tmp_path: Path, change: str, words: str
) -> None:
    spoil(exported, tmp_path / "x.zip", change)
    done = careloom(tmp_path / "c", "restore", str(tmp_path / "x.zip"))
    assert done.returncode == 2 and words in done.stderr
    assert careloom(tmp_path / "c", "import_all", str(exported)).returncode == 0


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_text("hello")
    done = careloom(tmp_path / "c", "restore", str(tmp_path / "x.zip"))
    assert done.returncode == 2 and "not an archive" in done.stderr


@pytest.mark.django_db(transaction=True)
def test_a_backup_holds_a_row_and_its_entry_together(tmp_path: Path) -> None:
    people.get_to_know(name="Grace", by="system")
    archive.write(tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as made:
        rows = {name: part["rows"] for name, part in json.loads(made.read("manifest.json"))["files"].items()}
    assert rows["people.person.jsonl"] == rows["thread.entry.jsonl"] == 1


@pytest.mark.django_db
def test_the_demo_never_replaces_a_real_centre(tmp_path: Path, settings) -> None:  # type: ignore[no-untyped-def]
    settings.FOLDER = tmp_path
    make.person()
    with pytest.raises(SystemExit):
        call_command("reset_demo")
    assert not RoleGroup.objects.exists()


@pytest.mark.django_db
def test_the_doctor_says_what_is_wrong_in_words(tmp_path: Path, settings) -> None:  # type: ignore[no-untyped-def]
    settings.FOLDER = tmp_path
    settings.ALLOWED_HOSTS = ["localhost"]
    tmp_path.chmod(0o700)
    assert doctor.complaints() == []
    tmp_path.chmod(0o755)
    settings.ALLOWED_HOSTS = ["centre.example"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    said = " ".join(doctor.complaints())
    assert "chmod 700" in said and "without HTTPS" in said and "sign-in code" in said


WRITER = """
import django; django.setup()
from careloom.thread.services import record
for n in range(150): record(event="test.write", subject=str(n), by="system")
"""


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_four_writers_lose_nothing(engine: str, tmp_path: Path) -> None:
    url = ""
    if engine == "postgresql":
        address = os.environ.get("CARELOOM_TEST_POSTGRES")
        if not address:
            pytest.skip("PostgreSQL is missing: set CARELOOM_TEST_POSTGRES")
        import psycopg

        with psycopg.connect(address, autocommit=True) as server:
            server.execute(f"CREATE DATABASE writers_{os.getpid()}")
        url = address.rsplit("/", 1)[0] + f"/writers_{os.getpid()}"
    careloom(tmp_path, "migrate", url=url)
    env = {**os.environ, "CARELOOM_FOLDER": str(tmp_path), "CARELOOM_DATABASE_URL": url,
           "PYTHONPATH": str(ROOT / "src"), "DJANGO_SETTINGS_MODULE": "careloom.site.settings"}  # fmt: skip
    writers = [subprocess.Popen([sys.executable, "-c", WRITER], env=env, stderr=subprocess.PIPE) for _ in range(4)]
    copies = []
    for number in range(3):
        copies.append(careloom(tmp_path, "backup", str(tmp_path / f"{number}.zip"), url=url).returncode)
    errors = [writer.communicate()[1] for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0, 0, 0], errors
    assert copies == [0, 0, 0]
    count = "from careloom.thread.models import Entry; print(Entry.objects.filter(event='test.write').count())"
    assert careloom(tmp_path, "shell", "-v", "0", "-c", count, url=url).stdout.strip() == "600"
