"""Keeping published rates and rules."""

import re

from django.db import transaction

from careloom.centre.reading import Row
from careloom.centre.services import keep
from careloom.involvement.models import PaymentRate, PaymentRule
from careloom.thread.services import record

RATES_IMPORTED, RULES_IMPORTED = "payment_rates.imported", "payment_rules.imported"


def pence_of(text: str) -> int | None:
    """Pence of one plain amount such as 11.50; None for a range or words."""
    amount = re.fullmatch(r"(\d{1,6})(?:\.(\d{2}))?", text)
    return int(amount[1]) * 100 + int(amount[2] or 0) if amount else None


@transaction.atomic
def import_rates(rows: list[Row], *, by: str) -> dict[str, int]:
    """Published payment rates."""
    tally = {"added": 0, "changed": 0, "unchanged": 0}
    for r in (row.cells for row in rows):
        key = {"body": r["body"], "item": r["item"], "valid_from": r["valid_from"]}
        values = {"published": r["amount_gbp"], "pence": pence_of(r["amount_gbp"]), "unit": r["unit"],
                  "source": r["source"], "confidence": r["confidence"]}  # fmt: skip
        tally[keep(PaymentRate, key=key, values=values)] += 1
    if tally["added"] or tally["changed"]:
        record(event=RATES_IMPORTED, subject="payment_rates", by=by, values=tally)
    return tally


@transaction.atomic
def import_rules(rows: list[Row], *, by: str) -> dict[str, int]:
    """Rules for paying people."""
    tally = {"added": 0, "changed": 0, "unchanged": 0}
    for r in (row.cells for row in rows):
        values = {k: r[k] for k in ("detail", "source", "confidence")}
        tally[keep(PaymentRule, key={"name": r["rule"]}, values=values)] += 1
    if tally["added"] or tally["changed"]:
        record(event=RULES_IMPORTED, subject="payment_rules", by=by, values=tally)
    return tally
