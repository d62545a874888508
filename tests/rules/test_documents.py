"""Documents cannot rot: settings, commands and words are all there."""

import csv
import re
import subprocess

import pytest
from django.apps import apps

from tests.rules import tree

DOCS = tree.ROOT / "docs"


def named_in(text: str, names: set[str]) -> set[str]:
    """Those of `names` that `text` does not mention as code."""
    return {name for name in names if f"`{name}" not in text}


def test_every_setting_is_in_the_manual() -> None:
    asked = {
        name
        for file in tree.source_files()
        for name in re.findall(r"environ(?:\.get\(|\[)\"(CARELOOM_\w+)\"", file.read_text())
    }
    asked -= {"CARELOOM_TEST_LANGUAGE"}  # only for tests
    assert len(asked) >= 8
    missing = {n for n in asked if n not in (DOCS / "reference/settings.md").read_text()}
    assert missing == set()


def test_every_event_is_in_the_manual() -> None:
    names = {
        name
        for file in tree.source_files()
        if file.name.startswith("events")
        for name in re.findall(r"\"([a-z_]+\.[a-z_]+)\"", file.read_text())
    }
    names |= {n for f in tree.source_files() for n in re.findall(r"event=\"([a-z_]+\.[a-z_]+)\"", f.read_text())}
    assert len(names) > 200
    assert named_in((DOCS / "reference/events.md").read_text(), names) == set()


def test_every_command_is_in_the_manual() -> None:
    usage = subprocess.run([tree.ROOT / "careloom", "help"], capture_output=True, text=True, check=True).stdout
    commands = set(re.findall(r"^\./careloom (\w+)", usage, re.M))
    assert len(commands) >= 12
    assert named_in((DOCS / "reference/commands.md").read_text(), commands) == set()
    assert named_in("nothing", {"run"}) == {"run"}


def test_every_table_has_a_word_in_the_glossary_or_is_part_of_one() -> None:
    glossary = (tree.ROOT / "GLOSSARY.md").read_text().lower()
    nouns = [m for m in apps.get_models() if m.__module__.startswith("careloom.")]
    words = {m.__name__: re.findall(r"[A-Z][a-z]+", m.__name__)[-1].lower() for m in nouns}
    first = {m.__name__: re.findall(r"[A-Z][a-z]+", m.__name__)[0].lower() for m in nouns}
    assert [n for n in words if words[n] not in glossary and first[n] not in glossary] == []


@pytest.mark.parametrize("name", ["README.md", "GLOSSARY.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"])
def test_links_in_documents_lead_somewhere(name: str) -> None:
    text = (tree.ROOT / name).read_text()
    broken = [t for t in re.findall(r"\]\(([^)#:]+)\)", text) if not (tree.ROOT / t).exists()]
    assert broken == []


def test_every_capability_stands_once_with_a_test_that_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    rows = re.findall(
        r"^\| ([A-Z]\d\d) \|.*\| `(tests/[\w/]+\.py)` \|$", (DOCS / "reference/capabilities.md").read_text(), re.M
    )
    ids = [row[0] for row in rows]
    assert len(ids) > 40 and sorted(ids) == sorted(set(ids))
    assert [path for _, path in rows if not (tree.ROOT / path).exists()] == []
    list_of_all = tree.ROOT.parent / "shared" / "capabilities.csv"
    if list_of_all.exists():
        with list_of_all.open(encoding="utf-8", newline="") as file:
            wanted = {row["id"] for row in csv.DictReader(file)}
        assert set(ids) <= wanted
        with capsys.disabled():
            print(f"\nCapabilities not shown yet: {' '.join(sorted(wanted - set(ids)))}")
