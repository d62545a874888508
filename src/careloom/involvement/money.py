"""Money as whole pence, and cells that a spreadsheet cannot run."""

import csv
import io
from collections.abc import Iterable, Sequence

from careloom.centre.cells import harmless


def for_minutes(pence_an_hour: int, minutes: int) -> int:
    """Pence for some minutes, half a penny rounded up: the person never loses by rounding."""
    return (2 * pence_an_hour * minutes + 60) // 120


def table(rows: Iterable[Sequence[object]]) -> str:
    """CSV with every cell quoted, and none that a spreadsheet would run or reckon with."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerows([[harmless(cell, numbers=True) for cell in row] for row in rows])
    return out.getvalue()
