"""Keeping what calls for hosts have asked."""

from django.db import transaction

from careloom.calls.models import CallFact
from careloom.centre.reading import Row
from careloom.centre.services import keep
from careloom.thread.services import record

CALL_FACTS_IMPORTED = "call_facts.imported"


@transaction.atomic
def import_facts(rows: list[Row], *, by: str) -> dict[str, int]:
    """Criteria, commitments and dates of published calls."""
    tally = {"added": 0, "changed": 0, "unchanged": 0}
    for r in (row.cells for row in rows):
        key = {"scheme": r["scheme"], "year": r["year"], "kind": r["kind"], "text": r["text_in_our_words"]}
        tally[keep(CallFact, key=key, values={"number": r["number"], "source": r["source"]})] += 1
    if tally["added"] or tally["changed"]:
        record(event=CALL_FACTS_IMPORTED, subject="calls", by=by, values=tally)
    return tally
