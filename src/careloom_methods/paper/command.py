"""`./careloom paper form FILE --out PDF` and `./careloom paper read SCANS… --form FILE [--json]`."""

import argparse
import json
import secrets
from pathlib import Path
from typing import Any

from careloom_methods.asking import Asking
from careloom_methods.errors import MethodError


def _options(argv: list[str]) -> argparse.Namespace:
    asked = Asking(prog="careloom paper", description="Forms out, scans in.")
    verbs = asked.add_subparsers(dest="verb", required=True)
    form = verbs.add_parser("form")
    form.add_argument("file")
    form.add_argument("--out", required=True, help="the PDF to write")
    form.add_argument("--twin", default="en", help="en, cy, ur, en-easy, …")
    form.add_argument("--large", action="store_true", help="large print")
    form.add_argument("--group", action="store_true", help="an answer that speaks for a group")
    form.add_argument("--copies", type=int, default=1)
    form.add_argument("--first", type=int, help="number of the first serial; by chance otherwise")
    form.add_argument("--json", action="store_true")
    read = verbs.add_parser("read")
    read.add_argument("scans", nargs="+")
    read.add_argument("--form", required=True)
    read.add_argument("--one-bit", choices=["refuse", "ask"], default="refuse")
    read.add_argument("--out", help="a folder for the pictures of what was written and of doubtful boxes")
    read.add_argument("--json", action="store_true")
    return asked.parse_args(argv)


def main(argv: list[str]) -> int:
    """0 on success; raises MethodError on bad input."""
    options = _options(argv)
    found = _form(options) if options.verb == "form" else _read(options)
    print(json.dumps(found, ensure_ascii=False, sort_keys=True) if options.json else _in_words(found))
    return 0


def _load(path: str) -> Any:
    try:
        return json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as wrong:
        raise MethodError("file", f"'{path}' is not a file that we can read as JSON.", file=path) from wrong


def _form(options: argparse.Namespace) -> dict[str, Any]:
    from careloom_methods.paper import form_of, layout_of, pdf, serial

    language, _, easy = options.twin.partition("-")
    edition = "easy" if easy else "large" if options.large else "standard"
    made = form_of(_load(options.file), edition=edition, language=language, group=options.group)
    numbers = (range(options.first, options.first + options.copies) if options.first is not None
               else [secrets.randbelow(32**8) for _ in range(options.copies)])  # fmt: skip
    serials = [serial(number) for number in numbers]
    Path(options.out).write_bytes(pdf(made, serials))
    return {"out": options.out, "serials": serials, "layout": layout_of(made).as_dict()}


def _read(options: argparse.Namespace) -> dict[str, Any]:
    from careloom_methods.paper import forms_of, reading, scans

    pages = scans.open_scans([Path(path) for path in options.scans])
    report = reading.read(pages, list(forms_of(_load(options.form))), one_bit=options.one_bit)
    folder = Path(options.out) if options.out else None
    return {
        "serials": {key: _copy(copy, folder) for key, copy in sorted(report.copies.items())},
        "foreign_pages": report.foreign_pages, "refused": report.refused,
    }  # fmt: skip


def _copy(copy: Any, folder: Path | None) -> dict[str, Any]:
    from careloom_methods.paper import reading

    pictures: dict[str, str] = {}
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        for name, picture in [*copy.texts.items(), *((ask.item, ask.picture) for ask in copy.asks)]:
            file = folder / f"{copy.serial}-{name}.png"
            file.write_bytes(picture)
            pictures[name] = file.name
    return {
        "edition": copy.form.edition, "language": copy.form.language, "group": copy.form.group,
        "answers": reading.answers_of(copy), "written": sorted(copy.texts), "pictures": pictures,
        "asks": [{"question": a.item, "box": a.box, "why": a.why, "page": a.page} for a in copy.asks],
        "missing_pages": copy.missing_pages, "second_copies": copy.second_copies, "foreign_pages": copy.foreign_pages,
    }  # fmt: skip


def _in_words(found: dict[str, Any]) -> str:
    if "out" in found:
        return f"{len(found['serials'])} copies of {found['layout']['pages']} pages in {found['out']}."
    lines = [f"{key}: {len(copy['answers'])} answers, {len(copy['asks'])} boxes to look at, "
             f"{len(copy['written'])} texts to type, missing pages: {copy['missing_pages'] or 'none'}"
             for key, copy in found["serials"].items()]  # fmt: skip
    lines += [f"{p['file']} page {p['page']} belongs to another form." for p in found["foreign_pages"]]
    lines += [f"{p['file']} page {p['page']} was not read ({p['why']})." for p in found["refused"]]
    if any(p["why"] == "one_bit" for p in found["refused"]):
        lines.append("Please scan again in grey, not in black and white: pencil and pale ink are lost otherwise.")
    return "\n".join(lines) or "No page of this form was found."
