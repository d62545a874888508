"""What a table of open data is. A room lists its own as TABLES in `open_tables.py`; `showing` collects them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.utils.functional import Promise

Row = dict[str, Any]
MANY = "; "  # stands between several values of one cell of a CSV file


@dataclass(frozen=True)
class Column:
    """`kind` is a datatype of CSV on the Web. With `many` a cell holds a list of them."""

    name: str
    says: str | Promise
    kind: str = "string"
    many: bool = False


@dataclass(frozen=True)
class OpenTable:
    """A table that everybody may have. Where `named`, its first column names each row, and no other row has the name.

    `rows` gives plain values (text, numbers, days as YYYY-MM-DD, lists of text), only what a public page shows too:
    numbers of people went through disclosure control and were published before, so that two releases tell no more
    than one. `taken_back` gives the names of those rows that must not be given out any more, from older releases too.
    """

    name: str
    title: str | Promise
    says: str | Promise
    columns: tuple[Column, ...]
    rows: Callable[[], Iterable[Row]]
    filters: tuple[str, ...] = ()
    named: bool = False
    taken_back: Callable[[], set[str]] | None = None


@lru_cache(maxsize=1)
def open_tables() -> dict[str, OpenTable]:
    """Every table of every room by its name, the ground floor last."""
    names = [f"{app.name}.open_tables" for app in apps.get_app_configs() if app.name.startswith("careloom.")]
    return {table.name: table for name in names if find_spec(name) for table in import_module(name).TABLES}
