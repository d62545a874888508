"""The command that walks the whole thread says where it looked for real input, and changes nothing without it."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from careloom.site import archive


@pytest.mark.django_db
def test_without_the_real_input_it_says_where_it_looked_and_changes_nothing(tmp_path: Path, settings: Any, capsys: Any) -> None:
    settings.FOLDER = tmp_path
    with pytest.raises(SystemExit) as stopped:
        call_command("reset_demo", "--real", "--data", str(tmp_path / "nowhere"))
    said = capsys.readouterr().err
    assert stopped.value.code == 2 and str(tmp_path / "nowhere") in said and "Nothing was changed" in said
    assert archive.is_empty() and not (tmp_path / "demo").exists()
