"""`./careloom themes suggest --texts CSV --codebook CSV [--coded CSV] [--json]`, and `./careloom themes agree`."""

import argparse
import csv
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from careloom_methods.asking import Asking
from careloom_methods.csv_rows import reader_of, text_of
from careloom_methods.errors import MethodError
from careloom_methods.themes.agreement import alpha_of_themes
from careloom_methods.themes.language import language_of
from careloom_methods.themes.suggesting import Coded, Suggester, Suggestion, Theme
from careloom_methods.themes.texts import state
from careloom_methods.themes.vectors import has_word_vectors


def rows(path: str, needed: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a CSV (or CSV.gz) that has at least these columns. Raises MethodError."""
    reader = reader_of(text_of(Path(path)))
    try:
        found = [{key: value or "" for key, value in row.items() if isinstance(key, str)} for row in reader]
    except csv.Error as reason:
        raise MethodError("csv", f"The file is no CSV table: {reason}.", file=path) from reason
    missing = [name for name in needed if name not in (reader.fieldnames or [])]
    if missing:
        raise MethodError("column_missing", f"The file has no column {', '.join(missing)}.", file=path, columns=missing)
    return found


def codebook(path: str) -> list[Theme]:
    """Themes from columns id, name and, if there, definition and examples (parted by |)."""
    themes = [
        Theme(r["id"], r["name"], r.get("definition", ""), tuple(e for e in r.get("examples", "").split("|") if e))
        for r in rows(path, ["id", "name"])
    ]
    if not themes:
        raise MethodError("no_themes", "The codebook has no theme.", file=path)
    return themes


def _split(text: str) -> frozenset[str]:
    return frozenset(part.strip() for part in text.replace(";", "|").split("|") if part.strip())


def _suggest(given: argparse.Namespace) -> dict[str, Any]:
    texts, themes = rows(given.texts, ["id", "text"]), codebook(given.codebook)
    known = {theme.id for theme in themes}
    coded = []
    if given.coded:
        said = {r["id"]: r["text"] for r in texts}
        for row in rows(given.coded, ["id", "themes"]):
            if strange := sorted(_split(row["themes"]) - known):
                raise MethodError("unknown_theme", "A coded text has a theme that is not in the codebook.",
                                  text=row["id"], themes=strange)  # fmt: skip
            coded.append(Coded(row["id"], row.get("text") or said.get(row["id"], ""), _split(row["themes"])))
    listed = [row["text"] for row in texts]
    suggester = Suggester(themes, coded, background=listed, vectors=not given.counted)
    return {
        "how": "word vectors" if has_word_vectors() and not given.counted else "counted words",
        "learned_from": len(coded),
        "texts": [
            {"id": row["id"], "state": state(row["text"]), **_language(row["text"]),
             "suggestions": [_told(s, row["id"]) for s in found]}
            for row, found in zip(texts, suggester.suggest(listed), strict=True)
        ],
    }  # fmt: skip


def _language(text: str) -> dict[str, Any]:
    found = language_of(text)
    return {"language": found.code, "language_sure": found.sure, "language_mixed": found.mixed}


def _told(suggestion: Suggestion, text: str) -> dict[str, Any]:
    told = asdict(suggestion)
    told["because"] = [
        {key: value for key, value in reason.items() if value} for reason in told["because"] if reason["id"] != text
    ]
    return told


def _agree(given: argparse.Namespace) -> dict[str, Any]:
    codings: dict[str, dict[str, frozenset[str]]] = {}
    for row in rows(given.codings, ["coder", "text", "themes"]):
        codings.setdefault(row["coder"], {})[row["text"]] = _split(row["themes"])
    themes = sorted({theme for read in codings.values() for has in read.values() for theme in has})
    return {"coders": len(codings), "themes": {name: asdict(found) for name, found in alpha_of_themes(
        codings, themes, seed=given.seed).items()}}  # fmt: skip


def main(argv: list[str]) -> int:
    """0 on success. Raises MethodError on bad input."""
    parser = Asking(prog="careloom themes", add_help=False)
    verbs = parser.add_subparsers(dest="verb", required=True)
    suggest = verbs.add_parser("suggest")
    for name, needed in (("--texts", True), ("--codebook", True), ("--coded", False)):
        suggest.add_argument(name, required=needed)
    suggest.add_argument("--counted", action="store_true")
    agree = verbs.add_parser("agree")
    agree.add_argument("--codings", required=True)
    agree.add_argument("--seed", type=int, default=0)
    for verb in (suggest, agree):
        verb.add_argument("--json", action="store_true")
    given = parser.parse_args(argv)
    found = _suggest(given) if given.verb == "suggest" else _agree(given)
    if given.json:
        print(json.dumps(found, ensure_ascii=False))
        return 0
    _print(found)
    return 0


def _print(found: dict[str, Any]) -> None:
    if "texts" in found:
        for text in found["texts"]:
            themes = ", ".join(f"{s['theme']} {s['score']:.2f}" for s in text["suggestions"])
            sys.stdout.write(f"{text['id']}\t{text['language']}\t{themes}\n")
        return
    for theme, one in found["themes"].items():
        said = f"{one['alpha']:.3f}" if one["alpha"] is not None else one["why"]
        sys.stdout.write(f"{theme}\t{said}\t{one['units']} read twice, {one['single']} once\n")
