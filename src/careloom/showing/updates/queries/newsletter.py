"""Who gets an issue and what of it; what was sent; what is in work."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from careloom.people.models import Consent
from careloom.showing.updates.models import Delivery, Issue, Purpose, Subscriber

PAUSE = {Subscriber.Every.EACH: timedelta(0), Subscriber.Every.MONTH: timedelta(days=28),
         Subscriber.Every.QUARTER: timedelta(days=84)}  # fmt: skip
SENT = (Issue.State.SENDING, Issue.State.SENT)


def groups() -> list[tuple[str, tuple[str, ...]]]:
    """(heading, kinds of piece) in the order of an issue: calls come first."""
    return [
        (_("Take part"), ("call", "event", "survey", "conversation", "round")), (_("News"), ("post",)),
        (_("Decided and answered"), ("decision", "reply")), (_("What meetings came to"), ("meeting",)),
    ]  # fmt: skip


def grouped(pieces: Sequence[Mapping[str, Any]]) -> list[tuple[str, list[Mapping[str, Any]]]]:
    """Pieces under their headings, without empty ones."""
    found = [(name, [piece for piece in pieces if piece["kind"] in kinds]) for name, kinds in groups()]
    return [(name, rows) for name, rows in found if rows]


def pieces_for(issue: Issue, row: Subscriber) -> list[Mapping[str, Any]]:
    """What a subscriber wants of an issue. What is about everything, or about the whole UK, is for everybody."""
    return [piece for piece in issue.pieces if piece["use"] and _wanted(piece, row)]


def _wanted(piece: Mapping[str, Any], row: Subscriber) -> bool:
    topic = not row.topics or not piece["topics"] or bool(set(row.topics) & set(piece["topics"]))
    return topic and (not row.nations or not piece["nation"] or piece["nation"] in row.nations)


def gets(issue: Issue, row: Subscriber, refused: set[tuple[str, str]]) -> bool:
    """Does this subscriber get this issue now? `refused`: see below."""
    proved = bool(row.email and row.confirmed_at and not row.stopped_at and not row.bounced_at)
    return proved and issue.kind in row.purposes and (row.person_id, issue.kind) not in refused


def is_due(issue: Issue, row: Subscriber) -> bool:
    """Has the pause that somebody asked for gone by? Call alerts know no pause."""
    if issue.kind == Purpose.CALLS or row.last_issue_at is None or issue.sent_at is None:
        return True
    return issue.sent_at - row.last_issue_at >= PAUSE[Subscriber.Every(row.every)]


def refused(rows: Iterable[Subscriber]) -> set[tuple[str, str]]:
    """(person, purpose) whose latest word, wherever it was said, is no."""
    people = {row.person_id for row in rows if row.person_id}
    latest: dict[tuple[str, str], bool] = {}
    said = Consent.objects.filter(person__public_id__in=people, purpose__in=Purpose.values).order_by("at", "pk")
    for person, purpose, given in said.values_list("person__public_id", "purpose", "given"):
        latest[person, purpose] = given
    return {key for key, given in latest.items() if not given}


def missed(issue: Issue, row: Subscriber) -> list[int]:
    """Numbers of newsletters that a subscriber skipped since their last one, because they asked for fewer."""
    if issue.kind != Purpose.NEWSLETTER or row.last_issue_at is None or row.every == Subscriber.Every.EACH:
        return []
    rows = archive().filter(number__lt=issue.number, sent_at__gt=row.last_issue_at)
    return list(rows.order_by("number").values_list("number", flat=True))


def archive() -> QuerySet[Issue]:
    """Newsletters that went out, the newest first."""
    return Issue.objects.filter(kind=Purpose.NEWSLETTER, state__in=SENT).order_by("-number")


def in_work() -> Issue | None:
    """The newsletter that is being written."""
    return Issue.objects.filter(kind=Purpose.NEWSLETTER).exclude(state__in=SENT).first()


def going_out() -> Iterator[Issue]:
    """What goes out now: call alerts first."""
    rows = Issue.objects.filter(state=Issue.State.SENDING)
    yield from sorted(rows, key=lambda row: (row.kind != Purpose.CALLS, row.pk))


def tally(issue: Issue) -> dict[str, int]:
    """{state: how many deliveries}."""
    rows = Delivery.objects.filter(issue=issue).order_by().values("state").annotate(n=Count("pk"))
    return {row["state"]: row["n"] for row in rows}


def numbers() -> dict[str, int]:
    """For staff: how many get the newsletter and call alerts; how many wait for their yes; how many mails came back."""
    rows = Subscriber.objects.filter(stopped_at=None)
    proved = list(rows.filter(bounced_at=None).exclude(confirmed_at=None).values_list("purposes", flat=True))
    return {
        "newsletter": sum(Purpose.NEWSLETTER in purposes for purposes in proved),
        "calls": sum(Purpose.CALLS in purposes for purposes in proved),
        "waiting": rows.filter(confirmed_at=None).count(), "bounced": rows.exclude(bounced_at=None).count(),
    }  # fmt: skip
