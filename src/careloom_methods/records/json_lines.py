"""JSON with the line of every item, taking what is whole when the rest of a file is broken."""

import json
import re
from typing import Any

from careloom_methods.records.record import Reading

DECODER = json.JSONDecoder()
SPACE = re.compile(r"[\s,]*")


def items(text: str, reading: Reading, key: str = "") -> tuple[list[Any], list[int]]:
    """Items of the array named `key` (or of the outermost array), and the line on which each begins."""
    start = re.search(rf'"{re.escape(key)}"\s*:\s*\[', text) if key else re.search(r"\[", text)
    found: list[Any] = []
    lines: list[int] = []
    if start is None:
        return found, lines
    at, line, counted = start.end(), 1, 0
    while True:
        at = SPACE.match(text, at).end()  # type: ignore[union-attr]  # it matches nothing as well
        line, counted = line + text.count("\n", counted, at), at
        if text.startswith("]", at):
            return found, lines
        try:
            item, at = DECODER.raw_decode(text, at)
        except (json.JSONDecodeError, RecursionError):
            reading.refuse(line, "bad_json", "From here the file is not whole JSON. Everything above was read.")
            return found, lines
        found.append(item)
        lines.append(line)


def one_a_line(text: str, reading: Reading) -> tuple[list[Any], list[int]]:
    """JSON Lines: an object on each line; a broken line costs one record."""
    found, lines = [], []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                found.append(json.loads(line))
                lines.append(number)
            except (json.JSONDecodeError, RecursionError):
                reading.refuse(number, "bad_json", "This line is not JSON.")
    return found, lines
