"""Where items are used, and telling those who used one that is gone."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from careloom.evidence import events
from careloom.evidence.models import Item, Notice, Use
from careloom.thread.ids import new_id
from careloom.thread.services import record


@transaction.atomic
def use(*, item: Item, what: str, subject: str, by: str) -> Use:
    """An item now stands in a project, page, summary or verdict with this public id; once, however often said."""
    made, fresh = Use.objects.get_or_create(
        item=item, what=what, subject=subject, defaults={"by": by, "at": timezone.now()}
    )
    if not fresh and made.ended_at:
        made.ended_at, made.by = None, by
        made.save(update_fields=["ended_at", "by"])
        fresh = True
    if fresh:
        record(event=events.USED, subject=item.public_id, by=by, values={"what": what, "in": subject})
    return made


@transaction.atomic
def end_use(*, item: Item, what: str, subject: str, by: str) -> None:
    """It was taken out again."""
    ended = Use.objects.filter(item=item, what=what, subject=subject, ended_at=None).update(ended_at=timezone.now())
    if ended:
        record(event=events.CHANGED, subject=item.public_id, by=by, values={"not in": subject})


@transaction.atomic
def count_download(*, items: Iterable[Item]) -> None:
    """One more reader took a copy of each. A count, not a person: nothing goes on the trace."""
    ids, counted = [item.pk for item in items], set[int]()
    for start in range(0, len(ids), 500):
        rows = Use.objects.filter(item__in=ids[start : start + 500], what="download", subject="")
        counted |= set(rows.values_list("item", flat=True))
        rows.update(times=F("times") + 1)
    fresh = [Use(item_id=pk, what="download", at=timezone.now()) for pk in ids if pk not in counted]
    Use.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=500)


@transaction.atomic
def tell_users(*, item: Item, why: str, by: str, end: bool) -> int:
    """A notice for everybody who used the item, or a record joined to it; gives how many.

    With `end`, it is taken out wherever it stood.
    """
    same = Q(item=item) | Q(item__kept_as=item)
    rows = list(Use.objects.filter(same, ended_at=None).exclude(what="download"))
    at = timezone.now()
    told = [Notice(public_id=new_id("notice"), item=item, use=u, person_id=u.by, why=why, at=at) for u in rows if u.by]
    Notice.objects.bulk_create(told)
    if end:
        Use.objects.filter(pk__in=[u.pk for u in rows]).update(ended_at=at)
    for row in rows:
        record(event=events.TOLD, subject=row.subject or item.public_id, by=by, values={"why": why})
    return len(rows)


@transaction.atomic
def see_notice(*, notice: Notice, by: str) -> None:
    """The person has read it."""
    notice.seen_at = timezone.now()
    notice.save(update_fields=["seen_at"])
    record(event=events.CHANGED, subject=notice.public_id, by=by, values={"seen": True})
