"""From one piece of news to everybody who gave something that it rests on."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone

from careloom.showing import events
from careloom.showing.models import Contribution, News, Telling, Wish
from careloom.thread.meanings import State
from careloom.thread.queries import ids_behind

CHUNK = 2_000
Say = Callable[[int, int, str], None]
Every = Wish.Every


def _quiet(_done: int, _total: int, _sentence: str) -> None:
    """Nobody asked how far it is."""


def spread(*, news: News, say: Say = _quiet, now: datetime | None = None) -> int:
    """One telling for each person behind it. Bears being stopped anywhere and done again; gives how many people."""
    at = now or timezone.now()
    behind = _behind(news)
    readers = list(behind)
    done_before = _heard_the_same(news)
    for start in range(0, len(readers), CHUNK):
        part = readers[start : start + CHUNK]
        with transaction.atomic():
            _put(news, [(r, behind[r]) for r in part if r not in done_before], at)
            _move(news, [pk for r in part for pk in behind[r]])
        say(start + len(part), len(readers), "Finding everybody who gave something")
    News.objects.filter(pk=news.pk).update(spread_at=at, **_counted(pk for pks in behind.values() for pk in pks))
    return len(readers)


def _behind(news: News) -> dict[str, list[int]]:
    """Reader → the entries of their contributions that the news rests on."""
    found: dict[str, list[int]] = {}
    for part in _parts([news.entry_id, *ids_behind(news.entry)]):
        rows = Contribution.objects.filter(entry__in=part, stands=True).order_by("pk")
        for reader, entry in rows.values_list("reader", "entry_id"):
            found.setdefault(reader, []).append(entry)
    return found


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]


def _counted(entries: Iterable[int]) -> dict[str, Any]:
    """Voices, the people they speak for, and voices by group; for pages, which protect them.

    Everybody who was at a meeting gave something at one entry: each entry is looked up once.
    """
    voices = people = 0
    groups: dict[str, dict[str, int]] = {"role": {}, "nation": {}}
    for part in _parts(list(dict.fromkeys(entries))):
        rows = Contribution.objects.filter(entry__in=part, stands=True).values("role", "nation")
        counted = rows.annotate(n=Count("pk"), speaks=Sum("people")).order_by()
        for role, nation, n, speaks in counted.values_list("role", "nation", "n", "speaks"):
            voices, people = voices + n, people + speaks
            for counts, group in ((groups["role"], role), (groups["nation"], nation)):
                counts[group] = counts.get(group, 0) + n
    return {"voices": voices, "people": people, "groups": groups}


def _heard_the_same(news: News) -> set[str]:
    """Readers who have a telling with the very same words about the same thing: a theme that was agreed again."""
    same = News.objects.filter(entry__event=news.entry.event, entry__subject=news.entry.subject).exclude(pk=news.pk)
    twins = [one.pk for one in same if one.said == news.said]
    return set(Telling.objects.filter(news__in=twins, over_at=None).values_list("reader", flat=True))


def _put(news: News, rows: Sequence[tuple[str, list[int]]], at: datetime) -> None:
    wishes = dict(Wish.objects.filter(reader__in=[reader for reader, _ in rows]).values_list("reader", "every"))
    Telling.objects.bulk_create(
        [Telling(news=news, reader=reader, voices=sorted(voices), due_at=due(wishes.get(reader, _usual(reader)), at))
         for reader, voices in rows], batch_size=500, ignore_conflicts=True)  # fmt: skip


def _usual(reader: str) -> str:
    """Without a wish: people we know once a week; a page behind a code at once."""
    return Every.WEEK if reader.startswith("person_") else Every.EACH


def due(every: str, at: datetime) -> datetime:
    """When the next message of somebody who wants it so often goes out: Mondays, or the first of a month, at 8."""
    if every == Every.EACH:
        return at
    day = timezone.localtime(at).replace(hour=8, minute=0, second=0, microsecond=0)
    if every == Every.WEEK:
        return day + timedelta(days=7 - day.weekday())
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _move(news: News, entries: Sequence[int]) -> None:
    """The state of the contributions: what a signed reply says holds; else only further along."""
    rows: Any = Contribution.objects.filter(entry__in=entries)
    if news.entry.event != events.REPLY_GIVEN:
        order = list(State)
        rows = rows.filter(state__in=order[: order.index(State(news.state))])
    elif news.replaced_by_id:
        return
    rows.update(state=news.state)
