"""The pool by topic and experience; a member's own entry."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from careloom.evidence.models import PoolMember
from careloom.evidence.queries.triage import topic_names
from careloom.people.models import Person


def mine(person_id: str) -> PoolMember | None:
    """This person's own entry, if they are in."""
    return PoolMember.objects.filter(person_id=person_id, left_at=None).first()


def members(
    *, knows: str = "", offer: str = "", topic: str = "", nations: Collection[str] | None = None
) -> QuerySet[PoolMember]:
    """Everybody who is in, the newest first; `nations`: only people of these."""
    rows = PoolMember.objects.filter(left_at=None)
    if nations is not None:
        rows = rows.filter(person_id__in=Person.objects.filter(nation_code__in=nations).values("public_id"))
    if knows:
        rows = rows.filter(knows=knows)
    if offer in ("reviewing", "committee", "shadowing", "career"):
        rows = rows.filter(**{offer: True})
    if topic:  # not every database can look into a list
        about = [pk for pk, topics in rows.values_list("pk", "topics") if topic in topics]
        rows = rows.filter(pk__in=about)
    return rows.order_by("-joined_at", "-pk")


def shaped(rows: list[PoolMember]) -> list[dict[str, Any]]:
    """Rows with names and topics in words, in two more queries."""
    names = dict(Person.objects.filter(public_id__in=[m.person_id for m in rows]).values_list("public_id", "name"))
    topics = topic_names()
    return [{"member": m, "name": names.get(m.person_id, ""), "topics": [topics.get(t, t) for t in m.topics]}
            for m in rows]  # fmt: skip
