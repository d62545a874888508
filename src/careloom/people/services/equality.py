"""Protected equality data: kept encrypted and apart; every reading of it is on the trace."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from careloom.people import events, sealed
from careloom.people.models import EqualityData, Person, RoleGrant
from careloom.thread.services import record, record_many


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
def read_equality_data_of_many(*, subjects: list[str], purpose: str, reader: Person) -> dict[str, dict[str, Any]]:
    """What came with many contributions, {subject: values}; for a named reader and a stated purpose, on the trace."""
    may = RoleGrant.objects.filter(person=reader, role=RoleGrant.Role.EQUALITY_READER, until__isnull=True).exists()
    if not may or not purpose.strip():
        raise PermissionDenied
    values = {"purpose": purpose, "rows": len(subjects)}
    record(event=events.EQUALITY_READ, subject="equality_data", by=reader.public_id, values=values)
    rows = EqualityData.objects.filter(person_id__in=subjects)
    return {row.person_id: sealed.unseal(bytes(row.sealed)) for row in rows}
