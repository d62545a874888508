"""Meetings: who was there, papers in a reader's edition, tables, answers side by side."""

from typing import Any

from django.db.models import Avg, Count, QuerySet
from django.utils.translation import get_language

from careloom.assemblies.models import Action, Assembly, Meeting, Outcome, Paper, Question
from careloom.assemblies.words import TWINS
from careloom.involvement import queries as involvement
from careloom.involvement.models import Booking
from careloom.people.models import Person


def meetings_of(assembly: Assembly) -> QuerySet[Meeting]:
    """Meetings, newest first."""
    return assembly.meetings.select_related("question").order_by("-begins_at")


def booking_of(meeting: Meeting, person: Person) -> Booking | None:
    """A member's own place at a meeting."""
    return involvement.booking_of(meeting.opportunity, person)


def who_was_there(meeting: Meeting) -> set[int]:
    """Keys of the people who were noted as present."""
    return set(involvement.attendance_of(meeting.opportunity))


def papers_for(meeting: Meeting, edition: str) -> list[dict[str, Any]]:
    """Each paper once: its words in the reader's edition and language, and every edition that there is.

    Where the wanted edition is missing, `other` says that these words are another one's.
    """
    language = (get_language() or "en").split("-")[0]
    first = [f"{language}-easy", "en-easy", language, "en"] if edition == "easy" else [language, "en"]
    found: dict[str, list[Paper]] = {}
    for paper in meeting.papers.defer("file").order_by("title", "pk"):
        found.setdefault(paper.title, []).append(paper)
    rows, names = [], dict(TWINS)
    for title, papers in found.items():
        for paper in papers:
            paper.edition_name = names.get(paper.twin, paper.twin)  # type: ignore[attr-defined]  # for the page
        ranked = sorted((p for p in papers if p.text), key=lambda p: [*first, p.twin].index(p.twin))
        best = ranked[0] if ranked else None
        rows.append({"title": title, "text": best.text if best else "", "best": best, "editions": papers,
                     "other": best.twin if best and best.twin != first[0] else ""})  # fmt: skip
    return rows


def my_table(meeting: Meeting, membership_id: str) -> list[dict[str, Any]]:
    """Round by round: my table's number, counted from 1."""
    return [{"round": n, "table": number} for n, tables in enumerate(meeting.tables, 1)
            for number, table in enumerate(tables, 1) if membership_id in table]  # fmt: skip


def answers_side_by_side(question: Question) -> list[dict[str, Any]]:
    """The same question in every Assembly: what each decided or recommends; nobody is ranked."""
    outcomes: dict[int, list[Outcome]] = {}
    for outcome in Outcome.objects.filter(meeting__question=question).order_by("pk"):
        outcomes.setdefault(outcome.meeting_id, []).append(outcome)
    rows = question.meetings.prefetch_related("assemblies").order_by("begins_at", "pk")
    return [{"meeting": m, "names": [a.name for a in m.assemblies.all()], "outcomes": outcomes.get(m.pk, [])}
            for m in rows]  # fmt: skip


def pulse_of(meeting: Meeting) -> dict[str, Any]:
    """How many answered the pulse and the averages; nothing below five answers, so that nobody is seen."""
    found = meeting.pulse.aggregate(
        n=Count("pk"), heard=Avg("heard"), part=Avg("could_take_part"), worth=Avg("worth_it")
    )
    return found if found["n"] >= 5 else {"n": found["n"]}


def actions_of(person: Person) -> QuerySet[Action]:
    """What somebody said they would do and has not done, soonest first."""
    return Action.objects.filter(owner=person, done_at__isnull=True).select_related("meeting").order_by("due_on", "pk")
