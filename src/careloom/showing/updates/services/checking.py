"""The one way of whatever we write for everybody: a draft, checked by another person, then let out."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from careloom.showing.updates.models import Issue, MediaItem, Post
from careloom.thread.models import Entry
from careloom.thread.services import record

Written = TypeVar("Written", Post, MediaItem, Issue)
DRAFT, CHECKED = "draft", "checked"
OPEN = (DRAFT, CHECKED)


class NotReady(Exception):
    """It cannot be done yet. `missing` names what is wanted: a code, or (language, edition, part)."""

    code = "not_ready"

    def __init__(self, missing: Sequence[Any]) -> None:
        super().__init__(str(missing))
        self.missing = list(missing)


def locked(row: Written) -> Written:
    """The row as it is now, held until the end of the transaction."""
    return type(row)._default_manager.select_for_update().get(pk=row.pk)


def must_be_open(row: Post | MediaItem | Issue) -> None:
    """What somebody may have seen is not changed by writing it again. Raises NotReady."""
    if row.state not in OPEN:
        raise NotReady(["seen"])


def as_draft(row: Post | MediaItem | Issue, by: str) -> None:
    """Whoever changes it has written it, so another person looks at it again. Does not save."""
    row.state, row.checked_by, row.written_by = DRAFT, "", by


@transaction.atomic
def check(*, row: Written, missing: Callable[[Written], list[Any]], event: str, by: str) -> None:
    """Another person read every twin and says that it may be seen. Raises NotReady."""
    held: Written = locked(row)
    if held.state != DRAFT:
        raise NotReady(["not_a_draft"])
    if held.written_by == by:
        raise NotReady(["another_person"])
    if left := missing(held):
        raise NotReady(left)
    held.state, held.checked_by = CHECKED, by
    held.save(update_fields=["state", "checked_by"])
    record(event=event, subject=held.public_id, by=by)


@transaction.atomic
def let_out(
    *, row: Written, missing: Callable[[Written], list[Any]], state: str, day: str, event: str, by: str,
    because: Sequence[Entry] = (),
) -> None:  # fmt: skip
    """What was checked is seen from now on; `day`: the field that keeps since when. Raises NotReady."""
    held: Written = locked(row)
    if left := [*(["not_checked"] if held.state != CHECKED else []), *missing(held)]:
        raise NotReady(left)
    held.state = state
    setattr(held, day, timezone.now())
    held.save(update_fields=["state", day])
    record(event=event, subject=held.public_id, by=by, because=because)
