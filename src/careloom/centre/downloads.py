"""The rows of a page as CSV or JSON."""

import csv
import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

from careloom.centre.cells import harmless


def as_csv(name: str, columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> HttpResponse:
    """A CSV file with a byte-order mark, so that office programs read accents; formulas made harmless."""
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(answer)
    writer.writerow(columns)
    writer.writerows([harmless(row[c]) for c in columns] for row in rows)
    return answer


def as_json(rows: Iterable[dict[str, Any]]) -> HttpResponse:
    """The same rows as JSON."""
    return HttpResponse(json.dumps({"rows": list(rows)}, ensure_ascii=False), content_type="application/json")
