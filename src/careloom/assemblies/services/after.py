"""After a meeting: notes agreed, actions with owners, what was decided, a pulse, claims. Then it closes."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from careloom.assemblies import events, queries
from careloom.assemblies.models import (
    Action,
    Meeting,
    NotesAgreement,
    Outcome,
    OutcomeAgreement,
    PulseAnswer,
    PulseGiven,
)  # fmt: skip
from careloom.involvement.services import Refused
from careloom.people.models import Person
from careloom.thread.ids import new_id
from careloom.thread.models import Entry
from careloom.thread.services import record

Kind = Outcome.Kind


def _open(meeting: Meeting) -> None:
    meeting.refresh_from_db(fields=["state"])
    if meeting.state != Meeting.State.OPEN:
        raise Refused("meeting_is_not_open")


@transaction.atomic
def agree_notes(*, meeting: Meeting, person: Person, by: str) -> None:
    """A member who was there says that the notes are right."""
    _open(meeting)
    if person.pk not in queries.who_was_there(meeting):
        raise Refused("was_not_there")
    if NotesAgreement.objects.get_or_create(meeting=meeting, person=person, defaults={"at": timezone.now()})[1]:
        record(event=events.NOTES_AGREED, subject=meeting.public_id, by=by)


@transaction.atomic
def keep_action(*, meeting: Meeting, words: str, owner: Person, due_on: date, by: str) -> Action:
    """Somebody does something by a day."""
    _open(meeting)
    made = Action.objects.create(meeting=meeting, words=words, owner=owner, due_on=due_on)
    record(event=events.ACTION_KEPT, subject=meeting.public_id, by=by, values={"due": due_on.isoformat()})
    return made


@transaction.atomic
def finish_action(*, action: Action, by: str) -> None:
    """It is done."""
    if Action.objects.filter(pk=action.pk, done_at__isnull=True).update(done_at=timezone.now()):
        record(event=events.ACTION_DONE, subject=action.meeting.public_id, by=by)


@transaction.atomic
def keep_outcome(*, meeting: Meeting, words: str, told_whom: str, told_by: date, by: str) -> Outcome:
    """What was decided. Without a quorum of each role it is a recommendation until enough members agree."""
    _open(meeting)
    if not words.strip() or not told_whom.strip():
        raise Refused("outcome_needs_words")
    short = queries.short_of_quorum(meeting)
    made = Outcome.objects.create(
        public_id=new_id("outcome"), meeting=meeting, words=words, told_whom=told_whom, told_by=told_by,
        kind=Kind.RECOMMENDATION if short else Kind.DECISION,
    )  # fmt: skip
    record(event=events.OUTCOME_KEPT, subject=made.public_id, by=by, values={"kind": made.kind, "short": short})
    return made


@transaction.atomic
def mark_outcome_told(*, outcome: Outcome, by: str) -> bool:
    """Those who were promised it know what was decided; False where that was noted before."""
    done = Outcome.objects.filter(pk=outcome.pk, told_at__isnull=True).update(told_at=timezone.now())
    if done:
        kept = list(Entry.objects.filter(subject=outcome.public_id, event=events.OUTCOME_KEPT))
        record(event=events.OUTCOME_TOLD, subject=outcome.public_id, by=by, because=kept)
    return bool(done)


@transaction.atomic
def agree_outcome(*, outcome: Outcome, person: Person, by: str) -> bool:
    """A member who was not there agrees; says whether it is a decision now. Raises Refused for a stranger."""
    if person.pk not in {m.person_id for m in queries.members_of(outcome.meeting.assemblies.all())}:
        raise Refused("not_a_member")
    fresh = OutcomeAgreement.objects.get_or_create(outcome=outcome, person=person, defaults={"at": timezone.now()})[1]
    if fresh:
        record(event=events.OUTCOME_AGREED, subject=outcome.public_id, by=by)
    if queries.short_of_quorum(outcome.meeting, outcome):
        return False
    Outcome.objects.filter(pk=outcome.pk).update(kind=Kind.DECISION)
    outcome.kind = Kind.DECISION
    return True


@transaction.atomic
def give_pulse(*, meeting: Meeting, person: Person, heard: int, could_take_part: int, worth_it: int) -> bool:
    """Three answers from 1 to 5, once a person; the answers carry no name. False where they were given before."""
    _open(meeting)
    if person.pk not in queries.who_was_there(meeting):
        raise Refused("was_not_there")
    if not PulseGiven.objects.get_or_create(meeting=meeting, person=person)[1]:
        return False
    PulseAnswer.objects.create(meeting=meeting, heard=heard, could_take_part=could_take_part, worth_it=worth_it)
    record(event=events.PULSE_GIVEN, subject=meeting.public_id, by="member")
    return True


@transaction.atomic
def close_meeting(*, meeting: Meeting, by: str, because: Sequence[Entry] = ()) -> Entry:
    """Close it; the entry cites what was discussed. Raises Refused with everything of 'after' that is not done."""
    _open(meeting)
    left = [check["code"] for check in queries.after(meeting) if not check["done"]]
    if left:
        raise Refused("after_is_not_done", left=left)
    causes = [*because, *queries.entries_of(meeting)]
    entry = record(event=events.MEETING_CLOSED, subject=meeting.public_id, by=by,
                   because=list({cause.pk: cause for cause in causes}.values()),
                   values={"question": meeting.question.public_id if meeting.question else "",
                           "outcomes": list(meeting.outcomes.order_by("pk").values_list("public_id", flat=True)),
                           "people": len(queries.who_was_there(meeting))})  # fmt: skip
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.CLOSED, entry_id=entry.public_id)
    meeting.refresh_from_db()
    return entry
