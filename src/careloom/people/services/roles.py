"""Who may do what, from when to when; nobody can lock everybody out."""

from django.db import transaction
from django.utils import timezone

from careloom.people import events, queries
from careloom.people.models import Person, RoleGrant
from careloom.thread.services import record


class LastAdministrator(Exception):
    """Without an administrator nobody could give roles any more."""


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
    """End a role now; the row stays as history. Raises LastAdministrator; a second call changes nothing."""
    # Two people who end each other's role at once: the second waits here and then sees that one must stay.
    open_now = RoleGrant.objects.select_for_update().filter(until=None)
    if grant.role == RoleGrant.Role.ADMINISTRATOR:
        others = open_now.filter(role=grant.role, nation_code="", person__account__is_active=True).exclude(pk=grant.pk)
        if not list(others):
            raise LastAdministrator
    _end(grant, by)


def _end(grant: RoleGrant, by: str) -> None:
    if RoleGrant.objects.filter(pk=grant.pk, until=None).update(until=timezone.now()):
        record(event=events.ROLE_ENDED, subject=grant.person.public_id, by=by, values={"role": grant.role})


def end_all_roles(*, person: Person, by: str) -> None:
    """Somebody leaves for good: whatever they held ends."""
    with transaction.atomic():
        for grant in queries.roles_now(person):
            _end(grant, by)
