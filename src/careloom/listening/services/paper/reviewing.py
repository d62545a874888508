"""People settle what the machine was not sure of, type what was written, and key a random sample a second time."""

from django.db import transaction

from careloom.listening import events, scanned
from careloom.listening.models import ScannedItem
from careloom.thread.services import record

State = ScannedItem.State


class SettledAlready(ValueError):
    """Somebody else was faster, or the same person may not key it twice."""


@transaction.atomic
def settle(*, item: ScannedItem, fields: scanned.Fields, by: str) -> ScannedItem:
    """What one question on a copy says, as a person reads it. Raises SettledAlready.

    First look or typing, second keying of a drawn one (by somebody else), or the end of a difference.
    """
    now = ScannedItem.objects.select_for_update().select_related("copy").get(pk=item.pk)
    if now.state != item.state or now.state == State.DONE or now.copy.state != "open":
        raise SettledAlready
    if now.state == State.SECOND:
        _key_again(now, fields, by)
    elif now.state == State.DIFFERS:
        now.settled, now.state = scanned.put(fields), State.DONE
    else:
        now.first, now.first_by = scanned.put(fields), by
        now.state = State.SECOND if now.drawn else State.DONE
    now.save(update_fields=["first", "first_by", "second", "second_by", "settled", "same", "state"])
    record(event=events.SCAN_SETTLED, subject=now.copy.public_id, by=by, values={"page": now.page})
    return now


def _key_again(item: ScannedItem, fields: scanned.Fields, by: str) -> None:
    if item.first_by == by:
        raise SettledAlready
    item.same = scanned.same(scanned.value_of(item), fields)
    item.second, item.second_by = scanned.put(fields), by
    item.state = State.DONE if item.same else State.DIFFERS
