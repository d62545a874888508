"""Marking our homework: whether what we told is good enough. It is a contribution like any other."""

from django.db import transaction
from django.utils import timezone

from careloom.people import sealed
from careloom.showing import events
from careloom.showing.models import Mark, News, Telling
from careloom.thread.ids import new_id
from careloom.thread.models import Entry
from careloom.thread.services import record


class NotYours(Exception):
    """This was not told to this reader, so it is not theirs to mark."""

    code = "not_yours"


@transaction.atomic
def mark_homework(*, news: News, reader: str, enough: bool, once: str, by: str, words: str = "") -> Mark:
    """Keep one mark for each reader and answer; marking again changes nothing. Raises NotYours."""
    telling = Telling.objects.select_for_update().filter(news=news, reader=reader).first()
    if telling is None:
        raise NotYours
    there = Mark.objects.filter(news=news, reader=reader).first()
    if there:
        return there
    public_id = new_id("mark")
    entry = record(event=events.HOMEWORK_MARKED, subject=public_id, by=by,
                   because=list(Entry.objects.filter(pk__in=telling.voices)),
                   values={"news": news.entry.public_id, "enough": enough})  # fmt: skip
    return Mark.objects.create(
        public_id=public_id, news=news, reader=reader, enough=enough, entry=entry, at=timezone.now(), once=once,
        sealed=sealed.seal({"words": words.strip()}) if words.strip() else b"",
    )  # fmt: skip
