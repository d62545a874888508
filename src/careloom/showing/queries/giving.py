"""Reciprocity: what each group or organisation gave, what it got back, and what each role group was paid."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count

from careloom.centre.queries import role_groups
from careloom.listening.models import Outreach
from careloom.showing.models import Contribution, PaidQuarter, Telling
from careloom.thread.meanings import voices


def ledger() -> list[dict[str, Any]]:
    """For staff. Each group that answered as one, and each organisation we reached out to, by name."""
    found: dict[str, dict[str, Any]] = {}
    for row, name in _groups():
        cell = _cell(found, name)
        cell["returns"] += 1
        cell["people"] += row.people
        cell["told"] += row.told_at is not None
        cell["changed"] += row.state == "changed"
        cell["waits_since"] = min(filter(None, [cell["waits_since"], None if row.told_at else row.heard_at]),
                                  default=None)  # fmt: skip
        cell["readers"].add(row.reader)
    for outreach in Outreach.objects.exclude(organisation=None).select_related("organisation").order_by("pk"):
        cell = _cell(found, outreach.organisation.name if outreach.organisation else "")
        if outreach.offered_back:
            cell["offered"].append(outreach.offered_back)
    heard = _messages({reader for cell in found.values() for reader in cell["readers"]})
    for cell in found.values():
        cell["heard_back"] = sum(heard.get(reader, 0) for reader in cell.pop("readers"))
    return sorted(found.values(), key=lambda cell: (-cell["people"], cell["name"]))


def after(first: date) -> date:
    """The first day of the quarter after the one that begins on `first`."""
    return date(first.year + first.month // 10, (first.month + 2) % 12 + 1, 1)


def paid() -> list[dict[str, Any]]:
    """The last four quarters in which somebody was paid, the newest first, each with a row a role group in the
    centre's order: its sum, or None where it is hidden. "" is the role group of those who said none."""
    names = role_groups()
    found = []
    for row in PaidQuarter.objects.order_by("-first_on")[:4]:
        sums = dict(row.shown)
        rows = [{"name": name, "sum": sums.pop(code)} for code, name in names if code in sums]
        rows += [{"name": "", "sum": sums[code]} for code in sums]
        found.append({"first": row.first_on, "last": after(row.first_on) - timedelta(1), "rows": rows})
    return found


def _cell(found: dict[str, dict[str, Any]], name: str) -> dict[str, Any]:
    return found.setdefault(name, {"name": name, "returns": 0, "people": 0, "told": 0, "changed": 0, "offered": [],
                                   "waits_since": None, "readers": set()})  # fmt: skip


def _messages(readers: set[str]) -> dict[str, int]:
    rows = Telling.objects.filter(reader__in=readers, over_at=None).exclude(message=None).values("reader")
    return {row["reader"]: row["n"] for row in rows.annotate(n=Count("pk"))}


def _groups() -> list[tuple[Contribution, str]]:
    """Contributions that speak for more than one person and name a group."""
    rows = list(Contribution.objects.filter(people__gt=1, stands=True).order_by("pk"))
    named = []
    for start in range(0, len(rows), 2_000):
        part = rows[start : start + 2_000]
        known = voices([row.subject for row in part])
        named += [(row, known[row.subject].group) for row in part if row.subject in known and known[row.subject].group]
    return named
