"""What must be done before a meeting opens and before it closes; the quorum; how many minutes we ask of people."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, QuerySet

from careloom.assemblies import seats
from careloom.assemblies.models import AgendaItem, Assembly, InclusionCheck, Meeting, Outcome, Planner, Recruitment
from careloom.assemblies.queries.meetings import who_was_there
from careloom.assemblies.queries.members import members_of
from careloom.involvement import queries as involvement
from careloom.involvement.models import AccessBooking, Attendance, Offer
from careloom.listening.models import Theme
from careloom.thread.models import Entry

Check = dict[str, Any]
WELSH_NATION = "wales"


def _papers_are_ready(meeting: Meeting) -> bool:
    twins: dict[str, set[str]] = {}
    for title, twin in meeting.papers.values_list("title", "twin"):
        twins.setdefault(title, set()).add(twin)
    return bool(twins) and all(set(meeting.promised) <= there for there in twins.values())


def before(meeting: Meeting) -> list[Check]:
    """Each check as {code, done}; the page has the words."""
    members = {m.person_id for m in members_of(meeting.assemblies.all())}
    invited = list(meeting.invitations.select_related("person"))
    coming, reached = [i for i in invited if i.answer == "yes"], {i.person_id for i in invited if i.told_at or i.answer}
    asked = AccessBooking.objects.filter(about=meeting.public_id).values_list("kind", "state")
    open_kinds = [kind for kind, state in asked if state == AccessBooking.State.ASKED]
    welsh = [i for i in coming if i.person.nation_code == WELSH_NATION or "cy" in i.languages]
    agenda = set(meeting.agenda.values_list("kind", flat=True))
    return [
        {"code": "question", "done": meeting.question_agreed_at is not None},
        {"code": "relationships", "done": AgendaItem.Kind.RELATIONSHIPS in agenda},
        {"code": "invited", "done": bool(members) and members <= reached},
        {"code": "needs", "done": bool(coming) and all(i.needs_confirmed_at for i in coming)},
        {"code": "welsh", "done": all(i.welsh for i in welsh) and AccessBooking.Kind.WELSH not in open_kinds},
        {"code": "papers", "done": _papers_are_ready(meeting)},
        {"code": "booked", "done": not [kind for kind in open_kinds if kind != AccessBooking.Kind.WELSH]},
        {"code": "inclusion", "done": InclusionCheck.objects.filter(about=meeting.public_id).exists()},
    ]


def after(meeting: Meeting) -> list[Check]:
    """Each check as {code, done}."""
    there = who_was_there(meeting)
    agreed = meeting.notes_agreed.count()
    said_yes = Offer.objects.filter(opportunity=meeting.opportunity, state=Offer.State.ACCEPTED).values("person")
    unclaimed = Attendance.objects.filter(opportunity=meeting.opportunity, claimline__isnull=True, person__in=said_yes)
    return [
        {"code": "attendance", "done": bool(there)},
        {"code": "notes", "done": meeting.notes.exists() and 2 * agreed > len(there)},
        {"code": "actions", "done": meeting.actions.exists()},
        {"code": "outcomes", "done": meeting.outcomes.exists()},
        {"code": "pulse", "done": meeting.pulse.exists()},
        {"code": "claims", "done": bool(there) and not unclaimed.exists()},
    ]


def short_of_quorum(meeting: Meeting, outcome: Outcome | None = None) -> list[str]:
    """Role groups that were not there in number; who agreed to an outcome afterwards counts for it."""
    there = who_was_there(meeting)
    if outcome is not None:
        there |= set(outcome.agreements.values_list("person_id", flat=True))
    short: list[str] = []
    members = list(members_of(meeting.assemblies.all()))
    for assembly in meeting.assemblies.prefetch_related("targets"):
        targets = {t.role_group: t.number for t in assembly.targets.all()}
        roles = Counter(m.role_group for m in members if m.assembly_id == assembly.pk and m.person_id in there)
        short += seats.quorate(assembly.quorum, targets, roles)
    return sorted(set(short))


def planners_missing(meeting: Meeting) -> list[str]:
    """Assemblies of a joint meeting that lack two members or their coordinator; none for a meeting of one."""
    assemblies = list(meeting.assemblies.all())
    if len(assemblies) < 2:
        return []
    rows = list(Planner.objects.filter(meeting=meeting).values_list("assembly", "coordinator"))
    members, leads = Counter(a for a, c in rows if not c), Counter(a for a, c in rows if c)
    return [a.name for a in assemblies if members[a.pk] < 2 or not leads[a.pk]]


def entries_of(meeting: Meeting) -> list[Entry]:
    """What this meeting rests on: its agreed question, its outcomes, and the plan items on its agenda."""
    ids = [meeting.public_id, *meeting.outcomes.values_list("public_id", flat=True)]
    ids += [i for i in meeting.agenda.values_list("plan_item__public_id", flat=True) if i]
    kept = ("question.agreed", "outcome.kept", "plan_item.asked", "notes.agreed")
    return list(Entry.objects.filter(subject__in=ids, event__in=kept).order_by("pk"))


def inclusion_checks(about: str = "") -> list[InclusionCheck]:
    """Checks about one thing, or the newest of all."""
    rows = InclusionCheck.objects.order_by("-at", "-pk")
    return list(rows.filter(about=about) if about else rows[:50])


def checked_before_a_draw(call: Recruitment) -> bool:
    """Was the check for inclusion written since people applied? The one before the call does not count for the draw."""
    return InclusionCheck.objects.filter(about=call.public_id).exclude(step="call").exists()


def inclusion_counts() -> dict[str, int]:
    """How many checks were written at each step of the work."""
    return dict(InclusionCheck.objects.values_list("step").annotate(n=Count("pk")).order_by("step"))


def themes_to_cite() -> list[tuple[str, str]]:
    """(entry, words) of every theme that two people agreed: a meeting may rest on what was heard before it."""
    rows = Theme.objects.exclude(entry_id="").filter(merged_into__isnull=True).select_related("codebook__questionnaire")
    return [(t.entry_id, f"{t.name} ({t.codebook.questionnaire.name})") for t in rows.order_by("-agreed_at")[:60]]


def themes_cited(meeting: Meeting) -> list[Theme]:
    """The themes that a closed meeting talked about, as its entry on the trace cites them."""
    cited = Entry.objects.filter(effects__entry__public_id=meeting.entry_id or "-", event="theme.agreed")
    return list(Theme.objects.filter(entry_id__in=cited.values("public_id")).order_by("name"))


def agreed_themes(entries: Iterable[str]) -> list[Entry]:
    """The trace entries of chosen themes."""
    return list(Entry.objects.filter(public_id__in=list(entries), event="theme.agreed").order_by("pk"))


def outcomes_to_tell(assemblies: Iterable[Assembly]) -> QuerySet[Outcome]:
    """What was decided at closed meetings and was not told yet, the day we promised first."""
    rows = Outcome.objects.filter(meeting__assemblies__in=list(assemblies), meeting__state=Meeting.State.CLOSED)
    return rows.filter(told_at__isnull=True).select_related("meeting").order_by("told_by", "pk").distinct()


ESTIMATES = {"invitation": 3.0, "offer": 3.0, "note": 5.0, "pulse": 1.0, "claim": 3.0}  # minutes, until measured


def minutes_asked(meeting: Meeting) -> dict[str, Any]:
    """Minutes that the meeting asks of one member: the meeting itself, reading the papers (as members said afterwards;
    until enough did, 150 words a minute), and our own forms, each measured where enough people sent one. `each` names
    every form; `reading` says whether the papers' minutes were measured, and on how many."""
    words: dict[str, int] = {}
    for title, text in meeting.papers.filter(twin="en").values_list("title", "text"):
        words[title] = len(text.split())
    each = involvement.minutes_of_forms(ESTIMATES)
    reading = involvement.minutes_of_forms({"papers": -(-sum(words.values()) // 150)}, about=meeting.public_id)[0]
    return {"meeting": meeting.minutes, "papers": round(reading["minutes"]), "reading": reading,
            "forms": round(sum(row["minutes"] for row in each)), "each": each}  # fmt: skip
