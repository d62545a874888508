"""Catalogues: every room may keep its own `locale/cy`; ui keeps what several rooms say.

`python -m tests.words` writes each compiled catalogue and lists what has no Welsh yet.
"""

import ast
import re
import sys
from pathlib import Path

import polib
from django.utils.translation.template import templatize

from tests.rules import tree

CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext"}
TEXT = r"(u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"))"


def catalogues() -> list[Path]:
    """Every written Welsh catalogue."""
    return sorted(tree.ROOMS.glob("*/locale/cy/LC_MESSAGES/django.po"))


def room_of(file: Path) -> str:
    """The room in which a file of the product lives."""
    return file.relative_to(tree.ROOMS).parts[0]


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
    found = re.findall(rf"n?gettext\({TEXT}", code) + re.findall(rf"\b_\({TEXT}", code)
    return {str(ast.literal_eval(text)) for text in found}  # with its doubled percent signs, as Django looks it up


def all_strings() -> dict[tuple[str, str], Path]:
    """{(room, text): a file that says it}."""
    found: dict[tuple[str, str], Path] = {}
    for file in [*tree.ROOMS.rglob("*.html"), *tree.ROOMS.rglob("*.txt")]:
        if "templates" in file.parts:
            found |= {(room_of(file), text): file for text in strings_in_template(file.read_text())}
    for file in tree.source_files():
        if file.is_relative_to(tree.ROOMS):
            found |= {(room_of(file), text): file for text in strings_in_code(file.read_text())}
    return found


def translated() -> dict[str, set[str]]:
    """Room → texts with a finished Welsh form."""
    return {
        room_of(file): {e.msgid for e in polib.pofile(str(file)) if e.translated() and not e.fuzzy}
        for file in catalogues()
    }


def missing(strings: dict[tuple[str, str], Path], done: dict[str, set[str]]) -> list[str]:
    """Texts without Welsh, each with its file."""
    return sorted(
        f"{room}/{file.name}: {text}"
        for (room, text), file in strings.items()
        if text not in done.get(room, set()) and text not in done.get("ui", set())
    )


def main(rooms: list[str]) -> int:
    """Compile; print what is missing (only in `rooms`, if any are named)."""
    for file in [*catalogues(), *tree.ROOMS.glob("*/locale/en_GB/LC_MESSAGES/django.po")]:
        if not rooms or room_of(file) in rooms:
            polib.pofile(str(file)).save_as_mofile(str(file.with_suffix(".mo")))
    left = [line for line in missing(all_strings(), translated()) if not rooms or line.split("/")[0] in rooms]
    print("\n".join(left))
    return int(bool(left))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
