"""The ledger's exact text: what is hashed is what is published."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.db.models import QuerySet

from careloom.thread.models import Because, Block, Entry

START = "0" * 64
CHUNK = 2_000


@dataclass(frozen=True)
class Line:
    """One entry's place and its canonical text."""

    number: int
    text: str


class Chain:
    """SHA-256 over the block before and each line of this one."""

    def __init__(self, before: str) -> None:
        self._hash = hashlib.sha256(before.encode())

    def add(self, text: str) -> None:
        """Take one line in."""
        self._hash.update(b"\n" + text.encode())

    def digest(self) -> str:
        """The block's hash."""
        return self._hash.hexdigest()


def lines(entries: QuerySet[Entry]) -> Iterator[Line]:
    """Each entry as canonical JSON: sorted keys, no spaces, UTC. `entries` are in the order of their keys."""
    rows = entries.iterator(chunk_size=CHUNK)
    while chunk := list(islice(rows, CHUNK)):
        causes = _causes(chunk[0].pk, chunk[-1].pk)
        for entry in chunk:
            values = {
                "id": entry.public_id, "event": entry.event, "subject": entry.subject, "actor": entry.actor,
                "at": entry.at.isoformat(), "values": entry.values, "because": sorted(causes.get(entry.pk, ())),
            }  # fmt: skip
            text = json.dumps({"entry": values}, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
            yield Line(entry.pk, text)


def _causes(first: int, last: int) -> dict[int, list[str]]:
    """What the entries between two keys cite. One entry may cite thousands: no list of keys goes to the database."""
    found: dict[int, list[str]] = {}
    rows = Because.objects.filter(entry__gte=first, entry__lte=last).values_list("entry_id", "cause__public_id")
    for entry, cause in rows.iterator(chunk_size=CHUNK):
        found.setdefault(entry, []).append(cause)
    return found


def exported() -> Iterator[str]:
    """The sealed ledger, line by line."""
    for block in Block.objects.order_by("number"):
        for line in lines(Entry.objects.filter(pk__gte=block.first, pk__lte=block.last).order_by("pk")):
            yield line.text
        values = {"number": block.number, "before": block.before, "digest": block.digest}
        yield json.dumps({"block": values}, sort_keys=True, separators=(",", ":"))
