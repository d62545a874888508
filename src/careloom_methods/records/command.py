"""`./careloom import-check FILE… [--json]`: what would be taken, what not, what is doubtful."""

import argparse
import json
from pathlib import Path
from typing import Any

from careloom_methods.records import WRITERS, read_file, write
from careloom_methods.records.record import Reading, Record


def main(argv: list[str]) -> int:
    """Print what came of each file. With one file, its keys stand at the top as well."""
    parser = argparse.ArgumentParser(prog="careloom import-check")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--out", type=Path, help="write the records that were taken to this file")
    parser.add_argument("--format", choices=[*WRITERS, "xlsx"], default="ris", help="the format of --out")
    parser.add_argument("--column", action="append", default=[], metavar="FIELD=COLUMN", help="of a table")
    asked = parser.parse_args(argv)
    columns = dict(pair.split("=", 1) for pair in asked.column if "=" in pair)
    readings = [(file, read_file(file, columns=columns)) for file in asked.files]
    if asked.out:
        taken = [r for _, reading in readings for r in reading.records if isinstance(r, Record)]
        asked.out.write_bytes(write(taken, asked.format))
    if asked.json:
        files: list[dict[str, Any]] = [{"file": file.name, **reading.as_dict()} for file, reading in readings]
        print(json.dumps({**(files[0] if len(files) == 1 else {}), "files": files}, ensure_ascii=False))
    else:
        for file, reading in readings:
            print(_said(file, reading))
    return 0


def _said(file: Path, reading: Reading) -> str:
    lines = [f"{file.name}: {reading.format}, {reading.encoding}: {len(reading.records)} records taken,"
             f" {len(reading.refused)} refused, {len(reading.questions)} questions"]  # fmt: skip
    for head, rows in (("refused", reading.refused), ("question", reading.questions)):
        lines += [f"  line {row['line']} {head}: {row['why']}" for row in rows]
    return "\n".join(lines)
