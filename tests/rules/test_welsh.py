"""Every string that a person can read is in Welsh, and the compiled catalogue is the written one."""

import ast
import re
from pathlib import Path

import polib
import pytest
from django.utils.translation.template import templatize

from tests.rules import tree

CATALOGUE = tree.ROOMS / "ui" / "locale" / "cy" / "LC_MESSAGES" / "django.po"
CALLS = {"_", "gettext", "gettext_lazy", "ngettext"}


def strings_in_code(source: str) -> set[str]:
    """First arguments of the translation calls in Python source, joined as Python joins them."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in CALLS:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                found.add(first.value)
    return found


def strings_in_template(source: str) -> set[str]:
    """What Django's own extraction would take from a template."""
    code = templatize(source, origin="template")
    found = re.findall(r"n?gettext\((u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"))", code)
    found += re.findall(r"\b_\((u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"))", code)
    return {str(ast.literal_eval(text)).replace("%%", "%") for text in found}


def all_strings() -> dict[str, Path]:
    found = {}
    for file in tree.ROOMS.rglob("*.html"):
        found |= dict.fromkeys(strings_in_template(file.read_text()), file)
    for file in tree.source_files():
        found |= dict.fromkeys(strings_in_code(file.read_text()), file)
    return found


def missing(strings: dict[str, Path]) -> list[str]:
    """Strings without a finished Welsh text."""
    done = {e.msgid for e in polib.pofile(str(CATALOGUE)) if e.translated() and not e.fuzzy}
    return sorted(f"{file.name}: {text}" for text, file in strings.items() if text not in done)


def test_every_string_is_in_welsh() -> None:
    strings = all_strings()
    assert len(strings) > 120
    assert missing(strings) == []


def test_planted_strings_are_found() -> None:
    assert strings_in_template('{% translate "Not yet" %}') == {"Not yet"}
    trimmed = "{% blocktranslate trimmed %}One\n   {{ n }} two{% endblocktranslate %}"
    assert strings_in_template(trimmed) == {"One %(n)s two"}
    assert missing({"Not in any catalogue": Path("x.html")}) == ["x.html: Not in any catalogue"]


def test_the_compiled_catalogue_is_the_written_one() -> None:
    written = {(e.msgid, e.msgstr, tuple(e.msgstr_plural.values())) for e in polib.pofile(str(CATALOGUE))}
    compiled = polib.mofile(str(CATALOGUE.with_suffix(".mo")))
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
