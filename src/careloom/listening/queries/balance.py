"""Who answered, who is missing, what was asked of us."""

from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum

from careloom.centre.queries import nations, role_groups
from careloom.listening.models import Outreach, OutreachStep, PaperRequest, SafeListening, Target, Waiting
from careloom.people import sealed
from careloom.questionnaires import queries as forms
from careloom.questionnaires.models import Answer, AnswerSet, Questionnaire

FIELDS = ("channel", "edition", "language", "role_group", "nation")


def balance(questionnaire: Questionnaire) -> list[dict[str, Any]]:
    """Role group x nation: returns, people, target, how many short; nobody at all first, then the widest gap."""
    have = {(row["role_group"], row["nation"]): row for row in forms.counts(questionnaire, ["role_group", "nation"])}
    targets = {(t.role_group, t.nation): t for t in Target.objects.filter(questionnaire=questionnaire, field="")}
    nation_names, offered = dict(nations()), {*dict(role_groups(ended=False)), *dict(nations(ended=False))}
    found = []
    for role, role_name in role_groups():
        for nation, nation_name in nation_names.items():
            row, target = have.get((role, nation)), targets.get((role, nation))
            if not (row or target or {role, nation} <= offered):
                continue  # not asked any more, and nobody answered when it was
            returns = row["returns"] if row else 0
            found.append({
                "role": role, "role_name": role_name, "nation": nation, "nation_name": nation_name,
                "returns": returns, "people": row["people"] if row else 0,
                "target": target.number if target else None, "source": target.source if target else "",
                "definition": target.definition if target else "",
                "short": max(0, target.number - returns) if target else None, "nobody": returns == 0,
            })  # fmt: skip
    return sorted(found, key=lambda r: (not r["nobody"], -(r["short"] or 0), r["role"], r["nation"]))


def other_balance(questionnaire: Questionnaire) -> list[dict[str, Any]]:
    """Targets by any other field of the answer sets: returns, people, target, how many short; nobody first."""
    targets = list(Target.objects.filter(questionnaire=questionnaire).exclude(field="").order_by("field", "pk"))
    have = {field: {row[field]: row for row in forms.counts(questionnaire, [field])}
            for field in sorted({t.field for t in targets} & set(FIELDS))}  # fmt: skip
    found = []
    for target in targets:
        row = have.get(target.field, {}).get(target.category, {"returns": 0, "people": 0})
        found.append({"target": target, "returns": row["returns"], "people": row["people"],
                      "short": max(0, target.number - row["returns"])})  # fmt: skip
    return sorted(found, key=lambda r: (r["returns"] > 0, -r["short"], r["target"].pk))


def first_timers(questionnaire: Questionnaire) -> dict[str, int]:
    """Returns that said whether this was their first time: {'yes': n, 'no': n}."""
    version = forms.newest(questionnaire)
    question = forms.definition_of(version).meaning("first_time") if version else None
    if question is None:
        return {}
    rows = Answer.objects.filter(
        version__questionnaire=questionnaire, question=question.id, answer_set__state="sent"
    ).values("code").annotate(n=Count("answer_set", distinct=True))  # fmt: skip
    return {row["code"]: row["n"] for row in rows}


def by_channel(questionnaire: Questionnaire) -> list[dict[str, Any]]:
    """Returns and people by channel and edition."""
    names = dict(AnswerSet.Channel.choices)
    return [{**row, "name": names.get(row["channel"], row["channel"])}
            for row in forms.counts(questionnaire, ["channel", "edition"])]  # fmt: skip


def groups(questionnaire: Questionnaire) -> dict[str, int]:
    """Group answers counted both ways."""
    rows = forms.sent(questionnaire).filter(group__isnull=False)
    found = rows.aggregate(returns=Count("pk"), people=Sum("people"))
    return {"returns": found["returns"], "people": found["people"] or 0}


def outreach(questionnaire: Questionnaire) -> list[Outreach]:
    """Tasks, the soonest first; each with its number in the survey."""
    rows = list(Outreach.objects.filter(questionnaire=questionnaire).select_related("organisation").order_by("pk"))
    for number, row in enumerate(rows, 1):
        row.number = number
    return sorted(rows, key=lambda row: (row.due_on, row.pk))


def steps(task: Outreach) -> QuerySet[OutreachStep]:
    """What was done about one task, the newest first."""
    return task.steps.order_by("-at", "-pk")


def due(person_id: str, until: date) -> list[Outreach]:
    """The open tasks of one person that are due by a day, the soonest first; each with its number in the survey."""
    before = Outreach.objects.filter(questionnaire=OuterRef("questionnaire"), pk__lte=OuterRef("pk")).order_by()
    place = before.values("questionnaire").annotate(n=Count("pk")).values("n")
    rows = Outreach.objects.filter(owner_id=person_id, due_on__lte=until).select_related("questionnaire")
    rows = rows.exclude(state__in=[Outreach.State.DONE, Outreach.State.DECLINED]).order_by("due_on", "pk")
    found: list[Any] = list(rows.annotate(place=Subquery(place)))
    for row in found:
        row.number = row.place
    return found


def waiting(questionnaire: Questionnaire) -> QuerySet[Waiting]:
    """Everybody who waits or was written to."""
    return Waiting.objects.filter(questionnaire=questionnaire).order_by("joined_at", "pk")


def left_to_write() -> list[tuple[Questionnaire, int]]:
    """Surveys that are open today with people who wait for their message, and how many."""
    waits = Count("waiting", filter=Q(waiting__mailed_at=None))
    rows = Questionnaire.objects.filter(state=Questionnaire.State.OPEN).annotate(waits=waits).order_by("pk")
    return [(row, row.waits) for row in rows.filter(waits__gt=0) if row.is_open()]


def paper_asked() -> list[tuple[Questionnaire, int]]:
    """Surveys for which somebody asked for paper or a call and did not get it yet, and how many."""
    asked = Count("paper_requests", filter=Q(paper_requests__done_at=None))
    rows = Questionnaire.objects.annotate(asked=asked).filter(asked__gt=0).order_by("pk")
    return [(row, row.asked) for row in rows]


def safe_listening(questionnaire: Questionnaire) -> SafeListening | None:
    """The ground rules and the safeguarding route of this survey, if somebody wrote them."""
    return SafeListening.objects.filter(questionnaire=questionnaire).first()



def paper_waiting(questionnaire: Questionnaire) -> list[dict[str, Any]]:
    """Requests that wait, with the address to send to."""
    rows = PaperRequest.objects.filter(questionnaire=questionnaire, done_at__isnull=True).order_by("asked_at")
    return [{"request": row, "contact": sealed.unseal(bytes(row.sealed))} for row in rows]
