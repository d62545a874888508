"""`./careloom test` itself: a browser that stops answering costs another try, and never a green silence."""

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


@pytest.mark.parametrize(("body", "passed", "failed", "again"), [
    (HANGS_ONCE, 1, 0, 1),
    ("import time\ndef test_never_answers():\n    time.sleep(60)\n", 0, 1, 2),
    ("def test_is_wrong():\n    assert 1 == 2\n", 0, 1, 0),
])  # fmt: skip
def test_pages_that_hang_are_begun_again_and_at_last_have_failed(
    body: str, passed: int, failed: int, again: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    (tmp_path / "tests/pages").mkdir(parents=True)
    (tmp_path / "tests/pages/test_one.py").write_text(body)
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE", raising=False)
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "LONGEST_PAGE", 2)
    tally = run.Tally()
    run.run_pages(tally)
    assert (tally.passed, tally.failed) == (passed, failed)
    assert capfd.readouterr().out.count("begun again") == again
