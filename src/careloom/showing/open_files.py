"""A published table as files: CSV, JSON, and its description as CSV on the Web."""

import csv
import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from careloom.centre.cells import harmless
from careloom.showing.queries.open_data import Published, rows
from careloom.thread.publishing import MANY

TYPES = {"csv": "text/csv; charset=utf-8; header=present", "json": "application/json",
         "csv-metadata.json": "application/csvm+json"}  # fmt: skip
Row = dict[str, Any]


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def licence() -> Row:
    """{name, address} of the licence of all open data."""
    name, _bar, address = settings.DATA_LICENCE.partition("|")
    return {"name": name, "address": address}


def as_csv(of: Published) -> Iterator[str]:
    """Line by line, with a byte-order mark, so that office programs read accents; formulas made harmless."""
    writer = csv.writer(_Echo())
    names = [column["name"] for column in of.file.columns]
    yield "\ufeff" + writer.writerow(names)
    for row in rows(of):
        yield writer.writerow([harmless(_cell(row[name])) for name in names])


def _cell(value: Any) -> Any:
    return MANY.join(map(str, value)) if isinstance(value, list) else value


def as_json(of: Published) -> Iterator[str]:
    """What it is, then every row."""
    head = {"table": of.table.name, "release": of.release.number, "published": of.release.at.date().isoformat(),
            "licence": licence()["address"], "made_up": settings.DEMO, "columns": of.file.columns}  # fmt: skip
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "rows": ['
    for number, row in enumerate(rows(of)):
        yield (",\n" if number else "\n") + json.dumps(row, ensure_ascii=False)
    yield "\n]}\n"


def described(tables: list[Published], *, together: bool = False) -> Row:
    """A table, or several `together`, as CSV on the Web describes it: what a column holds, and how to read a cell."""
    with translation.override(settings.LANGUAGE_CODE):
        found = [_table(of) for of in tables]
    context = {"@context": ["http://www.w3.org/ns/csvw", {"@language": settings.LANGUAGE_CODE}]}
    return context | ({"tables": found} if together else found[0])


def _table(of: Published) -> Row:
    key = {"primaryKey": of.file.columns[0]["name"]} if of.table.named else {}
    return {
        "url": f"{of.table.name}.csv", "dc:title": str(of.table.title), "dc:description": str(of.table.says),
        "dc:license": {"@id": licence()["address"]}, "dc:identifier": address(of, "csv"),
        "dc:issued": {"@value": of.release.at.date().isoformat(), "@type": "xsd:date"},
        "dc:hasVersion": of.release.number, "dialect": {"encoding": "utf-8", "header": True}, "notes": _notes(of),
        "tableSchema": {"columns": [_column(column) for column in of.file.columns], **key},
    }  # fmt: skip


def _column(column: Row) -> Row:
    found = {"name": column["name"], "titles": column["name"], "dc:description": column["says"],
             "datatype": column["kind"]}  # fmt: skip
    return found | ({"separator": MANY} if column["many"] else {})


def _notes(of: Published) -> list[str]:
    notes = [_("A cell that a spreadsheet would run as a formula begins with an apostrophe in the CSV file.")]
    if settings.DEMO:
        notes.append(_("This is a demonstration. The people and their words are made up."))
    if of.file.removed:
        notes.append(_("Rows that were taken out because somebody took back what stood there: %d") % of.file.removed)
    return notes


def address(of: Published, kind: str) -> str:
    """The whole address of a file of a release: the one to cite."""
    return f"{settings.ADDRESS}{reverse('showing:open_file', args=[of.release.number, of.table.name, kind])}"
