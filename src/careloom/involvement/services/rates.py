"""Keeping published rates and rules, and the centre's own rates and limits by date."""

import csv
import re
from datetime import date
from pathlib import Path

from django.db import transaction

from careloom.centre.reading import Row
from careloom.centre.services import keep
from careloom.involvement.events import LIMIT_SET, RATE_SET, RATES_IMPORTED, RULES_IMPORTED
from careloom.involvement.models import Limit, PaymentRate, PaymentRule, Rate
from careloom.thread.services import record
from careloom.ui.money import POUNDS, currency

LIMITS = Path(__file__).parent.parent / "data" / "limits.csv"


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


@transaction.atomic
def set_rate(*, task: str, name: str, unit: str, pence: int, valid_from: date, source: str, by: str) -> Rate:
    """What the centre pays for a task from a day on; earlier rows stay, so that earlier days keep their rate."""
    values = {"name": name, "unit": unit, "pence": pence, "source": source}
    rate, _ = Rate.objects.update_or_create(task=task, valid_from=valid_from, defaults=values)
    record(event=RATE_SET, subject=f"rate_{task}", by=by, values={"pence": pence, "from": valid_from.isoformat()})
    return rate


@transaction.atomic
def set_limit(
    *, benefit: str, name: str, pence: int, below: bool, per: str, valid_from: date, source: str, by: str
) -> Limit:
    """What a source says about a benefit from a day on; earlier rows stay, so that earlier days keep their limit."""
    values = {"name": name, "pence": pence, "below": below, "per": per, "source": source, "confidence": "read"}
    limit, _ = Limit.objects.update_or_create(benefit=benefit, valid_from=valid_from, defaults=values)
    record(event=LIMIT_SET, subject=f"limit_{benefit}", by=by,
           values={"pence": pence, "from": valid_from.isoformat()})  # fmt: skip
    return limit


@transaction.atomic
def load_limits(*, by: str) -> int:
    """What sources of the UK say about benefits, each with its first day. They are in pounds, so a centre that counts
    in other money gets none of them. Gives the number of new rows."""
    if currency() != POUNDS:
        return 0
    with LIMITS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    fresh = 0
    for row in rows:
        key = {"benefit": row["benefit"], "valid_from": date.fromisoformat(row["valid_from"])}
        values = {"name": row["name"], "pence": int(row["pence"]), "below": row["below"] == "yes", "per": row["per"],
                  "source": row["source"], "confidence": row["confidence"]}  # fmt: skip
        fresh += Limit.objects.get_or_create(**key, defaults=values)[1]
    if fresh:
        record(event=LIMIT_SET, subject="limits", by=by, values={"rows": fresh})
    return fresh
