"""Many readings by one person at once, under the rules of one: for codings that were made in another tool."""

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from careloom.listening import events
from careloom.listening.models import Codebook, Coding, Reading, Talk, Text
from careloom.listening.queries.coding import counting
from careloom.listening.queries.coding.reading import words_of
from careloom.listening.services.coding.reading import Mark, checked
from careloom.listening.services.coding.refusing import Refused
from careloom.thread.ids import new_id
from careloom.thread.models import Entry
from careloom.thread.services import record_many

STEP = 500


def save_readings(*, codebook: Codebook, rows: Sequence[tuple[Text, Sequence[Mark]]], by: str) -> int:
    """One person has read all these texts. As many queries for 500 as for one; each 500 are one transaction.

    Gives how many. Raises Refused as `save_reading` does, and then nothing of those 500 is kept.
    """
    for start in range(0, len(rows), STEP):
        _save(codebook, rows[start : start + STEP], by)
    return len(rows)


@transaction.atomic
def _save(codebook: Codebook, rows: Sequence[tuple[Text, Sequence[Mark]]], by: str) -> None:
    texts = [text for text, _ in rows]
    if any(text.screen in {Text.Screen.WAITING, Text.Screen.ASIDE} for text in texts):
        raise Refused("not_ready")
    words, at = words_of(texts, codebook.question), timezone.now()
    if len(words) < len(texts):
        raise Refused("withdrawn")
    given = [(text, checked(text, words[text.pk], marks)) for text, marks in rows]
    ids = [text.pk for text in texts]
    Reading.objects.filter(text__in=ids, coder=by).delete()
    Coding.objects.filter(text__in=ids, coder=by).delete()
    readings = [Reading(text=text, coder=by, at=at, suggested=[one["theme"] for one in text.suggestions])
                for text in texts]  # fmt: skip
    for reading, (_, marks) in zip(readings, given, strict=True):
        reading.weigh(mark.theme.public_id for mark in marks)
    Reading.objects.bulk_create(readings, batch_size=STEP)
    Coding.objects.bulk_create(
        [Coding(text=text, theme=m.theme, coder=by, start=m.start, end=m.end or 0, stance=m.stance,
                guid=m.guid or str(uuid.uuid4()), at=at) for text, marks in given for m in marks],
        batch_size=STEP)  # fmt: skip
    _settle(codebook, texts)
    heard = Entry.objects.filter(public_id__in=[text.answer_set.entry_id for text in texts])
    voices = dict(heard.values_list("public_id", "pk"))
    record_many(
        event=events.ANSWER_READ, by=by,
        rows=[(text.answer_set.public_id, {"codebook": codebook.public_id, "sure": True,
                                           "themes": sorted({m.theme.public_id for m in marks})})
              for text, marks in given],
        because={text.answer_set.public_id: [voices[text.answer_set.entry_id]] for text in texts},
    )  # fmt: skip


def _settle(codebook: Codebook, texts: Sequence[Text]) -> None:
    """How many read each, whether that is enough, and where people must talk."""
    given = counting.given_by(codebook, which=Q(text__in=[text.pk for text in texts]))
    unsure = set(Reading.objects.filter(text__in=texts, sure=False).values_list("text_id", flat=True))
    for text in texts:
        text.readers = len(given[text.pk])
        text.done = text.readers >= (2 if text.double or text.pk in unsure else 1)
    Text.objects.bulk_update(texts, ["readers", "done"], batch_size=200)
    differ = {text.pk for text in texts if len({frozenset(one.items()) for one in given[text.pk].values()}) > 1}
    Talk.objects.filter(text__in=[t.pk for t in texts if t.pk not in differ], closed_at__isnull=True).delete()
    talking = set(Talk.objects.filter(text__in=differ).values_list("text_id", flat=True))
    Talk.objects.bulk_create(
        [Talk(text=text, public_id=new_id("talk"), opened_at=timezone.now())
         for text in texts if text.pk in differ - talking], batch_size=STEP)  # fmt: skip
