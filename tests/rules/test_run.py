"""`./careloom test` itself: a browser that stops answering costs one more try, and never a green silence."""

from pathlib import Path

import pytest

from tests import run

HANGS_ONCE = """
import pathlib, time
def test_answers_the_second_time():
    mark = pathlib.Path(__file__).with_suffix(".begun")
    if not mark.exists():
        mark.touch()
        time.sleep(60)
"""


@pytest.mark.parametrize(("body", "passed", "failed"), [
    (HANGS_ONCE, 1, 0),
    ("import time\ndef test_never_answers():\n    time.sleep(60)\n", 0, 1),
    ("def test_is_wrong():\n    assert 1 == 2\n", 0, 1),
])  # fmt: skip
def test_pages_that_hang_are_begun_again_once_and_no_more(
    body: str, passed: int, failed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tests/pages").mkdir(parents=True)
    (tmp_path / "tests/pages/test_one.py").write_text(body)
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE", raising=False)
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "LONGEST_PAGE", 2)
    tally = run.Tally()
    run.run_pages(tally)
    assert (tally.passed, tally.failed) == (passed, failed)
    assert capfd.readouterr().out.count("begun again, once") == int("sleep" in body)
