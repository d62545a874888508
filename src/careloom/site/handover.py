"""The handover pack: all that another body needs to take the centre over, in one file, and no secret."""

import csv
import io
import os
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from careloom.centre.cells import harmless
from careloom.evidence.models import Agreement
from careloom.people.leaving import FILE as ERASED
from careloom.people.models import Person, RoleGrant
from careloom.showing import open_files
from careloom.showing.models import FutureNote
from careloom.showing.queries import open_data
from careloom.site import archive
from careloom.thread import services as thread
from careloom.thread import verify_ledger
from careloom.thread.models import Decision

HERE = Path(__file__).parent
SECRET = re.compile(r"DATABASE_URL|PASSWORD|SECRET|TOKEN")  # said to be set, never shown
Table = Iterable[dict[str, Any]]


def write(file: Path) -> list[str]:
    """Make the pack at `file`; gives the names of what is in it."""
    fresh = file.with_name(file.name + ".part")
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("README.md", (HERE / "data" / "handover.md").read_text(encoding="utf-8").format(
            day=timezone.localdate().isoformat(), address=settings.ADDRESS))  # fmt: skip
        everything, ledger = Path(folder) / "everything.zip", Path(folder) / "ledger.jsonl"
        archive.write(everything)
        pack.write(everything, "everything.zip")
        thread.export_ledger(ledger)
        pack.write(ledger, "ledger/ledger.jsonl")
        pack.write(verify_ledger.__file__, "ledger/verify_ledger.py")
        for name, table in TABLES.items():
            pack.writestr(f"{name}.csv", _csv(table()))
        for name, text in _open_data():
            pack.writestr(f"open-data/{name}", text)
        erased = settings.FOLDER / ERASED
        if erased.exists():
            pack.write(erased, ERASED)
        names = pack.namelist()
    fresh.replace(file)
    return names


def _csv(rows: Table) -> str:
    held, found = io.StringIO(), list(rows)
    writer = csv.DictWriter(held, list(found[0]) if found else ["nothing is here yet"])
    writer.writeheader()
    writer.writerows({name: harmless(cell) for name, cell in row.items()} for row in found)
    return "\ufeff" + held.getvalue()  # the mark by which office programs read accents


def _open_data() -> Iterator[tuple[str, str]]:
    """The newest release, as on its page."""
    newest = open_data.newest()
    for of in open_data.published(newest) if newest else []:
        yield f"{of.table.name}.csv", "".join(open_files.as_csv(of))
        yield f"{of.table.name}.json", "".join(open_files.as_json(of))


def settings_kept() -> Table:
    """Every setting of this Careloom, and what this centre set it to; a secret is only said to be set."""
    known = re.findall(r'environ(?:\.get\(|\[)"(CARELOOM_\w+)"', (HERE / "settings.py").read_text(encoding="utf-8"))
    for name in sorted({*known, "CARELOOM_WORKER"}):
        said = os.environ.get(name, "")
        yield {"setting": name, "value": "(set, not shown)" if said and SECRET.search(name) else said or "(not set)"}


def _roles() -> Table:
    for grant in RoleGrant.objects.select_related("person").order_by("role", "nation_code", "since", "pk"):
        yield {"role": grant.role, "nation": grant.nation_code or "all", "name": grant.person.name,
               "email": grant.person.email, "person": grant.person.public_id, "since": _day(grant.since),
               "until": _day(grant.until)}  # fmt: skip


def _decisions() -> Table:
    names = dict(Person.objects.values_list("public_id", "name"))
    rows = Decision.objects.select_related("entry").prefetch_related("signatures", "dissents").order_by("entry_id")
    for row in rows:
        signed = (f"{names.get(one.person_id) or one.person_id} ({_day(one.at)})" for one in row.signatures.all())
        yield {"decision": row.public_id, "day": _day(row.entry.at), "question": row.question, "outcome": row.outcome,
               "reasons_for": row.reasons_for, "reasons_against": row.reasons_against, "signed": "; ".join(signed),
               "dissent": "; ".join(one.words for one in row.dissents.all())}  # fmt: skip


def _agreements() -> Table:
    rows = Agreement.objects.select_related("partner").prefetch_related("approvals").order_by("partner__name", "number")
    for row in rows:
        yield {"partner": row.partner.name, "version": row.number, "day": _day(row.at), "text": row.text,
               "public_statement": row.statement,
               "approved": "; ".join(f"{one.side} ({_day(one.at)})" for one in row.approvals.all())}  # fmt: skip


def _future() -> Table:
    for row in FutureNote.objects.order_by("at", "pk"):
        yield {"day": _day(row.at), "words": row.words, "reason": row.reason, "source": row.source}


def _day(at: Any) -> str:
    return timezone.localtime(at).date().isoformat() if at else ""


TABLES = {"settings": settings_kept, "roles": _roles, "decisions": _decisions, "agreements": _agreements,
          "future": _future}  # fmt: skip
