"""Ballots by their code, what came of one, and what was counted."""

from django.db.models import Q

from careloom.priorities import events
from careloom.priorities.models import Ballot, Count, Round
from careloom.questionnaires import receipts
from careloom.thread import queries as thread
from careloom.thread.models import Entry

OWN = {events.BALLOT_CAST, events.BALLOT_WITHDRAWN}


def ballot_by_code(of: Round, code: str, person_id: str) -> Ballot | None:
    """The ballot whose private code this is, or else this person's."""
    wanted = Q(code_hash=receipts.hashed(code)) if code else Q(pk=None)
    if person_id:
        wanted |= Q(person_id=person_id)
    return Ballot.objects.filter(wanted, round=of).select_related("round").first()


def came_of_ballot(ballot: Ballot) -> list[Entry]:
    """What rests on this voice, without its own changes; oldest first."""
    entry = Entry.objects.filter(public_id=ballot.entry_id).first()
    return [e for e in thread.came_of(entry) if e.event not in OWN] if entry else []


def count_of(of: Round) -> Count | None:
    """What the ballots came to, once that is known."""
    return Count.objects.filter(round=of).first()
