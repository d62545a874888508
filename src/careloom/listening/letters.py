"""The letter with a receipt code, as a tagged PDF in the language and format of the paper that asked for it."""

import json
from typing import Any

from careloom.listening import scanned
from careloom.listening.models import Letter
from careloom.people import sealed
from careloom.questionnaires import receipts

POINTS = {"standard": 12, "easy": 17, "large": 18}
SOURCE = """
#let d = json(bytes(sys.inputs.letter))
#set document(title: d.title)
#set page(paper: "a4", margin: (x: 25mm, top: 45mm, bottom: 25mm))
#set text(font: ("Noto Sans", "Noto Sans Arabic"), size: d.points * 1pt, lang: d.language,
  dir: if d.rtl { rtl } else { ltr })
#set par(leading: 0.8em, spacing: 1.2em)
#block(below: 25mm, for line in d.address { [#line #linebreak()] })
#heading(level: 1, d.title)
#par(d.body)
#block(stroke: 0.5mm, inset: 6mm, text(size: 1.5em, weight: "bold", dir: ltr, d.code))
#par(d.where)
#block(text(dir: ltr, d.page))
#par(d.kept)
"""


def address_of(letter: Letter) -> str:
    """Where it goes."""
    return str(sealed.unseal(bytes(letter.sealed))["address"]) if letter.sealed else ""


def pdf(letter: Letter, page: str) -> bytes:
    """The letter; `page` is the address at which the code is used."""
    import typst

    from careloom_methods.paper import fonts, words_for

    copy = letter.copy
    said = words_for("easy" if copy.edition == "easy" else "standard", copy.language)
    given = {
        "title": said["letter-thanks"], "body": said["letter-body"], "where": said["letter-where"], "page": page,
        "kept": said["letter-address"], "code": receipts.code_for(scanned.once_key(copy)),
        "address": address_of(letter).splitlines(), "points": POINTS[copy.edition],
        "language": copy.language.split("-")[0], "rtl": copy.language.split("-")[0] in {"ur", "ar", "fa"},
    }  # fmt: skip
    made: Any = typst.compile(SOURCE.encode(), format="pdf", sys_inputs={"letter": json.dumps(given)},
                              font_paths=fonts(), pdf_standards=["ua-1"])  # fmt: skip
    return bytes(made)
