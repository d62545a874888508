"""The ledger's exact text: what is hashed is what is published."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from careloom.thread.models import Block, Entry

START = "0" * 64


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
    """Each entry as canonical JSON: sorted keys, no spaces, UTC."""
    for entry in entries.prefetch_related("causes__cause").iterator(chunk_size=2000):
        values = {
            "id": entry.public_id, "event": entry.event, "subject": entry.subject, "actor": entry.actor,
            "at": entry.at.isoformat(), "values": entry.values,
            "because": sorted(link.cause.public_id for link in entry.causes.all()),
        }  # fmt: skip
        yield Line(entry.pk, json.dumps({"entry": values}, sort_keys=True, separators=(",", ":"), ensure_ascii=True))


def exported() -> Iterator[str]:
    """The sealed ledger, line by line."""
    for block in Block.objects.order_by("number"):
        for line in lines(Entry.objects.filter(pk__gte=block.first, pk__lte=block.last).order_by("pk")):
            yield line.text
        values = {"number": block.number, "before": block.before, "digest": block.digest}
        yield json.dumps({"block": values}, sort_keys=True, separators=(",", ":"))
