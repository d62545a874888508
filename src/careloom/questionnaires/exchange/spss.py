"""SPSS files (.sav) out and back, through pyreadstat (the extra `exchange`).

A choice becomes a number with its words as a value label; what several can be chosen of becomes a 0/1 variable each.
Texts longer than a variable can hold go on in a second one. Reading gives back exactly the answers that went out.
"""

import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from careloom.questionnaires import queries
from careloom.questionnaires.definition import Definition
from careloom.questionnaires.exchange.columns import ABOUT, Column, about, cell, columns, raw_of
from careloom.questionnaires.exchange.files import Read, take, whole
from careloom.questionnaires.models import Version

WIDEST = 30_000  # bytes of one string variable; SPSS takes 32,767
LABEL = 250  # characters of a label


class CannotSpss(Exception):
    """The packages that write and read SPSS files are not installed here."""

    code = "no_spss"


@dataclass(frozen=True)
class _Variable:
    name: str
    label: str
    numeric: bool
    labels: Mapping[int, str]


def _packages() -> tuple[Any, Any]:
    try:
        import pandas
        import pyreadstat
    except ImportError:
        raise CannotSpss from None
    return pandas, pyreadstat


def need_spss() -> None:
    """Raises CannotSpss where SPSS files cannot be read."""
    _packages()


def _codes(column: Column) -> tuple[str, ...]:
    if column.question.kind == "one":
        return column.question.options
    return ("yes", "no") if column.question.kind == "consent" else ()


def _is_number(column: Column) -> bool:
    return bool(_codes(column)) or column.question.kind in {"many", "rank", "scale"}


def _names(wanted: Sequence[Column]) -> list[str]:
    """Names as SPSS takes them: a letter first, no hyphens, at most 56 bytes, each once."""
    found: list[str] = []
    for column in wanted:
        base = re.sub(r"[^A-Za-z0-9_.]", "_", column.name)[:56].rstrip(".")
        base = base if base[0].isalpha() else f"v_{base}"
        taken = {name.lower() for name in found} | set(ABOUT)
        number = next(n for n in range(1, 10_000) if (base if n == 1 else f"{base}_{n}").lower() not in taken)
        found.append(base if number == 1 else f"{base}_{number}")
    return found


def _value(column: Column, value: Any) -> Any:
    """A cell as SPSS holds it."""
    text = cell(column, value)
    if not _is_number(column):
        return text
    if not text:
        return None
    return float(_codes(column).index(text) + 1) if _codes(column) else float(text)


def _pieces(text: str) -> list[str]:
    """A long text in parts that fit a variable; no part ends or begins with a space, which SPSS would lose."""
    parts, rest = [], text
    while len(rest.encode()) > WIDEST:
        cut = len(rest.encode()[:WIDEST].decode(errors="ignore"))
        while cut > 1 and (rest[cut - 1].isspace() or rest[cut].isspace()):
            cut -= 1
        parts.append(rest[:cut])
        rest = rest[cut:]
    return [*parts, rest]


def _label(column: Column, texts: Mapping[str, str]) -> str:
    name = f"q.{column.question.id}"
    said = texts.get(name, column.question.id)
    return (f"{said} – {texts.get(f'{name}.o.{column.code}', column.code)}" if column.code else said)[:LABEL]


def _value_labels(column: Column, texts: Mapping[str, str]) -> dict[int, str]:
    name = f"q.{column.question.id}"
    if column.question.kind == "many":
        return {0: "–", 1: texts.get(f"{name}.o.{column.code}", column.code)[:LABEL]}
    if column.question.kind == "scale":
        ends = {column.question.steps[0]: "low", column.question.steps[-1]: "high"}
        return {step: texts.get(f"{name}.{end}", str(step))[:LABEL] for step, end in ends.items()}
    return {n: texts.get(f"{name}.o.{code}", code)[:LABEL] for n, code in enumerate(_codes(column), 1)}


def as_spss(version: Version, texts: Mapping[str, str]) -> bytes:
    """The file, with labels in the words of one twin. Raises CannotSpss."""
    pandas, pyreadstat = _packages()
    wanted = columns(queries.definition_of(version))
    names = _names(wanted)
    table: dict[str, list[Any]] = {name: [] for name in [*ABOUT, *names]}
    for answer_set, values in queries.returns_in(version):
        for head, text in zip(ABOUT, about(answer_set), strict=True):
            table[head].append(text)
        for name, column in zip(names, wanted, strict=True):
            table[name].append(_value(column, values.get(column.question.id)))
    shown: dict[str, list[Any]] = {}
    labels: dict[str, str] = {}
    described = {head: (head, False) for head in ABOUT}
    described |= {name: (_label(column, texts), _is_number(column))
                  for name, column in zip(names, wanted, strict=True)}  # fmt: skip
    for name, (label, numeric) in described.items():
        for number, part in enumerate(_spread(table[name], numeric), 1):
            key = name if number == 1 else f"{name}__{number}"
            shown[key], labels[key] = part, label
    value_labels = {name: found for name, column in zip(names, wanted, strict=True)
                    if (found := _value_labels(column, texts))}  # fmt: skip
    frame = pandas.DataFrame({key: pandas.Series(part, dtype=object if part and isinstance(part[0], str) else float)
                              for key, part in shown.items()})  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "answers.sav"
        pyreadstat.write_sav(frame, str(file), column_labels=labels, variable_value_labels=value_labels,
                             row_compress=True)  # fmt: skip
        return file.read_bytes()


def _spread(values: list[Any], numeric: bool) -> Iterator[list[Any]]:
    if numeric:
        yield values
        return
    parts = [_pieces(text) for text in values]
    for number in range(max((len(p) for p in parts), default=1)):
        yield [p[number] if number < len(p) else "" for p in parts]


def read_spss(definition: Definition, content: bytes) -> Read:
    """The returns of a file that `as_spss` wrote. Raises CannotSpss."""
    return whole(Read(), each_spss, definition, content)


def each_spss(found: Read, definition: Definition, content: bytes) -> Iterator[tuple[int, int]]:
    """Row after row of an SPSS file of ours into `found`; after each (rows read, rows in all). Raises CannotSpss."""
    _, pyreadstat = _packages()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "answers.sav"
        file.write_bytes(content)
        table, _ = pyreadstat.read_sav(str(file), output_format="dict", user_missing=True)
    wanted = columns(definition)
    names = _names(wanted)
    for number in range(len(table["id"])):
        cells = {head: _joined(table, head, number) for head in ABOUT}
        for name, column in zip(names, wanted, strict=True):
            cells[column.name] = _text(table, name, column, number)
        take(found, definition, number + 1, cells["id"], cells, partial(raw_of, definition, cells))
        yield number + 1, len(table["id"])


def _joined(table: Mapping[str, Any], name: str, row: int) -> str:
    keys = [name, *(key for key in table if re.fullmatch(rf"{re.escape(name)}__\d+", key))]
    return "".join(str(table[key][row] or "") for key in keys if key in table)


def _text(table: Mapping[str, Any], name: str, column: Column, row: int) -> str:
    if not _is_number(column):
        return _joined(table, name, row)
    value = table[name][row] if name in table else None
    if value is None or value != value:  # not a number means no answer
        return ""
    return _codes(column)[int(value) - 1] if _codes(column) else str(int(value))


