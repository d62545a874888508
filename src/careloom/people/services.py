"""Every change about people: one verb a function, one transaction, one trace entry."""

from collections.abc import Mapping, Sequence
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from careloom.people import events, leaving, sealed
from careloom.people.models import AccessNeed, Account, Consent, EqualityData, Person, RoleGrant
from careloom.thread.ids import new_id
from careloom.thread.services import record, record_many


@transaction.atomic
def get_to_know(*, name: str, by: str, email: str = "", nation_code: str = "", role_group: str = "") -> Person:
    """Add a person."""
    person = Person.objects.create(
        public_id=new_id("person"), name=name, email=email, nation_code=nation_code, role_group=role_group
    )
    record(event=events.PERSON_KNOWN, subject=person.public_id, by=by)
    return person


@transaction.atomic
def open_account(*, person: Person, by: str) -> Account:
    """Let a person sign in with their e-mail address."""
    account = Account(email=person.email.lower(), person=person)
    account.set_unusable_password()
    account.save()
    # Signing in by a code that was sent there proves the address each time.
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    record(event="account.opened", subject=person.public_id, by=by)
    return account


@transaction.atomic
def get_to_know_many(*, people: Sequence[Person], needs: Mapping[str, Sequence[str]], by: str) -> None:
    """Add people who are new to us, each with an account where they gave an e-mail address.

    `needs`: access needs by public id. The number of queries is the same for 2 and for 200 people.
    """
    Person.objects.bulk_create(people, batch_size=200)
    asked = [(person, need) for person in people for need in dict.fromkeys(needs.get(person.public_id, ()))]
    AccessNeed.objects.bulk_create([AccessNeed(person=person, need=need) for person, need in asked], batch_size=500)
    accounts = [Account(email=p.email.lower(), person=p, password=make_password(None)) for p in people if p.email]
    Account.objects.bulk_create(accounts, batch_size=200)
    EmailAddress.objects.bulk_create(
        [EmailAddress(user=account, email=account.email, verified=True, primary=True) for account in accounts],
        batch_size=200,
    )
    record_many(event=events.PERSON_KNOWN, by=by, rows=[(person.public_id, {}) for person in people])
    record_many(event="account.opened", by=by, rows=[(account.person.public_id, {}) for account in accounts])


@transaction.atomic
def grant_role(*, person: Person, role: str, by: str, nation_code: str = "") -> RoleGrant:
    """Give a role from now on."""
    grant = RoleGrant.objects.create(
        person=person, role=role, nation_code=nation_code, granted_by=by, since=timezone.now()
    )
    record(event=events.ROLE_GRANTED, subject=person.public_id, by=by, values={"role": role, "nation": nation_code})
    return grant


@transaction.atomic
def end_role(*, grant: RoleGrant, by: str) -> None:
    """End a role now; the row stays as history."""
    grant.until = timezone.now()
    grant.save(update_fields=["until"])
    record(event=events.ROLE_ENDED, subject=grant.person.public_id, by=by, values={"role": grant.role})


@transaction.atomic
def change_consent(*, person: Person, purpose: str, given: bool, wording: str, channel: str, by: str) -> Consent:
    """Write down a yes or a no; earlier words stay."""
    consent = Consent.objects.create(
        person=person, purpose=purpose, given=given, wording=wording, channel=channel, at=timezone.now()
    )
    record(event=events.CONSENT_CHANGED, subject=person.public_id, by=by, values={"purpose": purpose, "given": given})
    return consent


@transaction.atomic
def set_preferences(
    *, person: Person, preferred_format: str, preferred_language: str, needs: list[str], by: str
) -> None:
    """Format, language and access needs: asked once, then always followed."""
    person.preferred_format, person.preferred_language = preferred_format, preferred_language
    person.full_clean(exclude=["public_id"])
    person.save(update_fields=["preferred_format", "preferred_language"])
    AccessNeed.objects.filter(person=person).exclude(need__in=needs).delete()
    AccessNeed.objects.bulk_create(
        [AccessNeed(person=person, need=need) for need in dict.fromkeys(needs)], ignore_conflicts=True
    )
    record(event=events.PREFERENCE_SET, subject=person.public_id, by=by)


@transaction.atomic
def store_equality_data(*, person: Person, values: dict[str, Any], by: str) -> None:
    """Keep what a person chose to say, encrypted and apart."""
    EqualityData.objects.update_or_create(person_id=person.public_id, defaults={"sealed": sealed.seal(values)})
    record(event=events.EQUALITY_STORED, subject=person.public_id, by=by)


@transaction.atomic
def keep_equality_data_of(*, subject: str, values: dict[str, Any], by: str) -> None:
    """Keep what came with a contribution (`subject`, a public id), encrypted and apart; nothing for no values."""
    if values:
        EqualityData.objects.update_or_create(person_id=subject, defaults={"sealed": sealed.seal(values)})
        record(event=events.EQUALITY_STORED, subject=subject, by=by)
    else:
        EqualityData.objects.filter(person_id=subject).delete()


@transaction.atomic
def keep_equality_data_of_many(*, rows: list[tuple[str, dict[str, Any]]], by: str) -> None:
    """The same for many new contributions at once (an import)."""
    EqualityData.objects.bulk_create(
        [EqualityData(person_id=subject, sealed=sealed.seal(values)) for subject, values in rows], batch_size=500
    )
    record_many(event=events.EQUALITY_STORED, by=by, rows=[(subject, {}) for subject, _ in rows])


@transaction.atomic
def read_equality_data(*, person: Person, purpose: str, reader: Person) -> dict[str, Any]:
    """For a named reader and a stated purpose only; the reading itself is on the trace."""
    may = RoleGrant.objects.filter(person=reader, role=RoleGrant.Role.EQUALITY_READER, until__isnull=True).exists()
    if not may or not purpose.strip():
        raise PermissionDenied
    record(event=events.EQUALITY_READ, subject=person.public_id, by=reader.public_id, values={"purpose": purpose})
    row = EqualityData.objects.filter(person_id=person.public_id).first()
    return sealed.unseal(bytes(row.sealed)) if row else {}


def rotate_equality_key(*, by: str) -> int:
    """Add a key and seal every row anew; can be started again after a stop. Gives the number of rows."""
    sealed.add_key()
    done = 0
    for row in EqualityData.objects.iterator():
        with transaction.atomic():
            row.sealed = sealed.reseal(bytes(row.sealed))
            row.save(update_fields=["sealed"])
        done += 1
    record(event="equality.rekeyed", subject="equality_data", by=by, values={"rows": done})
    return done


@transaction.atomic
def erase_person(*, person: Person, by: str) -> None:
    """Forget a person in every room. What stays is a number without a name: totals, seals and past figures hold.

    The number is also kept in a file beside the database, so that a backup from before forgets the person again.
    """
    for forget in leaving.rooms():
        forget(person=person, by=by)
    Account.objects.filter(person=person).delete()
    AccessNeed.objects.filter(person=person).delete()
    EqualityData.objects.filter(person_id=person.public_id).delete()
    for grant in RoleGrant.objects.filter(person=person, until__isnull=True):
        end_role(grant=grant, by=by)
    person.name = person.email = person.phone = person.preferred_format = person.preferred_language = ""
    person.save(update_fields=["name", "email", "phone", "preferred_format", "preferred_language"])
    record(event=events.PERSON_ERASED, subject=person.public_id, by=by)
    transaction.on_commit(lambda: leaving.remember(person.public_id))


def erase_again(*, by: str) -> int:
    """After a backup was brought back: forget everybody who was forgotten since it was made. Gives how many."""
    there = Person.objects.filter(public_id__in=leaving.remembered()).exclude(name="")
    for person in there:
        erase_person(person=person, by=by)
    return len(there)


@transaction.atomic
def read_equality_data_of_many(*, subjects: list[str], purpose: str, reader: Person) -> dict[str, dict[str, Any]]:
    """What came with many contributions, {subject: values}; for a named reader and a stated purpose, on the trace."""
    may = RoleGrant.objects.filter(person=reader, role=RoleGrant.Role.EQUALITY_READER, until__isnull=True).exists()
    if not may or not purpose.strip():
        raise PermissionDenied
    values = {"purpose": purpose, "rows": len(subjects)}
    record(event=events.EQUALITY_READ, subject="equality_data", by=reader.public_id, values=values)
    rows = EqualityData.objects.filter(person_id__in=subjects)
    return {row.person_id: sealed.unseal(bytes(row.sealed)) for row in rows}
