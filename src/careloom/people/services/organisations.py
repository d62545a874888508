"""Bodies we work with: their part, who to speak to, what was agreed, what we do together."""

from datetime import date
from typing import Any

from django.db import transaction

from careloom.people import events
from careloom.people.models import Contact, Organisation, Person, SharedWork, SignedCopy
from careloom.thread.ids import new_id, same_id
from careloom.thread.services import record


@transaction.atomic
def know_organisation(*, by: str, once: str = "", **values: Any) -> Organisation:
    """Add a body; `values` are its own fields. The same `once` adds none twice."""
    public_id = same_id("organisation", once) if once else new_id("organisation")
    organisation, added = Organisation.objects.get_or_create(public_id=public_id, defaults=values)
    if added:
        record(event=events.ORGANISATION_KNOWN, subject=public_id, by=by)
    return organisation


@transaction.atomic
def change_organisation(*, organisation: Organisation, by: str, **values: Any) -> None:
    """Mend what we know of it."""
    for name, value in values.items():
        setattr(organisation, name, value)
    organisation.save(update_fields=list(values))
    record(event=events.ORGANISATION_CHANGED, subject=organisation.public_id, by=by)


@transaction.atomic
def name_contact(*, organisation: Organisation, person: Person, what_for: str, by: str) -> Contact:
    """Whom to speak to there; naming somebody again changes what for."""
    contact, _ = Contact.objects.update_or_create(
        organisation=organisation, person=person, defaults={"what_for": what_for}
    )
    record(event=events.CONTACT_NAMED, subject=organisation.public_id, by=by, values={"person": person.public_id})
    return contact


@transaction.atomic
def end_contact(*, contact: Contact, by: str) -> None:
    """They are no longer the one to speak to."""
    subject, person = contact.organisation.public_id, contact.person.public_id
    if Contact.objects.filter(pk=contact.pk).delete()[0]:
        record(event=events.CONTACT_ENDED, subject=subject, by=by, values={"person": person})


@transaction.atomic
def keep_signed_copy(
    *, organisation: Organisation, title: str, says: str, kept_at: str, from_on: date, until_on: date | None, by: str
) -> SignedCopy:
    """Something agreed with them, and where the signed copy is. The same title and first day again mends it."""
    values = {"says": says, "kept_at": kept_at, "until_on": until_on}
    kept, _ = SignedCopy.objects.update_or_create(
        organisation=organisation, title=title, from_on=from_on, defaults=values
    )
    record(event=events.SIGNED_COPY_KEPT, subject=organisation.public_id, by=by)
    return kept


@transaction.atomic
def share_work(*, organisation: Organisation, title: str, address: str, on: date, by: str) -> SharedWork:
    """Something we do together; the same line again changes nothing."""
    work, added = SharedWork.objects.get_or_create(organisation=organisation, title=title, on=on,
                                                   defaults={"address": address})  # fmt: skip
    if added:
        record(event=events.WORK_SHARED, subject=organisation.public_id, by=by)
    return work
