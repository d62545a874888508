"""Who we know, how they sign in, what they allow, how we write to them; and forgetting them."""

from collections.abc import Mapping, Sequence

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from careloom.people import events, leaving
from careloom.people.models import AccessNeed, Account, Consent, Contact, EqualityData, Person
from careloom.people.services.roles import end_all_roles
from careloom.thread.ids import new_id, same_id
from careloom.thread.services import record, record_many


@transaction.atomic
def get_to_know(
    *, name: str, by: str, email: str = "", phone: str = "", nation_code: str = "", role_group: str = "", once: str = ""
) -> Person:
    """Add a person. The same `once` (the key of one form) adds nobody twice."""
    fresh = {"name": name, "email": email, "phone": phone, "nation_code": nation_code, "role_group": role_group}
    public_id = same_id("person", once) if once else new_id("person")
    person, added = Person.objects.get_or_create(public_id=public_id, defaults=fresh)
    if added:
        record(event=events.PERSON_KNOWN, subject=person.public_id, by=by)
    return person


@transaction.atomic
def change_details(
    *, person: Person, name: str, email: str, phone: str, nation_code: str, role_group: str, by: str
) -> None:
    """Mend what we know of a person; who has an account signs in with the new address from now on."""
    person.name, person.email, person.phone = name, email, phone
    person.nation_code, person.role_group = nation_code, role_group
    person.save(update_fields=["name", "email", "phone", "nation_code", "role_group"])
    account = Account.objects.filter(person=person).first()
    if account and email and account.email != email.lower():
        account.email = email.lower()
        account.save(update_fields=["email"])
        EmailAddress.objects.filter(user=account).update(email=account.email)
    record(event=events.PERSON_CHANGED, subject=person.public_id, by=by)


@transaction.atomic
def open_account(*, person: Person, by: str) -> Account:
    """Let a person sign in with their e-mail address."""
    account = Account(email=person.email.lower(), person=person)
    account.set_unusable_password()
    account.save()
    # Signing in by a code that was sent there proves the address each time.
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    record(event=events.ACCOUNT_OPENED, subject=person.public_id, by=by)
    return account


@transaction.atomic
def let_in(*, account: Account, active: bool, by: str) -> None:
    """Close an account, or open it again. Roles stay, and open nothing while it is closed."""
    if account.is_active != active:
        account.is_active = active
        account.save(update_fields=["is_active"])
        event = events.ACCOUNT_OPENED if active else events.ACCOUNT_CLOSED
        record(event=event, subject=account.person.public_id, by=by)


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
    record_many(event=events.ACCOUNT_OPENED, by=by, rows=[(account.person.public_id, {}) for account in accounts])


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
def erase_person(*, person: Person, by: str) -> None:
    """Forget a person in every room. What stays is a number without a name: totals, seals and past figures hold.

    The number is also kept in a file beside the database, so that a backup from before forgets the person again.
    """
    for forget in leaving.rooms():
        forget(person=person, by=by)
    Account.objects.filter(person=person).delete()
    AccessNeed.objects.filter(person=person).delete()
    EqualityData.objects.filter(person_id=person.public_id).delete()
    Contact.objects.filter(person=person).delete()
    end_all_roles(person=person, by=by)
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
