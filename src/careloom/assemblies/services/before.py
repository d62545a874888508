"""Before a meeting: planned with people, its question agreed, its papers in every edition. Then it can open."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from careloom.assemblies import events, queries
from careloom.assemblies.models import (
    AgendaItem,
    Assembly,
    Idea,
    InclusionCheck,
    Meeting,
    Membership,
    Paper,
    PlanItem,
    Planner,
    Question,
)  # fmt: skip
from careloom.involvement import services as involvement
from careloom.involvement.models import Opportunity
from careloom.involvement.services import Refused
from careloom.people.models import Person
from careloom.questionnaires import files
from careloom.thread.ids import new_id
from careloom.thread.services import record

State = Meeting.State


def not_closed(meeting: Meeting) -> None:
    meeting.refresh_from_db(fields=["state"])
    if meeting.state == State.CLOSED:
        raise Refused("meeting_is_closed")


@transaction.atomic
def plan_meeting(
    *, assemblies: Sequence[Assembly], title: str, begins_at: datetime, minutes: int, where: str,
    promised: Sequence[str], task: str, expenses: Sequence[str], how_often: str, by: str,
) -> Meeting:  # fmt: skip
    """A meeting of one Assembly, or of several; with the terms that every member gets in writing."""
    places = queries.member_count(assemblies)
    hours = f"{minutes // 60} h {minutes % 60:02d} min"
    terms = involvement.open_opportunity(
        title=title, what=title, how_long=hours, minutes=minutes, how_often=how_often,
        kind=Opportunity.Kind.MEETING, listed=False, places=max(1, places),
        begins_at=begins_at, where=where, task=task, expenses=list(expenses), by=by,
        nation_code=assemblies[0].nation_code if len(assemblies) == 1 else "",
    )  # fmt: skip
    meeting = Meeting.objects.create(public_id=new_id("meeting"), title=title, begins_at=begins_at, minutes=minutes,
                                     where=where, promised=list(promised), opportunity=terms)  # fmt: skip
    meeting.assemblies.set(assemblies)
    record(event=events.MEETING_PLANNED, subject=meeting.public_id, by=by, values={"assemblies": len(assemblies)})
    return meeting


@transaction.atomic
def add_agenda(
    *, meeting: Meeting, kind: str, words: str, minutes: int, by: str, plan_item: PlanItem | None = None
) -> AgendaItem:
    """One line of the agenda, at the end. Raises Refused where the lines are longer than the meeting."""
    not_closed(meeting)
    lines = list(meeting.agenda.order_by("order"))
    if sum(line.minutes for line in lines) + minutes > meeting.minutes:
        raise Refused("agenda_too_long", minutes=meeting.minutes)
    return AgendaItem.objects.create(meeting=meeting, order=lines[-1].order + 1 if lines else 1, kind=kind, words=words,
                                     minutes=minutes, plan_item=plan_item)  # fmt: skip


@transaction.atomic
def add_idea(*, meeting: Meeting, words: str, by: str) -> Idea:
    """Put a theme or question on the board; the same words are one idea."""
    not_closed(meeting)
    idea, fresh = Idea.objects.get_or_create(meeting=meeting, words=" ".join(words.split())[:300])
    if fresh:
        record(event=events.IDEA_ADDED, subject=meeting.public_id, by=by)
    return idea


@transaction.atomic
def drop_idea(*, idea: Idea, reason: str, by: str) -> None:
    """Narrow the board, with a reason that stays beside the idea."""
    if not reason.strip():
        raise Refused("reasons_first")
    Idea.objects.filter(pk=idea.pk).update(dropped_because=reason.strip()[:300])
    record(event=events.IDEA_DROPPED, subject=idea.meeting.public_id, by=by)


@transaction.atomic
def add_planner(*, meeting: Meeting, assembly: Assembly, person: Person, coordinator: bool, by: str) -> Planner:
    """Somebody who plans a joint meeting: a member of the Assembly, or its coordinator."""
    member = Membership.objects.filter(assembly=assembly, person=person, state=Membership.State.MEMBER).exists()
    if not coordinator and not member:
        raise Refused("planner_is_no_member")
    values = {"assembly": assembly, "coordinator": coordinator}
    made, _ = Planner.objects.update_or_create(meeting=meeting, person=person, defaults=values)
    record(event=events.PLANNER_ADDED, subject=meeting.public_id, by=by, values={"assembly": assembly.public_id})
    return made


@transaction.atomic
def agree_question(*, meeting: Meeting, words: str, by: str, easy: str = "", welsh: str = "") -> Question:
    """The question is agreed. For a joint meeting two members of each Assembly and its coordinator agree it."""
    not_closed(meeting)
    if missing := queries.planners_missing(meeting):
        raise Refused("planners_missing", assemblies=missing)
    question, _ = Question.objects.get_or_create(
        words=" ".join(words.split())[:300], defaults={"public_id": new_id("question"), "easy": easy, "welsh": welsh}
    )
    Meeting.objects.filter(pk=meeting.pk).update(question=question, question_agreed_at=timezone.now())
    meeting.refresh_from_db()
    record(event=events.QUESTION_AGREED, subject=meeting.public_id, by=by, values={"question": question.public_id})
    return question


@transaction.atomic
def put_question(
    *, assemblies: Sequence[Assembly], words: str, by: str, easy: str = "", welsh: str = ""
) -> list[Assembly]:
    """The same question, word for word, for the next planned meeting of each; gives those that were asked.

    A joint meeting agrees its own question, with its planners.
    """
    asked = []
    for assembly in assemblies:
        planned = assembly.meetings.filter(state=State.PLANNED).order_by("begins_at")
        meeting = next((m for m in planned if m.assemblies.count() == 1), None)
        if meeting is not None:
            agree_question(meeting=meeting, words=words, easy=easy, welsh=welsh, by=by)
            asked.append(assembly)
    return asked


@transaction.atomic
def keep_paper(
    *, meeting: Meeting, title: str, twin: str, by: str, text: str = "", file: bytes | None = None
) -> Paper:
    """One edition of a paper, as words or as a file; again, to replace it. Raises Refused."""
    not_closed(meeting)
    if not text.strip() and not file:
        raise Refused("paper_is_empty")
    if file and (wrong := files.fault_in(file)):
        raise Refused(wrong.code)
    values = {"text": text, "file": file or None, "file_kind": files.kind_of(file) if file else ""}
    made, _ = Paper.objects.update_or_create(meeting=meeting, title=title, twin=twin, defaults=values)
    record(event=events.PAPER_KEPT, subject=meeting.public_id, by=by, values={"twin": twin})
    return made


@transaction.atomic
def check_inclusion(*, about: str, missing: str, barriers: str, by: str, step: str = "meeting") -> InclusionCheck:
    """Two questions before a choice or a meeting: who is missing, what could keep somebody away."""
    if not missing.strip() or not barriers.strip():
        raise Refused("inclusion_needs_words")
    made = InclusionCheck.objects.create(about=about, step=step, missing=missing, barriers=barriers, by=by,
                                         at=timezone.now())  # fmt: skip
    record(event=events.INCLUSION_CHECKED, subject=about, by=by, values={"step": step})
    return made


@transaction.atomic
def seat_tables(*, meeting: Meeting, tables: Sequence[Sequence[Sequence[str]]], by: str) -> None:
    """Who sits where in each round, by membership id."""
    not_closed(meeting)
    rounds = [[list(table) for table in one] for one in tables]
    Meeting.objects.filter(pk=meeting.pk).update(tables=rounds)
    meeting.tables = rounds
    record(event=events.SEATED, subject=meeting.public_id, by=by, values={"rounds": len(rounds)})


@transaction.atomic
def open_meeting(*, meeting: Meeting, by: str) -> None:
    """Open it. Raises Refused with everything of 'before' that is not done."""
    left = [check["code"] for check in queries.before(meeting) if not check["done"]]
    if left:
        raise Refused("before_is_not_done", left=left)
    if Meeting.objects.filter(pk=meeting.pk, state=State.PLANNED).update(state=State.OPEN):
        record(event=events.MEETING_OPENED, subject=meeting.public_id, by=by)
