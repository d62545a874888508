"""Seats, members, and which Assemblies a reader may work with."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from careloom.assemblies import seats
from careloom.assemblies.models import Assembly, Membership
from careloom.people.models import Person
from careloom.people.queries import nations_of
from careloom.people.rules import ASSEMBLY_STAFF

State = Membership.State
SITTING = [State.INVITED, State.MEMBER]


def assemblies_for(user: Any) -> QuerySet[Assembly]:
    """Those of the reader's own nations; all for a role without a nation."""
    nations = nations_of(user, ASSEMBLY_STAFF)
    rows = Assembly.objects.order_by("name")
    return rows if nations is None else rows.filter(nation_code__in=nations)


def for_nation(nation: str, slug: str) -> Assembly:
    """The Assembly at an address that names its nation; the access rule has asked for that nation."""
    return get_object_or_404(Assembly, nation_code=nation, slug=slug)


def members_of(assemblies: Iterable[Assembly]) -> QuerySet[Membership]:
    """Members today, in a steady order."""
    rows = Membership.objects.filter(assembly__in=list(assemblies), state=State.MEMBER)
    return rows.select_related("person", "assembly").order_by("role_group", "pk")


def by_mail(person: Person) -> bool:
    """Do we write to this person by e-mail? Else by post or by phone: somebody does it by hand."""
    return bool(person.email) and person.preferred_format in ("", "email", "web", "easy")


def member_count(assemblies: Iterable[Assembly]) -> int:
    """How many members there are together."""
    return members_of(assemblies).count()


def memberships_of(person: Person) -> QuerySet[Membership]:
    """A person's own seats, newest first."""
    rows = Membership.objects.filter(person=person).select_related("assembly", "buddy")
    return rows.prefetch_related("steps").order_by("-pk")


def seats_of(assembly: Assembly) -> list[dict[str, Any]]:
    """Each role group: its seats, who sits on them, whether nobody does."""
    targets = dict(assembly.targets.values_list("role_group", "number"))
    rows = Membership.objects.filter(assembly=assembly, state__in=SITTING)
    taken = Counter(rows.values_list("role_group", flat=True))
    gone = seats.absent(targets, taken)
    return [{"role": role, "target": n, "taken": taken[role], "absent": role in gone} for role, n in targets.items()]


def open_seats_of(assembly: Assembly) -> dict[str, int]:
    """Free seats by role group."""
    rows = seats_of(assembly)
    return seats.open_seats({r["role"]: r["target"] for r in rows}, {r["role"]: r["taken"] for r in rows})
