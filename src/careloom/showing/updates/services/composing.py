"""Issues: composed from what happened since the last one, checked by another person; call alerts make themselves.

A piece: {kind, ref, address: {language: path}, words: {language: {edition: {title, text}}}, topics, nation, day, use}.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from careloom.showing.letters import said_in
from careloom.showing.models import News
from careloom.showing.updates import events, twins
from careloom.showing.updates.models import Alerted, Issue, Post, Purpose
from careloom.showing.updates.queries import dates
from careloom.showing.updates.services.checking import OPEN, NotReady, as_draft, check, let_out, locked, must_be_open
from careloom.thread.ids import new_id
from careloom.thread.services import record

PARTS = ("title", "opening")
FIRST = timedelta(days=90)  # how far the first issue looks back
NEWS = ("decision", "reply", "meeting")  # kinds of what came of it that an issue tells
State = Issue.State
Piece = dict[str, Any]


def _in_each(make: Callable[[str, str], dict[str, str]]) -> dict[str, dict[str, dict[str, str]]]:
    """Words for every twin; `make` gets language and edition, and the language is on."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for language in twins.LANGUAGES:
        with override(language):
            found[language] = {edition: make(language, edition) for edition in twins.EDITIONS}
    return found


def _addresses(name: str, *args: str) -> dict[str, str]:
    found = {}
    for language in twins.LANGUAGES:
        with override(language):
            found[language] = reverse(name, args=args)
    return found


def _post_piece(post: Post) -> Piece:
    def words(language: str, edition: str) -> dict[str, str]:
        said = twins.said(post.words, edition, language)
        return {"title": said["title"], "text": said["summary"]}

    return {"kind": "post", "ref": post.public_id, "address": _addresses("showing:post", post.slug),
            "words": _in_each(words), "topics": [topic.slug for topic in post.topics.all()], "nation": post.nation,
            "day": "", "use": True}  # fmt: skip


def _news_piece(news: News) -> Piece:
    def words(language: str, edition: str) -> dict[str, str]:
        said = said_in(news, language, edition)
        return {"title": said.title, "text": " ".join(filter(None, [said.did or said.considered, said.why]))}

    return {"kind": news.kind, "ref": news.public_id, "address": _addresses("showing:one", news.public_id),
            "words": _in_each(words), "topics": [], "nation": "", "day": "", "use": True}  # fmt: skip


def _dated_pieces(wanted: Callable[[dates.Dated], bool]) -> list[Piece]:
    """What is coming, in the order of its days."""
    in_language = {}
    for language in twins.LANGUAGES:
        with override(language):
            in_language[language] = {row.ref: row for row in dates.coming() if wanted(row)}
    first = in_language[twins.LANGUAGES[0]]
    return [_dated_piece({code: rows.get(ref, row) for code, rows in in_language.items()})
            for ref, row in first.items()]  # fmt: skip


def _dated_piece(rows: Mapping[str, dates.Dated]) -> Piece:
    row = rows[twins.LANGUAGES[0]]
    return {
        "kind": row.kind, "ref": row.ref, "address": {code: one.address for code, one in rows.items()},
        "words": _in_each(lambda language, edition: {"title": rows[language].title,
                                                     "text": _when(rows[language], edition)}),
        "topics": [], "nation": row.nation, "day": row.day.isoformat() if row.day else "", "use": True,
    }  # fmt: skip


def _when(row: dates.Dated, edition: str) -> str:
    """When and where, in the language that is on; in the standard edition also what it is."""
    from django.utils.formats import date_format

    day = date_format(row.day, "l j F Y") if row.day else ""
    says = (gettext("Until %s.") if row.is_last_day else gettext("On %s.")) % day if day else ""
    where = gettext("Where: %s.") % row.where if row.where else ""
    return " ".join(filter(None, [says, where, "" if edition == "easy" else row.says]))


def pieces_since(since: datetime) -> list[Piece]:
    """Posts, decisions, answers and meetings since a moment, and what is coming. A call is in it after its alert."""
    posts = Post.objects.filter(state=Post.State.PUBLISHED, published_at__gt=since).prefetch_related("topics")
    news = News.objects.filter(public=True, replaced_by=None, kind__in=NEWS, at__gt=since).order_by("-at")
    told = set(Alerted.objects.filter(issue__state=State.SENT).values_list("ref", flat=True))
    found = [_post_piece(post) for post in posts.order_by("-published_at")] + [_news_piece(one) for one in news[:20]]
    return found + _dated_pieces(lambda row: row.kind not in dates.CALLS or row.ref in told)


@transaction.atomic
def compose_issue(*, by: str, now: datetime | None = None) -> Issue:
    """Begin the next newsletter, or gather again for the one in work: what was left out stays out."""
    at = now or timezone.now()
    open_rows = Issue.objects.select_for_update().filter(state__in=OPEN)
    row = open_rows.filter(kind=Purpose.NEWSLETTER).first()
    if row is None:
        last = Issue.objects.filter(kind=Purpose.NEWSLETTER).order_by("-number").first()
        row = Issue(public_id=new_id("issue"), kind=Purpose.NEWSLETTER, number=last.number + 1 if last else 1,
                    since=last.until if last else at - FIRST)  # fmt: skip
    left_out = {piece["ref"] for piece in row.pieces if not piece["use"]}
    row.until, row.pieces = at, pieces_since(row.since)
    for piece in row.pieces:
        piece["use"] = piece["ref"] not in left_out
    _keep(row, by)
    return row


def _keep(row: Issue, by: str) -> None:
    as_draft(row, by)
    row.save()
    record(event=events.ISSUE_WRITTEN, subject=row.public_id, by=by, values={"number": row.number})


@transaction.atomic
def write_issue(*, issue: Issue, words: Mapping[str, Any], use: Iterable[str], by: str) -> None:
    """Its title and opening in every twin, and which pieces are in it. It is checked again after that."""
    row, used = locked(issue), set(use)
    must_be_open(row)
    row.words = twins.tidy(words, PARTS)
    for piece in row.pieces:
        piece["use"] = piece["ref"] in used
    _keep(row, by)


def missing_in_issue(issue: Issue) -> list[Any]:
    """What an issue still needs: every twin, and something to tell."""
    found: list[Any] = list(twins.missing(issue.words, PARTS))
    return found if any(piece["use"] for piece in issue.pieces) else [*found, "pieces"]


def check_issue(*, issue: Issue, by: str) -> None:
    """Another person read it in every twin; an alert has no second look. Raises NotReady."""
    if issue.kind != Purpose.NEWSLETTER:
        raise NotReady(["not_a_draft"])
    check(row=issue, missing=missing_in_issue, event=events.ISSUE_CHECKED, by=by)


def begin_sending(*, issue: Issue, by: str) -> None:
    """It goes out from now on, to everybody who has said yes by now; a job does it. Raises NotReady."""
    let_out(row=issue, missing=missing_in_issue, state=State.SENDING, day="sent_at", event=events.ISSUE_SENDING, by=by)


@transaction.atomic
def make_alert(*, by: str, now: datetime | None = None) -> Issue | None:
    """One alert with every call that nobody was alerted to yet; None where there is none.

    Its words are those of the calls' own pages, which a person published, so it goes out without a second look.
    """
    at = now or timezone.now()
    known = set(Alerted.objects.values_list("ref", flat=True))
    pieces = _dated_pieces(lambda row: row.kind in dates.CALLS and row.ref not in known)
    if not pieces:
        return None
    last = Issue.objects.filter(kind=Purpose.CALLS).order_by("-number").first()
    words = _in_each(lambda language, edition: {
        "title": gettext("New: you can take part") if edition == "easy" else gettext("New calls and ways to take part"),
        "opening": gettext("You asked us to tell you first.")})  # fmt: skip
    row = Issue.objects.create(
        public_id=new_id("issue"), kind=Purpose.CALLS, number=last.number + 1 if last else 1, state=State.SENDING,
        words=words, pieces=pieces, since=last.until if last else at, until=at, sent_at=at, written_by=by,
        checked_by=by,
    )  # fmt: skip
    Alerted.objects.bulk_create([Alerted(ref=piece["ref"], issue=row) for piece in pieces])
    record(event=events.ISSUE_SENDING, subject=row.public_id, by=by, values={"alert": row.number})
    return row
