"""`./careloom triage FILE [--json]`: enough evidence or not, of each kind and in each nation, and why."""

import json
from pathlib import Path
from typing import Any

from careloom_methods.asking import Asking
from careloom_methods.errors import MethodError
from careloom_methods.triage.judging import triage


def main(argv: list[str]) -> int:
    """Print every judgement with its reason."""
    parser = Asking(prog="careloom triage", description=__doc__)
    parser.add_argument("file", type=Path, help="JSON: questions, sources, searches (docs/reference/triage.md)")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(argv)
    said = triage(_read(asked.file))
    print(json.dumps(said, ensure_ascii=False) if asked.json else _in_words(said))
    return 0


def _read(file: Path) -> dict[str, Any]:
    try:
        given = json.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as wrong:
        raise MethodError(
            "file",
            f"{file.name} cannot be read as JSON ({wrong}).",
            file=file.name,
            suggestion="Check the file against docs/reference/triage.md.",
        ) from None
    if not isinstance(given, dict):
        raise MethodError(
            "file", f"{file.name} must hold one JSON object.", file=file.name, suggestion="See the manual."
        )
    return given


def _in_words(said: dict[str, Any]) -> str:
    lines = [f"{u['question']}, {u['kind']}, {u['nation']}: {u['why']}" for u in said["units"]]
    lines += [f"{q}, {n}: {v['verdict']}. {v['why']}" for q, by in said["verdict"].items() for n, v in by.items()]
    return "\n".join(lines)
