"""Media items: kept, checked, published with transcript and consent; taken down when somebody in it says no."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from careloom.centre.models import Topic
from careloom.people.sealed import seal_content
from careloom.showing.updates import events, twins
from careloom.showing.updates.models import Appearance, MediaItem
from careloom.showing.updates.services.checking import OPEN, as_draft, check, let_out, locked, must_be_open
from careloom.thread.ids import new_id
from careloom.thread.services import record

PARTS = ("title", "about")
WORDING = "media-1"  # the words under which people say yes
State, Answer = MediaItem.State, Appearance.Answer


@transaction.atomic
def keep_media(
    *, words: Mapping[str, Any], transcript: Mapping[str, str], values: Mapping[str, Any], by: str,
    item: MediaItem | None = None, file: bytes = b"", topics: Sequence[Topic] = (),
) -> MediaItem:  # fmt: skip
    """Begin a media item or change one that nobody sees yet. `values`: kind, address, file_name, seconds, captions."""
    if item:
        must_be_open(item)
    row = item or MediaItem(public_id=new_id("media"))
    row.words, row.transcript = twins.tidy(words, PARTS), twins.tidy_note(transcript)
    as_draft(row, by)
    for name in ("kind", "address", "seconds", "captions"):
        setattr(row, name, values[name])
    if file:
        row.sealed, row.file_name = seal_content(file), values["file_name"]
    row.save()
    row.topics.set(topics)
    record(event=events.MEDIA_KEPT, subject=row.public_id, by=by, values={"kind": row.kind})
    return row


@transaction.atomic
def ask_to_appear(*, item: MediaItem, name: str, by: str, person_id: str = "") -> Appearance:
    """Write down somebody who is in it; they are asked by a link of their own. It is checked again after that."""
    row = locked(item)
    must_be_open(row)
    MediaItem.objects.filter(pk=row.pk).update(state=State.DRAFT, checked_by="")
    made = Appearance.objects.create(public_id=new_id("appearance"), item=row, name=name.strip(), person_id=person_id)
    record(event=events.APPEARANCE_ASKED, subject=made.public_id, by=by)
    return made


@transaction.atomic
def answer_appearance(*, appearance: Appearance, yes: bool, by: str, noted_by: str = "") -> None:
    """Yes or no of somebody who is in it; `noted_by`: staff who heard it. A no takes down what is published."""
    row = Appearance.objects.select_for_update(of=("self",)).select_related("item").get(pk=appearance.pk)
    wanted = Answer.YES if yes else Answer.NO
    if row.answer == wanted or row.item.state == State.TAKEN_DOWN:
        return
    row.answer, row.answered_at, row.wording, row.noted_by = wanted, timezone.now(), WORDING, noted_by
    row.save()
    record(event=events.APPEARANCE_ANSWERED, subject=row.public_id, by=by, values={"yes": yes})
    if not yes and row.item.state == State.PUBLISHED:
        take_down(item=row.item, by=by)
    elif not yes:
        MediaItem.objects.filter(pk=row.item_id, state__in=OPEN).update(state=State.DRAFT, checked_by="")


def missing_in_media(item: MediaItem) -> list[Any]:
    """What it still needs: every twin, a transcript in each language, a link or a file, its length, every yes."""
    found: list[Any] = list(twins.missing(item.words, PARTS))
    found += [] if all(item.transcript.get(code) for code in twins.LANGUAGES) else ["transcript"]
    found += [] if item.address or item.file_name else ["address"]
    found += [] if item.seconds else ["length"]
    return found + ([] if all(p.answer == Answer.YES for p in item.people.all()) else ["consent"])


def check_media(*, item: MediaItem, by: str) -> None:
    """Another person watched it and read every version. Raises NotReady."""
    check(row=item, missing=missing_in_media, event=events.MEDIA_CHECKED, by=by)


def publish_media(*, item: MediaItem, by: str) -> None:
    """From now on everybody can see it. Raises NotReady."""
    let_out(row=item, missing=missing_in_media, state=State.PUBLISHED, day="published_at",
            event=events.MEDIA_PUBLISHED, by=by)  # fmt: skip


@transaction.atomic
def take_down(*, item: MediaItem, by: str) -> None:
    """Link, file, words, transcript and names go from everywhere. The address stays and says when it was taken down."""
    row = locked(item)
    if row.state == State.TAKEN_DOWN:
        return
    row.state, row.taken_down_at = State.TAKEN_DOWN, timezone.now()
    row.address, row.sealed, row.file_name, row.words, row.transcript = "", b"", "", {}, {}
    row.save()
    row.people.update(name="")
    record(event=events.MEDIA_TAKEN_DOWN, subject=row.public_id, by=by)
