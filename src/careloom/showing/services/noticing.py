"""Reading the trace: who gave something, and what came of it. Each entry is read once, whenever the job comes to it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from careloom.jobs.services import enqueue
from careloom.showing.models import Contribution, Joined, News, ReadingPlace
from careloom.showing.services.stopping import overtake
from careloom.thread import meanings
from careloom.thread.ids import new_id
from careloom.thread.models import Entry
from careloom.thread.services import SETTLED

CHUNK = 2_000
HEARD, TAKEN_BACK = "voice.received", "voice.withdrawn"
EDITIONS = ("standard", "easy")


@transaction.atomic
def notice(*, by: str, now: datetime | None = None, most: int = CHUNK) -> int:
    """Read on from where we were; gives how many entries meant something. Two workers read one after the other."""
    at = now or timezone.now()
    place = ReadingPlace.objects.select_for_update().get_or_create(name="trace")[0]
    settled = Entry.objects.filter(at__lte=at - SETTLED, pk__gt=place.entry)
    last = settled.order_by("-pk").values_list("pk", flat=True).first()
    if last is None:
        return 0
    wanted = [HEARD, TAKEN_BACK, *meanings.meanings()]
    rows = list(Entry.objects.filter(pk__gt=place.entry, pk__lte=last, event__in=wanted).order_by("pk")[:most])
    _hear([row for row in rows if row.event == HEARD])
    taken = [row.subject for row in rows if row.event == TAKEN_BACK]
    Contribution.objects.filter(subject__in=taken).update(stands=False)
    for row in rows:
        meaning = meanings.meanings().get(row.event)
        if meaning and meaning.gave:
            _keep([Contribution(entry=row, subject=row.subject, reader=given.person_id, role=given.role,
                                nation=given.nation, heard_at=row.at) for given in meaning.gave(row)])  # fmt: skip
        if meaning and meaning.say:
            _make_news(row, meaning, by, at)
    place.entry = rows[-1].pk if len(rows) == most else last
    place.save(update_fields=["entry"])
    return len(rows)


def _hear(rows: Sequence[Entry]) -> None:
    known = meanings.voices([row.subject for row in rows])
    nobody = meanings.Voice()
    _keep([Contribution(
        entry=row, subject=row.subject, reader=known.get(row.subject, nobody).person_id or row.subject,
        role=str(row.values.get("role", "")), nation=str(row.values.get("nation", "")),
        people=int(row.values.get("people", 1)), heard_at=row.at, stands=known.get(row.subject, nobody).stands,
    ) for row in rows])  # fmt: skip


def _keep(rows: Iterable[Contribution]) -> None:
    made = list(rows)
    joined = dict(Joined.objects.filter(other__in=[row.reader for row in made]).values_list("other", "reader"))
    for row in made:
        row.reader = joined.get(row.reader, row.reader)
    Contribution.objects.bulk_create(made, batch_size=500, ignore_conflicts=True)


def _make_news(entry: Entry, meaning: meanings.Meaning, by: str, at: datetime) -> None:
    said: dict[str, dict[str, dict[str, str]]] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for edition in EDITIONS:
                words = meaning.say(entry, edition) if meaning.say else None
                if words is None:
                    return
                said.setdefault(language, {})[edition] = words.as_row()
    until = said[settings.LANGUAGE_CODE]["standard"]["until"]
    news, fresh = News.objects.get_or_create(entry=entry, defaults={
        "public_id": new_id("news"), "kind": meaning.kind, "state": meaning.state_of(entry), "said": said,
        "at": entry.at, "until": date.fromisoformat(until) if until else None,
        "public": not (meaning.private and meaning.private(entry)),
    })  # fmt: skip
    if fresh:
        for old in meaning.replaces(entry) if meaning.replaces else []:
            overtake(entry_id=old, by_news=news, at=at)
        enqueue(name="showing.spread", by=by, arguments={"news": news.public_id}, once=f"spread:{news.public_id}")


@transaction.atomic
def open_to_all(*, now: datetime | None = None) -> int:
    """News that was told but could not be public yet (an unpublished theme) is shown once it can be."""
    shown = 0
    for news in News.objects.filter(public=False).select_related("entry"):
        meaning = meanings.meanings().get(news.entry.event)
        if meaning and not (meaning.private and meaning.private(news.entry)):
            shown += News.objects.filter(pk=news.pk).update(public=True)
    return shown
