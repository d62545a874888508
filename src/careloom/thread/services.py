"""Writing the trace."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from careloom.thread.ids import new_id
from careloom.thread.models import Because, Entry


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
