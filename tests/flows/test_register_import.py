"""The real register comes in whole: every row is there or named in a warning."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from careloom.centre.reading import ReadingError
from careloom.centre.services import load_defaults
from careloom.projects.models import Project
from careloom.site.demo import REGISTER
from careloom.site.register import PROJECTS, import_folder

pytestmark = pytest.mark.django_db


def one_project(folder: Path, **cells: str) -> None:
    values = {"project_id": "p99", "topic": "A topic", "nation": "Wales", **cells}
    line = ",".join(f'"{values.get(column, "")}"' for column in PROJECTS)
    (folder / "projects.csv").write_text(",".join(PROJECTS) + "\n" + line + "\n")


@pytest.mark.parametrize(("cells", "code"), [({"start": "2022-02-31"}, "date"), ({"topic": "=1+1"}, "formula")])
def test_a_bad_row_saves_nothing_of_its_file(tmp_path: Path, cells: dict[str, str], code: str) -> None:
    load_defaults(by="system")
    one_project(tmp_path, **cells)
    with pytest.raises(ReadingError) as caught:
        import_folder(tmp_path, by="system")
    assert (caught.value.code, caught.value.file, caught.value.line) == (code, "projects.csv", 2)
    assert Project.objects.count() == 0


def test_a_place_nobody_knows_is_kept_as_written_with_a_warning(tmp_path: Path) -> None:
    load_defaults(by="system")
    one_project(tmp_path, place="Atlantis", model="Dreamers")
    [report] = import_folder(tmp_path, by="system")
    reasons = " ".join(w.reason for w in report.warnings)
    assert "Atlantis is kept as written" in reasons and "Dreamers" in reasons
    assert Project.objects.get().places.get().place is None


def test_the_command_answers_in_json_and_refuses_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_register", str(REGISTER), "--json")
    assert {f["file"] for f in json.loads(capsys.readouterr().out)["files"]} >= {"projects.csv", "people.csv"}
    (tmp_path / "projects.csv").write_text("wrong\n")
    with pytest.raises(SystemExit) as stopped:
        call_command("import_register", str(tmp_path), "--json")
    assert stopped.value.code == 2
    assert json.loads(capsys.readouterr().err)["error"]["code"] == "columns"
