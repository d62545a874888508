"""Easy Read of this room: written for itself, in short sentences, with every control of the standard page."""

import re
from pathlib import Path

import pytest

from tests.rules import tree
from tests.words import strings_in_template

FOLDER = tree.ROOMS / "evidence" / "templates" / "evidence"
TWINS = sorted(FOLDER.glob("*.easy.html"))
LONGEST = 15  # words in a sentence


def controls(page: Path) -> set[str]:
    """The addresses it leads to and the names of what it sends, also of the parts it is made of."""
    text = page.read_text()
    parts = [FOLDER / name for name in re.findall(r'include "evidence/(_[\w]+\.html)"', text)]
    found = set(re.findall(r"\{% url '([\w:]+)'", text)) | set(re.findall(r'<[^>]* name="([\w]+)"', text))
    return found.union(*(controls(part) for part in parts))


@pytest.mark.parametrize("twin", TWINS, ids=lambda f: f.name)
def test_a_twin_is_written_for_itself_and_leaves_out_no_control(twin: Path) -> None:
    standard = twin.with_name(twin.name.replace(".easy", ""))
    assert '{% extends "ui/page.html" %}' in twin.read_text()
    assert controls(standard) <= controls(twin)


def test_its_sentences_are_short() -> None:
    said = {s for twin in [*TWINS, *FOLDER.glob("_easy*.html")] for s in strings_in_template(twin.read_text())}
    sentences = [one for text in said for one in re.split(r"(?<=[.?:!])\s", text)]
    assert [one for one in sentences if len(one.split()) > LONGEST] == []
