"""Publishing who was told: by group, protected, and never so that two releases tell what one does not."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from careloom.showing import events
from careloom.showing.models import Closure
from careloom.showing.queries.closure import closure_tables, kept_tables, read_tables, shown_tables
from careloom.thread.services import record


@transaction.atomic
def show_closure(*, by: str, now: datetime | None = None) -> Closure | None:
    """Keep the numbers of today as the next release; None where there is nothing to count."""
    from careloom_methods.representation import protect_again

    tables = closure_tables()
    if not any(table.counts for table in tables):
        return None
    before = [read_tables(row.counts) for row in Closure.objects.order_by("number")]
    shown: dict[str, Any] = shown_tables(protect_again(tables, before=before).tables)
    last = Closure.objects.order_by("-number").first()
    if last and last.shown == shown:
        return last
    made = Closure.objects.create(number=last.number + 1 if last else 1, counts=kept_tables(tables), shown=shown,
                                  at=now or timezone.now())  # fmt: skip
    record(event=events.CLOSURE_SHOWN, subject=f"closure_{made.number}", by=by)
    return made
