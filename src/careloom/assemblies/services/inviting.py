"""Inviting members in their own format and language, and what they answer."""

from django.db import transaction
from django.utils import timezone

from careloom.assemblies import events, queries
from careloom.assemblies.models import Invitation, Meeting
from careloom.assemblies.queries import by_mail
from careloom.assemblies.services.before import not_closed
from careloom.involvement import services as involvement
from careloom.involvement.models import AccessBooking
from careloom.involvement.services import Refused
from careloom.jobs.services import enqueue
from careloom.people.queries import languages_to_send
from careloom.thread.ids import new_id
from careloom.thread.services import record, record_many


@transaction.atomic
def invite_members(*, meeting: Meeting, by: str, address: str = "") -> int:
    """Invite every member in their own format and language, once. Makes the written offers too. Gives how many.

    Each mail is a job of its own. `address` is where this centre is found; without it nothing is mailed, and every
    invitation waits to be sent by hand.
    """
    not_closed(meeting)
    have = set(meeting.invitations.values_list("person_id", flat=True))
    members = [m.person for m in queries.members_of(meeting.assemblies.all()) if m.person_id not in have]
    at = timezone.now()
    rows = [Invitation(public_id=new_id("invitation"), meeting=meeting, person=person, sent_at=at,
                       format=person.preferred_format or "email", languages=",".join(languages_to_send(person)))
            for person in members]  # fmt: skip
    Invitation.objects.bulk_create(rows, batch_size=200)
    record_many(event=events.INVITED, by=by, rows=[(row.public_id, {"format": row.format}) for row in rows])
    if address:
        _queue_mails(meeting, address, by)
    if rows and meeting.opportunity.task:
        involvement.make_offers(opportunity=meeting.opportunity, people=members, by=by)
    return len(rows)


@transaction.atomic
def answer_invitation(*, invitation: Invitation, answer: str, welsh: str, needs_are_right: bool, by: str) -> None:
    """Yes or no, Welsh or not, and whether what we know of access needs is right. Yes takes a place."""
    meeting = invitation.meeting
    not_closed(meeting)
    if answer == Invitation.Answer.YES and not needs_are_right:
        raise Refused("needs_first")
    confirmed = timezone.now() if needs_are_right else None
    Invitation.objects.filter(pk=invitation.pk).update(answer=answer, welsh=welsh, needs_confirmed_at=confirmed)
    if answer == Invitation.Answer.YES:
        involvement.book(opportunity=meeting.opportunity, person=invitation.person, by=by)
    elif booking := queries.booking_of(meeting, invitation.person):
        involvement.leave(booking=booking, by=by)
    if welsh == Invitation.Welsh.YES:
        _need_interpreter(meeting, by)
    record(event=events.INVITATION_ANSWERED, subject=invitation.public_id, by=by, values={"answer": answer})


def _need_interpreter(meeting: Meeting, by: str) -> AccessBooking:
    """One Welsh interpreter for the whole meeting, however many ask."""
    return involvement.need_access(about=meeting.public_id, kind=AccessBooking.Kind.WELSH, person=None, by=by,
                                   year=timezone.localtime(meeting.begins_at).year,
                                   once=f"{meeting.public_id}-welsh")  # fmt: skip


@transaction.atomic
def ask_for_help(*, invitation: Invitation, kind: str, once: str, by: str) -> AccessBooking:
    """Ask for travel, cover at home, an interpreter: we book it and pay it before."""
    not_closed(invitation.meeting)
    return involvement.need_access(about=invitation.meeting.public_id, kind=kind, person=invitation.person, by=by,
                                   year=timezone.localtime(invitation.meeting.begins_at).year,
                                   once=f"{invitation.public_id}-{once}"[:80])  # fmt: skip


def _queue_mails(meeting: Meeting, address: str, by: str) -> None:
    """A job for each invitation that did not go out yet, to whoever is written to by e-mail; never two for one."""
    for row in meeting.invitations.filter(told_at__isnull=True, answer="").select_related("person"):
        if by_mail(row.person):
            enqueue(name="assemblies.invite", by=by, once=f"invite:{row.public_id}",
                    arguments={"invitation": row.public_id, "address": address})  # fmt: skip


@transaction.atomic
def mark_invited(*, invitation: Invitation, by: str) -> bool:
    """The invitation went out, by mail or by hand; False where that was noted before."""
    done = Invitation.objects.filter(pk=invitation.pk, told_at__isnull=True).update(told_at=timezone.now())
    if done:
        record(event=events.INVITATION_SENT, subject=invitation.public_id, by=by)
    return bool(done)
