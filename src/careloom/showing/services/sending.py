"""Making messages and telling. Whatever happens to a worker, each message is told once: its last writes are one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.core.mail import get_connection
from django.db import transaction
from django.utils import timezone

from careloom.showing import events, letters
from careloom.showing.models import Contribution, Message, Telling, Wish
from careloom.showing.queries.readers import Plan, plans, standing
from careloom.showing.services.stopping import end
from careloom.thread.ids import new_id
from careloom.thread.services import record, record_many

CHUNK = 500
Way, State = Message.Way, Message.State
BY_ITSELF = {Way.PAGE, Way.RECEIPT}  # told as soon as it stands on the page
FIRST_STATE = {Way.EMAIL: State.WAITING, Way.LETTER: State.READY, Way.PHONE: State.READY}


@dataclass
class _Made:
    message: Message
    tellings: list[Telling]
    voices: list[int]


@transaction.atomic
def make_messages(*, by: str, now: datetime | None = None, most: int = CHUNK) -> int:
    """One message to each of the next readers, with everything that waits for them. Gives how many readers."""
    at = now or timezone.now()
    open_rows = Telling.objects.filter(message=None, over_at=None)
    readers = list(dict.fromkeys(open_rows.filter(due_at__lte=at).order_by("due_at", "pk")
                                 .values_list("reader", flat=True)[:most]))  # fmt: skip
    waiting = list(open_rows.filter(reader__in=readers).select_for_update().order_by("pk"))
    found, live = plans(readers), standing({pk for row in waiting for pk in row.voices})
    mine: dict[str, list[Telling]] = {}
    for row in waiting:
        if found[row.reader].stop or not live & set(row.voices):
            row.over_at = at
        else:
            mine.setdefault(row.reader, []).append(row)
    Telling.objects.bulk_update([row for row in waiting if row.over_at], ["over_at"], batch_size=200)
    _keep([_made(found[reader], rows, live, at) for reader, rows in mine.items()], by)
    return len(readers)


def _made(plan: Plan, rows: list[Telling], live: set[int], at: datetime) -> _Made:
    told = plan.way in BY_ITSELF
    message = Message(
        public_id=new_id("message"), reader=rows[0].reader, way=plan.way, edition=plan.edition, large=plan.large,
        language=",".join(plan.languages), state=State.TOLD if told else FIRST_STATE[Way(plan.way)], made_at=at,
        ended_at=at if told else None,
    )  # fmt: skip
    return _Made(message, rows, sorted(live & {pk for row in rows for pk in row.voices}))


def _keep(made: Sequence[_Made], by: str) -> None:
    told = [one for one in made if one.message.state == State.TOLD]
    rows = [(one.message.reader, _values(one.message)) for one in told]
    because = {one.message.reader: one.voices for one in told}
    entries = record_many(event=events.PERSON_TOLD, by=by, rows=rows, because=because)
    for one, entry in zip(told, entries, strict=True):
        one.message.entry = entry
    Message.objects.bulk_create([one.message for one in made], batch_size=500)
    for one in made:
        for row in one.tellings:
            row.message = one.message
    Telling.objects.bulk_update([row for one in made for row in one.tellings], ["message"], batch_size=200)
    _told({pk for one in told for pk in one.voices}, told[0].message.made_at if told else timezone.now())


def _values(message: Message) -> dict[str, str]:
    return {"way": message.way, "message": message.public_id}


def _told(entries: Iterable[int], at: datetime) -> None:
    """Note when contributions were told for the first time, and after how many days."""
    by_days: dict[int, list[int]] = {}
    rows = Contribution.objects.filter(entry__in=list(entries), told_at=None)
    for pk, heard_at in rows.values_list("pk", "heard_at"):
        by_days.setdefault(max(0, (at - heard_at).days), []).append(pk)
    for days, found in by_days.items():
        Contribution.objects.filter(pk__in=found).update(told_at=at, days=days)


def send_mails(*, by: str, most: int = CHUNK, now: datetime | None = None) -> int:
    """Send the next mails, each on its own: a worker killed anywhere has at most one under way. Gives how many."""
    letters.begin()
    rows = list(Message.objects.filter(state=State.WAITING).order_by("pk").prefetch_related("tellings")[:most])
    post = get_connection()
    for message in rows:
        _send_one(message, post, by, now or timezone.now())
    post.close()
    return len(rows)


def _send_one(message: Message, post: Any, by: str, at: datetime) -> None:
    plan = plans([message.reader])[message.reader]
    tellings = list(Telling.objects.filter(message=message).order_by("pk"))
    live = standing({pk for row in tellings for pk in row.voices})
    if plan.stop or not live or plan.way != Way.EMAIL:
        again = not plan.stop and bool(live)
        _give_back(message, at) if again else end(message=message, at=at)
        return
    mail = letters.mail(message, [row.news_id for row in tellings], plan.email)
    mail.connection = post
    try:
        mail.send()
    except SMTPRecipientsRefused:
        note_bounce(message=message, by=by, now=at)
        return
    mark_told(message=message, by=by, now=at)


@transaction.atomic
def _give_back(message: Message, at: datetime) -> None:
    """Somebody wants another way by now: what waits is told that way instead."""
    if Message.objects.filter(pk=message.pk, state=State.WAITING).update(state=State.STOPPED, ended_at=at):
        Telling.objects.filter(message=message).update(message=None)


@transaction.atomic
def mark_told(*, message: Message, by: str, now: datetime | None = None) -> bool:
    """It went out, was posted, or was read on the phone. A second time changes nothing, and gives False."""
    at = now or timezone.now()
    if not Message.objects.filter(pk=message.pk, state__in=[State.WAITING, State.READY]).update(
        state=State.STOPPED, ended_at=at
    ):
        return False
    live = standing({pk for row in message.tellings.all() for pk in row.voices})
    entry = record_many(event=events.PERSON_TOLD, by=by, because={message.reader: sorted(live)},
                        rows=[(message.reader, _values(message))])[0]  # fmt: skip
    Message.objects.filter(pk=message.pk).update(state=State.TOLD, entry=entry)
    _told(live, at)
    return True


@transaction.atomic
def note_bounce(*, message: Message, by: str, now: datetime | None = None) -> bool:
    """A mail came back: its reader was not told. What it said waits for another way. A second time changes nothing."""
    at = now or timezone.now()
    if message.way != Way.EMAIL:
        return False
    row = Message.objects.select_for_update().get(pk=message.pk)
    if row.state not in (State.WAITING, State.TOLD):
        return False
    entry = record(event=events.MESSAGE_BOUNCED, subject=row.reader, by=by,
                   because=[row.entry] if row.entry else [], values={"message": row.public_id})  # fmt: skip
    Message.objects.filter(pk=row.pk).update(state=State.BOUNCED, ended_at=at, entry=row.entry or entry)
    Wish.objects.update_or_create(reader=row.reader, defaults={"bounced_at": at})
    voices = {pk for one in Telling.objects.filter(message=row) for pk in one.voices}
    Telling.objects.filter(message=row).update(message=None, due_at=at)
    _untell(voices)
    return True


def _untell(entries: set[int]) -> None:
    """Contributions of which no other message was told stand among the debts again."""
    for row in Contribution.objects.filter(entry__in=entries):
        other = Message.objects.filter(reader=row.reader, state=State.TOLD, entry__causes__cause=row.entry_id)
        first = other.order_by("ended_at").values_list("ended_at", flat=True).first()
        days = max(0, (first - row.heard_at).days) if first else None
        Contribution.objects.filter(pk=row.pk).update(told_at=first, days=days)
