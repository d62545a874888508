"""The first tutorial, "Open a centre in ten minutes", run word for word; and every command a document names is there."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.machine import free_port
from tests.rules.tree import ROOT

TUTORIAL = ROOT / "docs/tutorials/open-a-centre.md"


def commands(text: str) -> list[str]:
    """The commands that a page shows, each on an indented line of its own."""
    return re.findall(r"^ {4,}(\./careloom .*)$", text, re.M)


@pytest.fixture
def here(tmp_path: Path) -> dict[str, str]:
    """The surroundings of somebody who follows the tutorial, in an empty folder."""
    gone = {"CARELOOM_DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PYTHONPATH", "CARELOOM_TEST_POSTGRES"}
    kept = {name: value for name, value in os.environ.items() if name not in gone}
    return {**kept, "CARELOOM_VENV": sys.prefix, "CARELOOM_FOLDER": str(tmp_path / "var")}


@pytest.fixture
def address(here: dict[str, str], tmp_path: Path) -> Iterator[str]:
    """The first command of the page, until it is stopped with Ctrl+C as the page says."""
    port = free_port()
    first = commands(TUTORIAL.read_text())[0].split()
    with (tmp_path / "printed").open("wb") as told:
        process = subprocess.Popen(
            [str(ROOT / "careloom"), *first[1:], "--port", str(port)], env=here, cwd=tmp_path, stdout=told,
            stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(process.pid, signal.SIGINT)
            process.wait(timeout=60)


def opened(address: str, *, wait: float = 180) -> str:
    """The page's text, once the server answers."""
    until = time.monotonic() + wait
    while True:
        try:
            with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310  # our own server
                return str(answer.read().decode())
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def test_the_first_tutorial_does_what_it_says(address: str, here: dict[str, str], tmp_path: Path) -> None:
    assert commands(TUTORIAL.read_text())[0] == "./careloom run"
    home = opened(f"{address}/")
    printed = (tmp_path / "printed").read_text()
    assert address in printed and "Ctrl+C" in printed and "made-up pe" in printed
    projects = opened(f"{address}/projects/")
    link = re.search(r'href="(/projects/[^"?/]+/)"', projects)
    assert link and "<h1>" in opened(address + link.group(1))
    assert "Easy Read" in home and "Cymraeg" in home and "Prosiectau" in opened(f"{address}/cy/")
    for line in commands(TUTORIAL.read_text())[1:]:
        done = subprocess.run(
            [str(ROOT / "careloom"), *line.split()[1:]], env=here, cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, (line, done.stdout, done.stderr)
    assert (tmp_path / "my-centre.zip").stat().st_size > 10_000


def test_every_command_that_a_document_names_is_there() -> None:
    usage = subprocess.run([ROOT / "careloom", "help"], capture_output=True, text=True, check=True).stdout
    known = set(re.findall(r"[a-z][a-z-]+", " ".join(re.findall(r"^\./careloom (\S+)", usage, re.M)))) | {"help"}
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    named = {(f.name, verb) for f in pages for verb in re.findall(r"\./careloom ([a-z][a-z-]*)", f.read_text())}
    assert len(named) >= 15
    assert {(page, verb) for page, verb in named if verb not in known} == set()
