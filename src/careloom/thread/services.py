"""Writing the trace, deciding, sealing."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from careloom.thread import ledger
from careloom.thread.ids import new_id
from careloom.thread.models import Because, Block, Decision, Dissent, Entry, Signature

# On PostgreSQL a lower id can be committed after a higher one. No transaction of ours lives this long.
SETTLED = timedelta(seconds=120)


@transaction.atomic
def record(
    *, event: str, subject: str, by: str, because: Sequence[Entry] = (), values: dict[str, Any] | None = None
) -> Entry:
    """Write one entry in the caller's transaction. `subject` and `by` are public ids, never names."""
    entry = Entry.objects.create(
        public_id=new_id("entry"), event=event, subject=subject, actor=by, values=values or {}, at=timezone.now()
    )
    Because.objects.bulk_create([Because(entry=entry, cause=cause) for cause in because])
    return entry


@transaction.atomic
def record_many(
    *, event: str, by: str, rows: Sequence[tuple[str, dict[str, Any]]],
    because: Mapping[str, Sequence[int]] | None = None,
) -> list[Entry]:  # fmt: skip
    """One entry for each (subject, values), all with the same event and actor; for imports and mailings.

    `because`: the ids of the entries that a subject's entry rests on, for those subjects that have some.
    """
    at, causes = timezone.now(), because or {}
    made = [Entry(public_id=new_id("entry"), event=event, subject=s, actor=by, values=v, at=at) for s, v in rows]
    Entry.objects.bulk_create(made, batch_size=500)
    links = [Because(entry=entry, cause_id=cause) for entry in made for cause in causes.get(entry.subject, ())]
    Because.objects.bulk_create(links, batch_size=500)
    return made


@transaction.atomic
def decide(
    *, question: str, outcome: str, reasons_for: str, by: str, reasons_against: str = "", because: Sequence[Entry] = ()
) -> Decision:
    """Write down a decision with its reasons; whoever decides signs it."""
    public_id = new_id("decision")
    entry = record(event="decision.made", subject=public_id, by=by, because=because)
    decision = Decision.objects.create(
        public_id=public_id, question=question, outcome=outcome, reasons_for=reasons_for,
        reasons_against=reasons_against, entry=entry,
    )  # fmt: skip
    sign(decision=decision, by=by)
    return decision


@transaction.atomic
def sign(*, decision: Decision, by: str) -> Signature:
    """Put one's name under a decision; once only."""
    signature = Signature.objects.create(decision=decision, person_id=by, at=timezone.now())
    record(event="decision.signed", subject=decision.public_id, by=by, because=[decision.entry])
    return signature


@transaction.atomic
def dissent(*, decision: Decision, words: str, by: str) -> Dissent:
    """Say why one does not agree; it stands beside the decision for good."""
    said = Dissent.objects.create(decision=decision, person_id=by, words=words, at=timezone.now())
    record(event="decision.dissented", subject=decision.public_id, by=by, because=[decision.entry])
    return said


@transaction.atomic
def seal(*, by: str, now: datetime | None = None) -> Block | None:
    """Seal every settled entry that is not yet in a block; None where there is nothing to seal.

    The unique block number lets only one of two workers that seal at the same moment succeed.
    """
    at = now or timezone.now()
    last = Block.objects.order_by("-number").first()
    rows = Entry.objects.filter(pk__gt=last.last if last else 0, at__lte=at - SETTLED).order_by("pk")
    before = last.digest if last else ledger.START
    chain = ledger.Chain(before)
    first = end = 0
    for line in ledger.lines(rows):
        chain.add(line.text)
        first, end = first or line.number, line.number
    if not first:
        return None
    return Block.objects.create(
        number=(last.number + 1 if last else 1),
        before=before,
        digest=chain.digest(),
        first=first,
        last=end,
        sealed_at=at,
    )


def export_ledger(file: Path) -> int:
    """Write the sealed ledger as JSON Lines: entries, each block after its entries. Gives the number of blocks."""
    count = 0
    with file.open("w", encoding="utf-8") as out:
        for text in ledger.exported():
            out.write(text + "\n")
            count += text.startswith('{"block"')
    return count
