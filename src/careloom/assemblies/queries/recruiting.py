"""Open calls and applications."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from careloom.assemblies.models import Application, Assembly, Draw, Meeting, Membership, Recruitment
from careloom.assemblies.queries.members import open_seats_of
from careloom.people.models import Person
from careloom.questionnaires.models import Questionnaire

NOT_IN_IT = [Application.State.WITHDRAWN, Application.State.UNPROVED, Application.State.UNCOUNTED]


def open_call_of(assembly: Assembly) -> Recruitment | None:
    """The call that is open, if one is."""
    return assembly.recruitments.filter(state=Recruitment.State.OPEN).first()


def open_calls() -> list[tuple[Recruitment, date | None]]:
    """Every open call with the last day of its form, the oldest first."""
    rows = list(Recruitment.objects.filter(state=Recruitment.State.OPEN).select_related("assembly").order_by("pk"))
    forms = Questionnaire.objects.filter(slug__in=[row.form_slug for row in rows])
    last_days = dict(forms.values_list("slug", "closes_on"))
    return [(row, last_days.get(row.form_slug)) for row in rows]


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
    """One row for each person who is in the draw; see `rows_for`."""
    return rows_for(recruitment.applications.filter(state=Application.State.APPLIED))


def people_in_draw(draw: Draw) -> list[dict[str, str]]:
    """The same rows for a draw that was made: those people, whatever became of them since."""
    return rows_for(draw.recruitment.applications.filter(public_id__in=list(draw.record["probabilities"])))


def rows_for(applications: QuerySet[Application]) -> list[dict[str, str]]:
    """One row a person: id, home, organisation, and the features that are not protected. Never a name or an address.

    Homes and organisations are numbers here; an organisation that only one person named is none.
    """
    rows = list(applications.order_by("public_id"))
    homes = {home: f"home-{n}" for n, home in enumerate(sorted({row.household for row in rows} - {""}), 1)}
    named = Counter(row.organisation for row in rows if row.organisation)
    shared = {name: f"organisation-{n}" for n, name in enumerate(sorted(named), 1) if named[name] > 1}
    return [{"id": row.public_id, "household": homes.get(row.household, ""), "answers": row.answer_set_id,
             "organisation": shared.get(row.organisation, "none"),
             **{key: str(value) or "not-said" for key, value in row.features.items()}} for row in rows]  # fmt: skip


def organisation_quotas(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """At most one person of each organisation that several people named."""
    values = sorted({row["organisation"] for row in rows} - {"none"})
    return [{"feature": "organisation", "value": value, "min": "0", "max": "1"} for value in values]


def quotas_beside_the_pool(recruitment: Recruitment) -> list[dict[str, Any]]:
    """Each quota with how many applied and how many more there are than needed; None where only the draw may count."""
    rows = recruitment.applications.exclude(state__in=NOT_IN_IT)
    features = list(rows.values_list("features", flat=True))
    found = []
    for quota in recruitment.quotas.order_by("pk"):
        protected = quota.feature.startswith("eq-")
        applied = None if protected else sum(f.get(quota.feature, "") == quota.value for f in features)
        found.append({"quota": quota, "applied": applied, "spare": None if applied is None else applied - quota.low})
    return found


def side_by_side(assemblies: Sequence[Assembly]) -> list[dict[str, Any]]:
    """Each Assembly with its open call, its latest draw and its next planned meeting; the same few queries for any."""
    calls, draws, meetings = {}, {}, {}
    for call in Recruitment.objects.filter(assembly__in=assemblies, state=Recruitment.State.OPEN):
        calls[call.assembly_id] = call
    newest = Draw.objects.filter(recruitment=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    latest = Recruitment.objects.filter(assembly__in=assemblies).order_by("pk")
    wanted = {key: assembly for assembly, key in latest.values_list("assembly", Subquery(newest)) if key}
    for draw in Draw.objects.filter(pk__in=wanted).order_by("pk"):
        draws[wanted[draw.pk]] = draw
    planned = Meeting.objects.filter(assemblies__in=assemblies, state=Meeting.State.PLANNED).order_by("-begins_at")
    for meeting in planned.select_related("question").annotate(of=F("assemblies")):
        meetings[meeting.of] = meeting
    return [{"assembly": a, "call": calls.get(a.pk), "draw": draws.get(a.pk), "next": meetings.get(a.pk)}
            for a in assemblies]  # fmt: skip


def draws_so_far() -> dict[str, Any]:
    """How often the lottery was run and confirmed here, for how many people, and the newest that can be checked."""
    runs = dict(Draw.objects.values_list("state").annotate(n=Count("pk")).order_by("state"))
    told = Application.objects.exclude(letter="").count()
    newest = Draw.objects.filter(state=Draw.State.CONFIRMED, replacement=False).defer("result", "record")
    return {"runs": sum(runs.values()), "confirmed": runs.get(Draw.State.CONFIRMED, 0), "answered": told,
            "newest": newest.select_related("recruitment__assembly").order_by("-pk")[:5]}  # fmt: skip


def drop_out_rates(least: int = 20) -> dict[tuple[str, str], float]:
    """Share of members of each role group who said no or left, where at least `least` were asked so far."""
    rows = Membership.objects.values_list("role_group").annotate(
        n=Count("pk"), gone=Count("pk", filter=Q(state__in=[Membership.State.DECLINED, Membership.State.ENDED]))
    )
    return {("role_group", role): gone / n for role, n, gone in rows if n >= least}


def empty_seats(assembly: Assembly) -> list[Membership]:
    """Seats of people who said no or left, that nobody was asked to take since; the latest first."""
    free = open_seats_of(assembly)
    taken = Membership.objects.filter(assembly=assembly, replaces__isnull=False).values("replaces")
    rows = assembly.memberships.filter(state__in=[Membership.State.DECLINED, Membership.State.ENDED])
    found = []
    for row in rows.exclude(pk__in=taken).select_related("person").order_by("-pk"):
        if free.get(row.role_group, 0) > 0:
            free[row.role_group] -= 1
            found.append(row)
    return found
