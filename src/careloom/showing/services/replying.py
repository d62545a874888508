"""Replies: promised to somebody by a day, written in every twin, signed by a named person."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from careloom.showing import events
from careloom.showing.models import Mark, News, Reply
from careloom.thread.ids import new_id
from careloom.thread.meanings import State
from careloom.thread.models import Entry
from careloom.thread.services import record

PARTS = ("title", "heard", "considered", "did", "why")
NEEDED = ("title", "did", "why")
TWINS = [(code, edition) for code, _ in settings.LANGUAGES for edition in ("standard", "easy")]


class NotReady(Exception):
    """The reply cannot be given yet; `missing` names what it needs: 'state', 'until', or (language, edition, part)."""

    code = "not_ready"

    def __init__(self, missing: list[Any]) -> None:
        super().__init__(str(missing))
        self.missing = missing


@transaction.atomic
def promise_reply(*, about: Entry, owner_id: str, due_on: date, by: str) -> Reply:
    """Somebody will say what came of it by a day. One open promise for each thing; a later one moves owner and day."""
    last = Reply.objects.filter(about=about, given_at__isnull=False).order_by("-pk").first()
    reply, fresh = Reply.objects.get_or_create(
        about=about, given_at=None,
        defaults={"public_id": new_id("reply"), "owner_id": owner_id, "due_on": due_on, "replaces": last,
                  "words": last.words if last else {}, "state": last.state if last else ""},
    )  # fmt: skip
    if not fresh:
        reply.owner_id, reply.due_on = owner_id, due_on
        reply.save(update_fields=["owner_id", "due_on"])
    record(event=events.REPLY_PROMISED, subject=reply.public_id, by=by, values={"due": due_on.isoformat()})
    return reply


@transaction.atomic
def write_reply(
    *, reply: Reply, state: str, words: Mapping[str, Mapping[str, Mapping[str, str]]], until: date | None, by: str
) -> Reply:
    """Keep the words of a reply that is not given yet. Given ones never change: a new one takes their place."""
    if reply.given_at is not None:
        raise NotReady(["given"])
    reply.state, reply.until = State(state), until if state == State.PARKED else None
    reply.words = {code: {edition: {part: str(words.get(code, {}).get(edition, {}).get(part, "")).strip()
                                    for part in PARTS} for edition in ("standard", "easy")}
                   for code, _ in settings.LANGUAGES}  # fmt: skip
    reply.save(update_fields=["state", "until", "words"])
    return reply


def missing(reply: Reply) -> list[Any]:
    """What a reply still needs: a state, a day for what is parked, and every twin."""
    found: list[Any] = [] if reply.state else ["state"]
    if reply.state == State.PARKED and reply.until is None:
        found.append("until")
    return found + [(code, edition, part) for code, edition in TWINS for part in NEEDED
                    if not reply.words.get(code, {}).get(edition, {}).get(part)]  # fmt: skip


@transaction.atomic
def give_reply(*, reply: Reply, by: str) -> Entry:
    """Sign it: from now on it is told to everybody it concerns. Raises NotReady."""
    row = Reply.objects.select_for_update(of=("self",)).select_related("about", "replaces__entry").get(pk=reply.pk)
    if row.entry is not None:
        return row.entry
    if left := missing(row):
        raise NotReady(left)
    causes = [row.about]
    if row.replaces and row.replaces.entry:
        causes.append(row.replaces.entry)
    told = News.objects.filter(entry__in=causes)
    causes += [mark.entry for mark in Mark.objects.filter(news__in=told).select_related("entry")]
    entry = record(event=events.REPLY_GIVEN, subject=row.public_id, by=by, because=causes,
                   values={"state": row.state, "until": row.until.isoformat() if row.until else ""})  # fmt: skip
    row.entry, row.signed_by, row.given_at = entry, by, timezone.now()
    row.save(update_fields=["entry", "signed_by", "given_at"])
    return entry
