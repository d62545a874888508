"""Beginning a screening, its criteria, who reads, deciding between two, ending with a claim."""

import random
import secrets
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from careloom.evidence import events
from careloom.evidence.models import Criteria, Item, Reading, Screener, Screening, ScreenRecord
from careloom.evidence.queries.screening import stops
from careloom.evidence.services.library import NotAllowed
from careloom.jobs import services as jobs
from careloom.thread.ids import new_id
from careloom.thread.services import record

State = ScreenRecord.State


@transaction.atomic
def begin(*, name: str, criteria: str, items: Iterable[Item], once: str, by: str, wanted: int = 5,
          second_share: int = 10, seed: str = "", public_id: str = "") -> Screening:  # fmt: skip
    """A screening of these items, in this order to begin with. The random order and the records that two people read
    are drawn now, before anybody reads. Sent twice with the same `once` it is one screening."""
    seed = seed or secrets.token_hex(8)
    made, fresh = Screening.objects.get_or_create(
        once=once, defaults={"public_id": public_id or new_id("screening"), "name": name, "wanted": wanted,
                             "seed": seed, "second_share": second_share, "made_by": by, "made_at": timezone.now()},
    )  # fmt: skip
    if not fresh:
        return made
    listed = list(items)
    if not listed:
        raise NotAllowed("no_records")
    chance = random.Random(seed)  # noqa: S311  # the seed is kept, so that the order can be drawn again
    places = chance.sample(range(len(listed)), len(listed))
    doubled = set(chance.sample(range(len(listed)), round(len(listed) * second_share / 100)))
    ScreenRecord.objects.bulk_create(
        [ScreenRecord(screening=made, item=item, number=n, shuffled=places[n], doubled=n in doubled)
         for n, item in enumerate(listed)], batch_size=500)  # fmt: skip
    _write_criteria(made, criteria, by)
    record(event=events.SCREENING_BEGUN, subject=made.public_id, by=by,
           values={"records": len(listed), "seed": seed, "read by two": len(doubled)})  # fmt: skip
    jobs.enqueue(name="evidence.rank", by=by, arguments={"screening": made.public_id})
    return made


def _write_criteria(screening: Screening, text: str, by: str) -> Criteria:
    version = screening.criteria.count() + 1
    return Criteria.objects.create(screening=screening, version=version, text=text, by=by, at=timezone.now())


@transaction.atomic
def set_criteria(*, screening: Screening, text: str, by: str) -> Criteria:
    """A new version; answers given before keep the version they were given under. The same words are no new one."""
    newest = screening.criteria.order_by("-version").first()
    if newest and newest.text.split() == text.split():
        return newest
    made = _write_criteria(screening, text, by)
    record(event=events.SCREENING_CHANGED, subject=screening.public_id, by=by, values={"criteria": made.version})
    return made


@transaction.atomic
def change(*, screening: Screening, at_random: bool, by: str) -> None:
    """From now on in the random order, or by the ranking again."""
    screening.at_random = at_random
    screening.save(update_fields=["at_random"])
    record(event=events.SCREENING_CHANGED, subject=screening.public_id, by=by, values={"at random": at_random})


@transaction.atomic
def join(*, screening: Screening, by: str) -> Screener:
    """Somebody begins to read, or comes back."""
    made, fresh = Screener.objects.get_or_create(
        screening=screening, person_id=by, defaults={"joined_at": timezone.now()}
    )
    if not fresh and made.left_at:
        made.left_at, fresh = None, True
        made.save(update_fields=["left_at"])
    if fresh:
        record(event=events.SCREENING_CHANGED, subject=screening.public_id, by=by, values={"joined": by})
    return made


@transaction.atomic
def leave(*, screener: Screener, by: str) -> int:
    """Somebody leaves: what lies open before them goes to others; what they said stays. Gives how many."""
    open_ = Reading.objects.filter(record__screening=screener.screening, person_id=screener.person_id, answer="")
    freed, _kinds = open_.delete()
    screener.left_at = timezone.now()
    screener.save(update_fields=["left_at"])
    record(event=events.SCREENING_CHANGED, subject=screener.screening.public_id, by=by,
           values={"left": screener.person_id, "given back": freed})  # fmt: skip
    return freed


@transaction.atomic
def settle(*, screen_record: ScreenRecord, relevant: bool, by: str) -> None:
    """Somebody decides where two people did not agree."""
    if screen_record.state != State.CONFLICT:
        raise NotAllowed("no_conflict")
    screen_record.state = State.RELEVANT if relevant else State.NOT_RELEVANT
    screen_record.settled_by, screen_record.settled_at = by, timezone.now()
    screen_record.save(update_fields=["state", "settled_by", "settled_at"])
    record(event=events.SCREENED, subject=screen_record.item.public_id, by=by,
           values={"relevant": relevant, "in": screen_record.screening.public_id, "between two": True})  # fmt: skip


@transaction.atomic
def end(*, screening: Screening, rule: str, by: str) -> None:
    """Reading stops, with a claim that may be made now; `stopped` claims nothing. Raises NotAllowed `not_yet`."""
    said = {row["rule"]: row for row in stops(screening)}
    if rule != "stopped" and not (rule in said and said[rule]["now"]):
        raise NotAllowed("not_yet")
    numbers = {key: value for key, value in next(iter(said.values())).items() if isinstance(value, int)}
    screening.claim = {"rule": rule, **(said[rule]["values"] if rule in said else numbers)}
    screening.ended_by, screening.ended_at = by, timezone.now()
    screening.save(update_fields=["claim", "ended_by", "ended_at"])
    record(event=events.SCREENING_ENDED, subject=screening.public_id, by=by, values=screening.claim)
