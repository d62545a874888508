"""Signing up by a typed address, saying yes by the link in a mail, wishes, stopping. A typed address proves nothing."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from careloom.jobs.services import enqueue
from careloom.people.models import Person
from careloom.people.services import change_consent
from careloom.showing.updates import events
from careloom.showing.updates.models import Delivery, MailConsent, Purpose, Subscriber
from careloom.thread.ids import new_id
from careloom.thread.services import record

WORDING = "newsletter-1"  # the words under which people say yes
MOST_LINKS, A_DAY = 3, timedelta(days=1)  # mails with a link to one address
UNPROVED_KEPT = timedelta(days=14)
WISHES = ("purposes", "topics", "nations", "every", "edition", "language")


@transaction.atomic
def ask_for_mails(*, email: str, wishes: Mapping[str, Any], by: str) -> None:
    """Somebody typed an address: mail it a link. Nothing of an address that already gets our mails is changed.

    The caller learns nothing, so that a page can say the same whatever we know. At most three links a day go out.
    """
    at, address = timezone.now(), email.strip().lower()
    fresh = {"public_id": new_id("subscriber"), "asked_at": at, **_tidy(wishes)}
    row, _ = Subscriber.objects.select_for_update().get_or_create(email=address, defaults=fresh)
    if at - row.asked_at >= A_DAY:
        row.asked_at, row.links = at, 0
    if row.links >= MOST_LINKS:
        return
    if row.confirmed_at is None:
        _set(row, wishes)
    row.links += 1
    row.save()
    record(event=events.NEWSLETTER_ASKED, subject=row.public_id, by=by)
    enqueue(name="showing.newsletter_link", by=by, arguments={"subscriber": row.public_id},
            once=f"newsletter:{row.public_id}:{row.asked_at.timestamp():.0f}:{row.links}")  # fmt: skip


def _tidy(wishes: Mapping[str, Any]) -> dict[str, Any]:
    found = {name: wishes[name] for name in WISHES if name in wishes}
    for name in ("purposes", "topics", "nations"):
        if name in found:
            found[name] = sorted(set(found[name]))
    return found


def _set(row: Subscriber, wishes: Mapping[str, Any]) -> None:
    for name, value in _tidy(wishes).items():
        setattr(row, name, value)


@transaction.atomic
def say_yes(*, subscriber: Subscriber, by: str) -> bool:
    """The owner of the address pressed the button behind the link. A second time changes nothing, and gives False."""
    row = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    if row.stopped_at or (row.confirmed_at and not row.bounced_at):
        return False
    before = row.purposes if row.confirmed_at else []
    row.confirmed_at, row.bounced_at = timezone.now(), None
    row.save(update_fields=["confirmed_at", "bounced_at"])
    _consents(row, before=before, after=row.purposes)
    record(event=events.NEWSLETTER_JOINED, subject=row.public_id, by=by, values={"purposes": row.purposes})
    return True


def _consents(row: Subscriber, *, before: Iterable[str], after: Iterable[str]) -> None:
    """A row for each purpose whose answer is another one now; for people we know also among their consents."""
    at, person = timezone.now(), Person.objects.filter(public_id=row.person_id).first() if row.person_id else None
    for purpose in Purpose.values:
        if (purpose in before) != (purpose in after):
            given = purpose in after
            MailConsent.objects.create(subscriber=row, purpose=purpose, given=given, wording=WORDING, at=at)
            if person:
                change_consent(person=person, purpose=purpose, given=given, wording=WORDING, channel="web",
                               by=row.person_id)  # fmt: skip


@transaction.atomic
def set_wishes(*, subscriber: Subscriber, wishes: Mapping[str, Any], by: str) -> None:
    """What somebody wants who has shown that the address is theirs. No purpose left means stop."""
    if not wishes.get("purposes"):
        stop_mails(subscriber=subscriber, by=by)
        return
    row = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    if row.confirmed_at is None or row.stopped_at:
        return
    before = list(row.purposes)
    _set(row, wishes)
    row.save()
    _consents(row, before=before, after=row.purposes)
    record(event=events.NEWSLETTER_WISHED, subject=row.public_id, by=by, values={"purposes": row.purposes})


@transaction.atomic
def set_wishes_of(*, person: Person, email: str, wishes: Mapping[str, Any], by: str) -> None:
    """The same for somebody who is signed in: their account has shown that the address is theirs."""
    fresh = {"public_id": new_id("subscriber"), "asked_at": timezone.now()}
    row, _ = Subscriber.objects.select_for_update().get_or_create(email=email.strip().lower(), defaults=fresh)
    new = row.confirmed_at is None
    row.person_id, row.bounced_at = person.public_id, None
    if new:
        row.confirmed_at, row.purposes = timezone.now(), []
    row.save()
    set_wishes(subscriber=row, wishes=wishes, by=by)


@transaction.atomic
def stop_mails(*, subscriber: Subscriber, by: str) -> None:
    """No more mails from this moment, and the address is forgotten. A second time changes nothing."""
    row = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    if row.stopped_at:
        return
    if row.confirmed_at:
        _consents(row, before=row.purposes, after=())
    row.stopped_at, row.email, row.purposes = timezone.now(), "", []
    row.topics, row.nations = [], []
    row.save()
    Delivery.objects.filter(subscriber=row, state=Delivery.State.WAITING).update(
        state=Delivery.State.STOPPED, ended_at=row.stopped_at)  # fmt: skip
    record(event=events.NEWSLETTER_STOPPED, subject=row.public_id, by=by)


@transaction.atomic
def forget_unproved(*, by: str, now: datetime | None = None) -> int:
    """Addresses whose owner never said yes go after two weeks. Gives how many."""
    old = Subscriber.objects.filter(confirmed_at=None, stopped_at=None,
                                    asked_at__lt=(now or timezone.now()) - UNPROVED_KEPT)  # fmt: skip
    rows = list(old)
    for row in rows:
        stop_mails(subscriber=row, by=by)
    return len(rows)
