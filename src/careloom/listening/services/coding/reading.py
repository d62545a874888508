"""Reading and coding one answer, memos, and talks about answers that two people read otherwise."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from careloom.listening import events
from careloom.listening.models import Codebook, Coding, Memo, Reading, Talk, Text, Theme
from careloom.listening.queries.coding import counting
from careloom.listening.queries.coding.reading import digest_of, words_of
from careloom.listening.services.coding.refusing import Refused
from careloom.questionnaires.models import AnswerSet
from careloom.thread.ids import new_id
from careloom.thread.models import Entry
from careloom.thread.services import record


@dataclass(frozen=True)
class Mark:
    """A theme given to a stretch of a text; without a stretch, to all of it."""

    theme: Theme
    start: int = 0
    end: int | None = None
    stance: str = ""
    guid: str = ""


def live_words(text: Text) -> str:
    """The words of a text now. Raises Refused('withdrawn')."""
    words = words_of([text], text.codebook.question).get(text.pk)
    if words is None:
        raise Refused("withdrawn")
    return words


@transaction.atomic
def save_reading(
    *, text: Text, marks: Iterable[Mark], by: str, sure: bool = True, memo: str = "", digest: str = ""
) -> Reading:
    """One person has read a text and gave these themes; a second time takes the place of the first.

    Raises Refused: 'withdrawn', 'changed' (the answer is not the one that was read), 'outside', 'not_open_theme'.
    """
    words = live_words(text)
    if digest and digest != digest_of(words):
        raise Refused("changed")
    if text.screen in {Text.Screen.WAITING, Text.Screen.ASIDE}:
        raise Refused("not_ready")
    given = checked(text, words, marks)
    suggested = [one["theme"] for one in text.suggestions]
    reading, fresh = Reading.objects.update_or_create(
        text=text, coder=by, defaults={"sure": sure, "at": timezone.now()}
    )
    if fresh:
        reading.suggested = suggested
    reading.weigh(mark.theme.public_id for mark in given)
    reading.save(update_fields=["suggested", "offered", "taken", "instead"])
    Coding.objects.filter(text=text, coder=by).delete()
    Coding.objects.bulk_create(
        [Coding(text=text, theme=m.theme, coder=by, start=m.start, end=m.end or 0, stance=m.stance,
                guid=m.guid or str(uuid.uuid4()), at=reading.at) for m in given])  # fmt: skip
    _settle(text)
    if memo.strip():
        write_memo(codebook=text.codebook, words=memo, by=by, text=text)
    record(event=events.ANSWER_READ, subject=text.answer_set.public_id, by=by, because=_voice(text.answer_set),
           values={"codebook": text.codebook.public_id, "sure": sure,
                   "themes": sorted({m.theme.public_id for m in given})})  # fmt: skip
    return reading


def _voice(answer_set: AnswerSet) -> list[Entry]:
    return list(Entry.objects.filter(public_id=answer_set.entry_id))


def checked(text: Text, words: str, marks: Iterable[Mark]) -> list[Mark]:
    """The marks that can be kept, each once. Raises Refused."""
    found: dict[tuple[int, int, int], Mark] = {}
    for mark in marks:
        end = len(words) if mark.end is None else mark.end
        if mark.theme.codebook_id != text.codebook_id or mark.theme.merged_into_id is not None:
            raise Refused("not_open_theme")
        if not 0 <= mark.start <= end <= len(words) or (mark.start == end and words):
            raise Refused("outside")
        if mark.stance and (not text.codebook.views or mark.stance not in Coding.Stance.values):
            raise Refused("no_stance")
        found[mark.theme.pk, mark.start, end] = Mark(mark.theme, mark.start, end, mark.stance, mark.guid)
    return list(found.values())


def _settle(text: Text) -> None:
    """How many read it, whether that is enough, and whether they must talk."""
    readings = list(text.readings.all())
    unsure = any(not reading.sure for reading in readings)
    text.readers, text.done = len(readings), len(readings) >= (2 if text.double or unsure else 1)
    text.save(update_fields=["readers", "done"])
    given = _given(text)
    if len({frozenset((theme, stances) for theme, stances in one.items()) for one in given.values()}) > 1:
        Talk.objects.get_or_create(text=text, defaults={"public_id": new_id("talk"), "opened_at": timezone.now()})
    else:
        Talk.objects.filter(text=text, closed_at__isnull=True).delete()


def _given(text: Text) -> dict[str, counting.Given]:
    root = counting.roots(text.codebook)
    found: dict[str, counting.Given] = {reading.coder: {} for reading in text.readings.all()}
    for coder, theme, stance in text.codings.values_list("coder", "theme_id", "stance"):
        mine = found.setdefault(coder, {})
        mine[root[theme]] = mine.get(root[theme], frozenset()) | ({stance} if stance else set())
    return found


@transaction.atomic
def close_talk(*, talk: Talk, agreed: Sequence[tuple[Theme, str]], memo: str, by: str) -> None:
    """What the talk came to: these themes count for the text, and the memo says why. Raises Refused('memo_needed')."""
    if not memo.strip():
        raise Refused("memo_needed")
    text = talk.text
    if any(theme.codebook_id != text.codebook_id for theme, _ in agreed):
        raise Refused("not_open_theme")
    talk.memo = write_memo(codebook=text.codebook, words=memo, by=by, text=text)
    talk.agreed = sorted([theme.public_id, stance] for theme, stance in agreed)
    talk.closed_at = timezone.now()
    talk.save()
    record(event=events.TALK_CLOSED, subject=talk.public_id, by=by, because=_voice(text.answer_set),
           values={"codebook": text.codebook.public_id,
                   "themes": sorted({t.public_id for t, _ in agreed})})  # fmt: skip


@transaction.atomic
def write_memo(
    *, codebook: Codebook, words: str, by: str, text: Text | None = None, theme: Theme | None = None
) -> Memo:
    """Keep a thought."""
    memo = Memo.objects.create(
        public_id=new_id("memo"), codebook=codebook, text=text, theme=theme, words=words.strip(), by=by,
        at=timezone.now(),
    )  # fmt: skip
    record(event=events.MEMO_WRITTEN, subject=memo.public_id, by=by, values={"codebook": codebook.public_id})
    return memo
