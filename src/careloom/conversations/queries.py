"""What pages and other rooms read about conversations."""

import hashlib
from typing import Any

from django.db.models import Count, Q, QuerySet

from careloom.conversations.models import Conversation, Result, Statement, Vote, Voter
from careloom.questionnaires import receipts
from careloom.thread.models import Entry

BAND = 5  # statements whose numbers of votes are this close count as equally thin
SOURCES = ("theme.agreed", "meeting.closed", "evidence.judged", "gap.raised")


def seen_by_all() -> QuerySet[Conversation]:
    """Open ones first, then closed ones, the newest first."""
    return Conversation.objects.exclude(state=Conversation.State.DRAFT).order_by("-state", "-pk")


def everything() -> QuerySet[Conversation]:
    """For staff: each with its numbers, in one query."""
    waiting = Count("statements", Q(statements__state=Statement.State.WAITING), distinct=True)
    return Conversation.objects.annotate(waiting=waiting, voices=Count("voters", distinct=True)).order_by("-pk")


def shown(conversation: Conversation) -> QuerySet[Statement]:
    """Statements that people vote on now."""
    return conversation.statements.filter(state=Statement.State.SHOWN).order_by("number")


def weighed(conversation: Conversation) -> list[Statement]:
    """Statements that take part in the sums: shown, and withdrawn ones as rejected."""
    states = [Statement.State.SHOWN, Statement.State.WITHDRAWN]
    return list(conversation.statements.filter(state__in=states).order_by("number"))


def voter_by_code(conversation: Conversation, code: str) -> Voter | None:
    """The voter whose private code this is."""
    rows = Voter.objects.filter(conversation=conversation, code_hash=receipts.hashed(code))
    return rows.select_related("conversation").first()


def voter_by_code_at(slug: str, code: str) -> Voter | None:
    """The same by the conversation's address, in one query: the quick way for voting."""
    rows = Voter.objects.filter(conversation__slug=slug, code_hash=receipts.hashed(code))
    return rows.exclude(conversation__state=Conversation.State.DRAFT).select_related("conversation").first()


def voter_of_person(conversation: Conversation, person_id: str) -> Voter | None:
    """The voter that a signed-in person is."""
    return Voter.objects.filter(conversation=conversation, person_id=person_id).select_related("conversation").first()


def next_statement(voter: Voter) -> tuple[Statement | None, int, int]:
    """(the statement to show next, how many this voter did, how many there are).

    Statements with few votes come first, so that each gets enough; among equally thin ones the order is the voter's
    own, so that five hundred phones do not all show the same one.
    """
    rows = list(shown(voter.conversation))
    voted = set(Vote.objects.filter(voter=voter, value__isnull=False).values_list("statement_id", flat=True))
    left = [s for s in rows if s.pk not in voted]

    def turn(statement: Statement) -> tuple[int, str]:
        own = hashlib.sha256(f"{voter.public_id} {statement.number}".encode()).hexdigest()
        return statement.seen // BAND, own

    return min(left, key=turn, default=None), len(rows) - len(left), len(rows)


def votes_by(voter: Voter) -> list[Vote]:
    """A voter's own votes, in the order of the statements."""
    return list(voter.votes.filter(value__isnull=False).select_related("statement").order_by("statement__number"))


def votes_of(conversation: Conversation) -> list[tuple[int, int, int, bool]]:
    """(voter's key, statement's number, value, important) for every vote that counts, in the order of joining: the same
    votes give the same sums, whatever random ids they have here. For the sums only, never for a page."""
    states = [Statement.State.SHOWN, Statement.State.WITHDRAWN]
    rows = Vote.objects.filter(voter__conversation=conversation, value__isnull=False, statement__state__in=states)
    found = rows.order_by("voter_id", "statement__number")
    return [(voter, number, int(value or 0), important) for voter, number, value, important in
            found.values_list("voter_id", "statement__number", "value", "important")]  # fmt: skip


def voters_of(conversation: Conversation) -> dict[int, tuple[str, str, int]]:
    """{voter's key: (role group, nation, people)}."""
    rows = conversation.voters.values_list("pk", "role_group", "nation", "people")
    return {v: (role, nation, people) for v, role, nation, people in rows}


def voices(conversation: Conversation) -> list[str]:
    """Trace entries of everybody who voted."""
    rows = conversation.voters.filter(votes__value__isnull=False).distinct()
    return list(rows.values_list("entry_id", flat=True))


def results(conversation: Conversation) -> list[Result]:
    """The newest first."""
    return list(conversation.results.order_by("-number")[:2])


def room(conversation: Conversation) -> dict[str, Any]:
    """What the screen in the room may show now: only whole batches of ten people, rounded to five."""
    rows = []
    for s in shown(conversation):
        total = s.tick_agree + s.tick_disagree + s.tick_pass
        if total:
            rows.append({"statement": s, "agree": _five(s.tick_agree), "disagree": _five(s.tick_disagree),
                         "pass": _five(s.tick_pass), "total": _five(total)})  # fmt: skip
    people = conversation.voters.count()
    return {"people": people - people % 5, "rows": rows, "waiting": not rows}


def _five(number: int) -> int:
    return 5 * round(number / 5)


def counts(conversation: Conversation) -> dict[str, int]:
    """For staff: voices, the people they speak for, votes, statements by state."""
    voters = list(conversation.voters.values_list("people", flat=True))
    rows = conversation.statements.values_list("state").annotate(n=Count("pk"))
    return {"voices": len(voters), "people": sum(voters), **{str(state): n for state, n in rows},
            "votes": Vote.objects.filter(voter__conversation=conversation, value__isnull=False).count()}  # fmt: skip


def groups_that_voted(conversation: Conversation) -> dict[str, int]:
    """Voices that speak for a group, and for how many people: shown apart from single voices."""
    sizes = list(conversation.voters.filter(people__gt=1).values_list("people", flat=True))
    return {"voices": len(sizes), "people": sum(sizes)}


def sources() -> list[tuple[str, str]]:
    """(entry, words) of themes and other findings that a statement can come from, the newest first."""
    rows = Entry.objects.filter(event__in=SOURCES).order_by("-pk")[:200]
    return [(e.public_id, f"{e.event} · {e.subject}") for e in rows]


def writers_heard(conversation: Conversation, headlines: set[str]) -> list[dict[str, Any]]:
    """By role group of the writer: statements written by members, shown, and among the headlines."""
    rows = conversation.statements.filter(by_member=True).values_list("writer_role", "state", "public_id")
    found: dict[str, dict[str, Any]] = {}
    for role, state, public_id in rows:
        row = found.setdefault(role, {"role": role, "written": 0, "shown": 0, "headlines": 0})
        row["written"] += 1
        row["shown"] += state == Statement.State.SHOWN
        row["headlines"] += public_id in headlines
    return [found[role] for role in sorted(found)]
