"""Every string that a person can read is in Welsh, and each compiled catalogue is the written one."""

from pathlib import Path

import polib
import pytest

from tests import easy_twins, words
from tests.rules import tree


def test_every_string_is_in_welsh() -> None:
    strings = words.all_strings()
    assert len(strings) > 120
    assert words.missing(strings, words.translated()) == []


def test_planted_strings_are_found() -> None:
    assert words.strings_in_template('{% translate "Not yet" %}') == {"Not yet"}
    trimmed = "{% blocktranslate trimmed %}One\n   {{ n }} two{% endblocktranslate %}"
    assert words.strings_in_template(trimmed) == {"One %(n)s two"}
    assert words.missing({("x", "Not in any"): Path("x.html")}, {"ui": {"Other"}}) == ["x/x.html: Not in any"]


@pytest.mark.parametrize("catalogue", words.catalogues(), ids=words.room_of)
def test_the_compiled_catalogue_is_the_written_one(catalogue: Path) -> None:
    written = {(e.msgid, e.msgstr, tuple(e.msgstr_plural.values())) for e in polib.pofile(str(catalogue))}
    compiled = polib.mofile(str(catalogue.with_suffix(".mo")))
    assert {(e.msgid, e.msgstr, tuple(e.msgstr_plural.values())) for e in compiled} == written


@pytest.mark.django_db
def test_the_home_page_speaks_welsh_under_its_own_address() -> None:
    from django.test import Client

    text = Client(headers={"host": "localhost"}).get("/cy/").content.decode()
    assert '<html lang="cy"' in text and "Rydym yn gwrando" in text


def test_every_public_template_has_an_easy_read_twin() -> None:
    pages = [f for f in tree.ROOMS.rglob("templates/*/*.html")
             if not f.name.startswith("_") and f.parent.name not in {"ui", "account", "mfa"}]  # fmt: skip
    alone = [f.name for f in pages if not f.name.endswith(".easy.html") and not f.with_suffix(".easy.html").exists()]
    assert len(pages) > 10 and alone == []


def test_a_planted_twin_that_is_hard_or_leaves_something_out_is_found(tmp_path: Path) -> None:
    standard = """<a href="{% url 'home' %}">x</a><form>{% include "people/_fields.html" %}<button name="go" value="keep">"""
    said = {"a.easy.html": '{% extends "x/a.html" %}', "b.easy.html": '{% translate "It was found by us." %}',
            "c.easy.html": standard + '{% translate "' + "word " * 16 + '" %}', "d.easy.html": standard}  # fmt: skip
    for name, text in said.items():
        (tmp_path / name).write_text(text)
        (tmp_path / name.replace(".easy", "")).write_text(standard)
    a, b, c, d = (list(easy_twins.faults_of(tmp_path / name)) for name in said)
    lost = ["leaves out: fields of form", "leaves out: home", "leaves out: sends go", "leaves out: sends go=keep"]
    assert a == ["is the standard page again", *lost]
    assert b == [*lost, "passive: It was found by us."]
    assert len(c) == 1 and c[0].startswith("long: ") and d == []
