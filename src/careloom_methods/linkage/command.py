"""`./careloom dedupe FILE… [--json]`: records that are the same, that a person must look at, that belong together."""

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

from careloom_methods import records
from careloom_methods.asking import Asking
from careloom_methods.errors import MethodError
from careloom_methods.linkage import dedupe
from careloom_methods.records import Record


def main(argv: list[str]) -> int:
    """Read every file in any format we know, and link across all of them."""
    parser = Asking(prog="careloom dedupe")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--engine", choices=["own", "duckdb", "spark"], default="own",
                        help="own: in this process; duckdb or spark: the same model through splink")  # fmt: skip
    asked = parser.parse_args(argv)
    rows, refused = _rows(asked.files)
    if asked.engine == "own":
        result = dedupe(rows)
    else:
        from careloom_methods.linkage.on_splink import dedupe_on

        result = dedupe_on(rows, engine=asked.engine)
    if asked.json:
        print(json.dumps({**result.as_dict(), "records": len(rows), "refused": refused}, ensure_ascii=False))
        return 0
    print(f"{len(rows)} records: {len(result.groups)} groups of the same, {len(result.asks)} questions,"
          f" {len(result.linked)} links")  # fmt: skip
    for ask in result.asks:
        print(f"  {ask['relation']}? {', '.join(ask['ids'])} ({'; '.join(ask['why'][:4])})")
    return 0


def _rows(files: list[Path]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Records with ids of their own across all files, and what no file gave."""
    found, refused = [], []
    for file in files:
        if not file.is_file():
            raise MethodError("no_file", f"There is no file {file}.", file=str(file))
        data = file.read_bytes()
        reading = records.read(gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data)
        found += [(file.name, record) for record in reading.records if isinstance(record, Record)]
        refused += [{"file": file.name, **row} for row in reading.refused]
    used, inside = Counter(r.id for _, r in found), Counter((name, r.id) for name, r in found)
    for name, record in found:
        if inside[name, record.id] > 1 or not record.id:
            record.id = f"{name}:{record.id}:{record.line}".replace("::", ":")
        elif used[record.id] > 1:
            record.id = f"{name}:{record.id}"
    return [record.as_dict() for _, record in found], refused
