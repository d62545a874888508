"""Open calls and applications."""

from collections import Counter
from typing import Any

from django.db.models import QuerySet

from careloom.assemblies.models import Application, Assembly, Recruitment
from careloom.people.models import Person

NOT_IN_IT = [Application.State.WITHDRAWN, Application.State.UNPROVED, Application.State.UNCOUNTED]


def open_call_of(assembly: Assembly) -> Recruitment | None:
    """The call that is open, if one is."""
    return assembly.recruitments.filter(state=Recruitment.State.OPEN).first()


def applications_of(person: Person) -> QuerySet[Application]:
    """A person's own applications, newest first; among them those that wait until they say that it was they."""
    rows = Application.objects.filter(person=person).exclude(state=Application.State.UNCOUNTED)
    return rows.select_related("recruitment__assembly").order_by("-pk")


def counts_by_role(recruitment: Recruitment) -> list[dict[str, Any]]:
    """How many applied in each role group, beside the seats."""
    rows = recruitment.applications.exclude(state__in=NOT_IN_IT)
    applied = Counter(features.get("role_group", "") for features in rows.values_list("features", flat=True))
    quotas = recruitment.quotas.filter(feature="role_group").order_by("pk")
    return [{"role": q.value, "low": q.low, "high": q.high, "applied": applied[q.value]} for q in quotas]


def people_for_draw(recruitment: Recruitment) -> list[dict[str, str]]:
    """One row a person in the draw: id, household, and the features that are not protected. Never a name."""
    rows = recruitment.applications.filter(state=Application.State.APPLIED).order_by("public_id")
    return [{"id": row.public_id, "household": row.household, "answers": row.answer_set_id,
             **{key: str(value) for key, value in row.features.items()}} for row in rows]  # fmt: skip
