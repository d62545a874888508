"""A form as a tagged PDF (PDF/UA-1), and the map of its boxes from the same source."""

import hashlib
import io
import json
import tempfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from careloom_methods.errors import MethodError
from careloom_methods.paper.form import BOX, POINTS, Form, Item
from careloom_methods.paper.layout import CODES, MARKS, Layout, Spot
from careloom_methods.paper.serials import PageCode
from careloom_methods.paper.words import words_for

FONTS = ("Noto Sans", "Noto Sans Arabic")
MOST_COPIES = 500  # in one file
PICTURES = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpg", b"GIF8": "gif", b"WEBP": "webp"}  # by their first bytes


def _plain(form: Form) -> str:
    words = words_for("easy" if form.edition == "easy" else "standard", form.language)
    return json.dumps({
        "title": form.title, "language": form.language.split("-")[0], "rtl": form.right_to_left,
        "edition": form.edition,
        "points": POINTS[form.edition], "box": BOX[form.edition], "intro": form.intro, "return_to": form.return_to,
        "words": words, "marks": MARKS, "codes": CODES, "boxes": any(True for item in form.items for _ in item.boxes()),
        "sections": [{"title": s.title, "items": [_item(i) for i in s.items]} for s in form.sections],
    }, ensure_ascii=False)  # fmt: skip


def _item(item: Item) -> dict[str, Any]:
    named = {code: _picture_name(picture) for code, picture in item.pictures}
    return {"id": item.id, "kind": item.kind, "text": item.text, "hint": item.hint, "note": item.note,
            "ends": item.ends, "number": f"{item.number}. " if item.number else "",
            "options": [{"code": code, "text": text, "picture": named.get(code, "")} for code, text in item.options],
            "picture": _picture_name(item.picture) if item.picture else "", "pictures": bool(named)}  # fmt: skip


def _picture_name(picture: bytes) -> str:
    """The name of the file in which the typesetter finds a picture."""
    kind = next((k for sign, k in PICTURES.items() if sign in picture[:12]), "svg")
    return f"{hashlib.sha256(picture).hexdigest()[:16]}.{kind}"


def set_form(form: Form, codes: str, pages: int, *, mapping: bool, print_it: bool) -> Any:
    """The typesetter's answer: a PDF, or a list of places. It reads pictures from a folder of their own.

    `mapping` asks where things stand, which costs ten times the print itself and moves nothing.
    """
    import typst

    given = {"form": _plain(form), "codes": codes, "pages": str(pages), "map": "yes" if mapping else "no"}
    with tempfile.TemporaryDirectory() as folder:
        for item in form.items:
            for picture in (item.picture, *(drawn for _, drawn in item.pictures)):
                if picture:
                    (Path(folder) / _picture_name(picture)).write_bytes(picture)
        if not print_it:
            return json.loads(typst.query(_source(), "<spot>", field="value", root=folder, sys_inputs=given,
                                          font_paths=fonts()))  # fmt: skip
        return typst.compile(_source(), format="pdf", root=folder, sys_inputs=given, font_paths=fonts(),
                             ignore_system_fonts=True, pdf_standards=["ua-1"])  # fmt: skip


@lru_cache(maxsize=1)
def fonts() -> Any:
    """Letters from the packages that carry them; none of the machine's own, none fetched."""
    import fontpkg
    import typst

    folders = [str(fontpkg.path(name).parent) for name in FONTS]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def _source() -> bytes:
    return (Path(__file__).parent / "form.typ").read_bytes()


@lru_cache(maxsize=32)
def layout_of(form: Form) -> Layout:
    """Where each box, its words and each field stand (mm), as the typesetter itself says."""
    return Layout(*_measured(form.checked(), "[]", 1_000_000))


def _measured(form: Form, codes: str, pages: int) -> tuple[int, tuple[Spot, ...]]:
    found = set_form(form, codes, pages, mapping=True, print_it=False)
    spots = tuple(Spot(**spot) for spot in found if spot["kind"] != "end")
    return next(spot["page"] for spot in found if spot["kind"] == "end"), spots


def _code_svg(text: str) -> str:
    import segno

    drawn = io.BytesIO()
    segno.make(text, error="q", micro=False, boost_error=False).save(drawn, kind="svg", border=0, xmldecl=False)
    return drawn.getvalue().decode()


def codes_of(form: Form, serials: Sequence[str], pages: int) -> str:
    """The codes of every page of every copy, as JSON for the typesetter."""
    return json.dumps([
        {"serial": f"{s[:3]} {s[3:6]} {s[6:]}",
         "pages": [_code_svg(PageCode(form.code, form.version, form.edition, form.language, form.group, s, n, pages)
                             .text()) for n in range(1, pages + 1)]} for s in serials
    ])  # fmt: skip


def pdf(form: Form, serials: Sequence[str]) -> bytes:
    """A PDF/UA-1 file with one copy for each serial. The typesetter refuses a file that is not accessible."""
    if not 1 <= len(serials) <= MOST_COPIES:
        raise MethodError("copies", f"One file holds 1 to {MOST_COPIES} copies.", copies=len(serials))
    pages = layout_of(form).pages
    made: bytes = set_form(form, codes_of(form, serials, pages), pages, mapping=False, print_it=True)
    return made
