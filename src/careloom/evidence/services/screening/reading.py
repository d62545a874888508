"""Handing out records and taking answers."""

from array import array
from collections.abc import Iterator

from django.db import IntegrityError, transaction
from django.utils import timezone

from careloom.evidence import events
from careloom.evidence.models import Mending, Reading, Screening, ScreenRecord
from careloom.evidence.queries.screening import answered, is_due, newest_criteria
from careloom.evidence.services.library import NotAllowed, change_item
from careloom.evidence.services.screening.leading import join
from careloom.jobs import services as jobs
from careloom.thread.ids import new_id
from careloom.thread.services import record

State, Answer = ScreenRecord.State, Reading.Answer
UNSEEN_EACH = 20  # one in so many records comes from where nobody has read
AT_ONCE = 50  # records looked up together while seeking the first that nobody has


def hand_next(*, screening: Screening, by: str) -> Reading | None:
    """What this person reads next: what lies open, then what waits for a second person, then a record of their own."""
    if screening.ended_at:
        return None
    join(screening=screening, by=by)
    open_ = Reading.objects.filter(record__screening=screening, person_id=by, answer="")
    found = open_.select_related("record__item__research").first()
    return found or _hand(_second(screening, by), by, second=True) or _hand(_first(screening), by, second=False)


def _hand(records: Iterator[int], by: str, *, second: bool) -> Reading | None:
    """Two people may ask at once: the database lets one have a record, the other goes on to the next."""
    for pk in records:
        try:
            with transaction.atomic():
                made = Reading.objects.create(public_id=new_id("reading"), record_id=pk, person_id=by, second=second,
                                              handed_at=timezone.now())  # fmt: skip
        except IntegrityError:
            continue
        return Reading.objects.select_related("record__item__research").get(pk=made.pk)
    return None


def _second(screening: Screening, by: str) -> Iterator[int]:
    rows = screening.records.filter(state=State.SECOND).exclude(readings__person_id=by)
    return iter(rows.exclude(readings__second=True).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])


def _first(screening: Screening) -> Iterator[int]:
    """Records nobody has, in the order of reading."""
    free = screening.records.filter(state=State.UNREAD, readings=None)
    if screening.at_random:
        yield from free.order_by("shuffled").values_list("pk", flat=True)[:AT_ONCE]
        return
    if answered(screening) % UNSEEN_EACH == UNSEEN_EACH - 1:
        yield from free.filter(number__in=screening.unseen).values_list("pk", flat=True)
    order = array("i", bytes(screening.order))
    for start in range(0, len(order), AT_ONCE):
        part = order[start : start + AT_ONCE]
        there = dict(free.filter(number__in=part).values_list("number", "pk"))
        yield from (there[number] for number in part if number in there)
    yield from free.order_by("number").values_list("pk", flat=True)[:AT_ONCE]


@transaction.atomic
def answer(*, reading: Reading, said: str, by: str) -> ScreenRecord:
    """What somebody says to the record before them. 'Not sure' asks a second person and teaches the ranking nothing."""
    if reading.person_id != by or said not in Answer.values:
        raise NotAllowed("not_yours")
    screen_record = reading.record
    if reading.answer:
        return screen_record  # sent twice
    screening = screen_record.screening
    if screening.ended_at:  # what was claimed at the end rests on what was read by then
        raise NotAllowed("ended")
    reading.answer, reading.answered_at = said, timezone.now()
    reading.criteria = newest_criteria(screening)
    reading.save(update_fields=["answer", "answered_at", "criteria"])
    screen_record.state = _state(screen_record)
    if screen_record.state in (State.RELEVANT, State.NOT_RELEVANT):
        screen_record.settled_at = reading.answered_at
    screen_record.save(update_fields=["state", "settled_at"])
    record(event=events.SCREENED, subject=screen_record.item.public_id, by=by,
           values={"said": said, "in": screening.public_id})  # fmt: skip
    number = answered(screening)
    if is_due(number, screening.learned):
        jobs.enqueue(name="evidence.rank", by=by, arguments={"screening": screening.public_id},
                     once=f"rank {screening.public_id} {number}")  # fmt: skip
    return screen_record


def _state(screen_record: ScreenRecord) -> str:
    said = list(screen_record.readings.exclude(answer="").order_by("pk").values_list("answer", flat=True))
    if len(said) == 1:
        return State.SECOND if said[0] == Answer.UNSURE or screen_record.doubled else _settled(said[0])
    return _settled(said[0]) if said[0] == said[1] != Answer.UNSURE else State.CONFLICT


def _settled(said: str) -> str:
    return State.RELEVANT if said == Answer.YES else State.NOT_RELEVANT


@transaction.atomic
def mend(*, screen_record: ScreenRecord, title: str, summary: str, by: str) -> None:
    """Put a record right while reading; what it said before is kept, and the ranking reads it anew."""
    item = screen_record.item
    before = {"title": item.title, "summary": item.summary}
    if before == {"title": title, "summary": summary}:
        return
    Mending.objects.create(record=screen_record, before=before, by=by, at=timezone.now())
    change_item(item=item, values={"title": title, "summary": summary}, by=by)
    record(event=events.MENDED, subject=item.public_id, by=by, values={"in": screen_record.screening.public_id})
