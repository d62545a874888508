"""Sending an issue: each subscriber once, whatever happens to a worker, and nobody who stopped half-way."""

from collections.abc import Callable
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.core.mail import get_connection
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from careloom.showing.updates import events, mails
from careloom.showing.updates.models import Delivery, Issue, Purpose, Subscriber
from careloom.showing.updates.queries import newsletter as queries
from careloom.thread.ids import new_id
from careloom.thread.services import record

CHUNK = 500
HELD = timedelta(minutes=10)  # how long a worker that took a delivery may need; after that another one takes it
State = Delivery.State
Say = Callable[[int, int], Any]


def address_issue(*, issue: Issue) -> None:
    """Write down who gets it: everybody who had said yes when it began to go out. Can be broken off and begun again."""
    if issue.addressed_at:
        return
    last = 0
    rows = Subscriber.objects.filter(confirmed_at__lte=issue.sent_at, stopped_at=None, bounced_at=None).order_by("pk")
    while part := list(rows.filter(pk__gt=last)[:CHUNK]):
        no = queries.refused(part)
        wanted = [row for row in part if queries.gets(issue, row, no) and queries.is_due(issue, row)
                  and queries.pieces_for(issue, row)]  # fmt: skip
        made = [Delivery(public_id=new_id("delivery"), issue=issue, subscriber=row) for row in wanted]
        Delivery.objects.bulk_create(made, ignore_conflicts=True)
        last = part[-1].pk
    issue.addressed_at = timezone.now()
    issue.save(update_fields=["addressed_at"])


def send_issue(*, issue: Issue, by: str, say: Say = lambda done, total: None, post: Any = None) -> bool:
    """Send what waits; gives whether everything has ended. `say(done, total)` is called after each mail.

    `post`: the way to a mail server, if it is not the centre's own.
    """
    address_issue(issue=issue)
    post, done = post or get_connection(), Delivery.objects.filter(issue=issue).exclude(state=State.WAITING).count()
    total = Delivery.objects.filter(issue=issue).count()
    while rows := _free(issue):
        for row in rows:
            _send_one(row, post, by)
            done += 1
            say(done, total)
    post.close()
    return end_issue(issue=issue, by=by)


def _free(issue: Issue) -> list[Delivery]:
    """The next that nobody has taken."""
    open_rows = Delivery.objects.filter(issue=issue, state=State.WAITING)
    free = open_rows.filter(Q(taken_at=None) | Q(taken_at__lt=timezone.now() - HELD))
    return list(free.select_related("issue").order_by("pk")[:CHUNK])


def _send_one(row: Delivery, post: Any, by: str) -> None:
    """Take it, ask once more whether it is wanted, send it, note it. Two workers never take the same one."""
    now = timezone.now()
    mine = Delivery.objects.filter(Q(taken_at=None) | Q(taken_at__lt=now - HELD), pk=row.pk, state=State.WAITING)
    if not mine.update(taken_at=now):
        return
    row.subscriber = Subscriber.objects.get(pk=row.subscriber_id)
    if not queries.gets(row.issue, row.subscriber, queries.refused([row.subscriber])):
        _end(row, State.STOPPED)
        return
    mail = mails.issue(row)
    mail.connection = post
    try:
        mail.send()
    except SMTPRecipientsRefused:
        note_bounced(delivery=row, by=by)
        return
    _end(row, State.SENT)


@transaction.atomic
def _end(row: Delivery, state: str) -> None:
    at = timezone.now()
    ended = Delivery.objects.filter(pk=row.pk, state=State.WAITING).update(state=state, ended_at=at)
    if ended and state == State.SENT and row.issue.kind == Purpose.NEWSLETTER:
        Subscriber.objects.filter(pk=row.subscriber_id).update(last_issue_at=row.issue.sent_at)


@transaction.atomic
def note_bounced(*, delivery: Delivery, by: str) -> bool:
    """A mail came back: nothing more goes there until its owner says yes again. A second time changes nothing."""
    row = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if row.state not in (State.WAITING, State.SENT):
        return False
    row.state, row.ended_at = State.BOUNCED, timezone.now()
    row.save(update_fields=["state", "ended_at"])
    Subscriber.objects.filter(pk=row.subscriber_id).update(bounced_at=row.ended_at)
    record(event=events.NEWSLETTER_BOUNCED, subject=row.subscriber.public_id, by=by, values={"delivery": row.public_id})
    return True


@transaction.atomic
def end_issue(*, issue: Issue, by: str, now: datetime | None = None) -> bool:
    """Nothing of it waits any more: note how many got it. Gives whether it has ended."""
    row = Issue.objects.select_for_update().get(pk=issue.pk)
    counts = queries.tally(row)
    if row.state != Issue.State.SENDING or counts.get(State.WAITING):
        return row.state == Issue.State.SENT
    row.state, row.ended_at, row.counts = Issue.State.SENT, now or timezone.now(), counts
    row.save(update_fields=["state", "ended_at", "counts"])
    record(event=events.ISSUE_SENT, subject=row.public_id, by=by, values={"number": row.number, **counts})
    return True
