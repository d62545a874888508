"""`./careloom import-check FILE… [--json]`: what would be taken, what not, what is doubtful."""

import json
from pathlib import Path
from typing import Any

from careloom_methods.asking import Asking
from careloom_methods.errors import MethodError
from careloom_methods.records import WRITERS, read_file, write
from careloom_methods.records.record import Reading, Record


def main(argv: list[str]) -> int:
    """Print what came of each file. With one file, its keys stand at the top as well."""
    parser = Asking(prog="careloom import-check")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--out", type=Path, help="write the records that were taken to this file")
    parser.add_argument("--format", choices=[*WRITERS, "xlsx"], default="ris", help="the format of --out")
    parser.add_argument("--column", action="append", default=[], metavar="FIELD=COLUMN", help="of a table")
    asked = parser.parse_args(argv)
    readings = [(file, _reading(file, _columns(asked.column))) for file in asked.files]
    wrong = [reading for _, reading in readings if isinstance(reading, MethodError)]
    if wrong and len(readings) == 1:
        raise wrong[0]
    if asked.out:
        taken = [r for _, reading in readings if isinstance(reading, Reading)
                 for r in reading.records if isinstance(r, Record)]  # fmt: skip
        asked.out.write_bytes(write(taken, asked.format))
    if asked.json:
        files: list[dict[str, Any]] = [{"file": file.name, **reading.as_dict()} for file, reading in readings]
        print(json.dumps({**(files[0] if len(files) == 1 else {}), "files": files}, ensure_ascii=False))
    else:
        for file, reading in readings:
            print(_said(file, reading))
    if wrong:  # what could be read was shown; the command still says that not all could
        raise wrong[0]
    return 0


def _columns(given: list[str]) -> dict[str, str]:
    for pair in given:
        if "=" not in pair:
            raise MethodError("column", f"Write --column FIELD=COLUMN, not {pair}.", wrote=pair)
    return dict(pair.split("=", 1) for pair in given)


def _reading(file: Path, columns: dict[str, str]) -> Reading | MethodError:
    """A file that cannot be read at all does not hide what the others hold."""
    try:
        return read_file(file, columns=columns)
    except MethodError as wrong:
        return wrong


def _said(file: Path, reading: Reading | MethodError) -> str:
    if isinstance(reading, MethodError):
        return f"{file.name}: not read. {reading.message}"
    lines = [f"{file.name}: {reading.format}, {reading.encoding}: {len(reading.records)} records taken,"
             f" {len(reading.refused)} refused, {len(reading.questions)} questions"]  # fmt: skip
    for head, rows in (("refused", reading.refused), ("question", reading.questions)):
        lines += [f"  line {row['line']} {head}: {row['why']}" for row in rows]
    return "\n".join(lines)
