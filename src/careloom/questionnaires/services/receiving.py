"""Taking answers: whole or not at all, once only, corrected or taken back by the receipt, and saved to come back to."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from careloom.centre.models import Place
from careloom.people import sealed
from careloom.people.services import keep_equality_data_of, keep_equality_data_of_many
from careloom.questionnaires import definition, events, queries, receipts, rows
from careloom.questionnaires.given import Given
from careloom.questionnaires.models import Answer, AnswerSet, Attachment, Draft, Questionnaire, Version
from careloom.questionnaires.services.making import Closed
from careloom.thread.ids import new_id
from careloom.thread.models import Entry
from careloom.thread.services import record, record_many

KEPT = timedelta(days=60)  # how long a saved answer that was never sent waits
LATE = {"paper", "import"}  # written before the close, here after it


@transaction.atomic
def save_draft(*, questionnaire: Questionnaire, raw: Mapping[str, Any], by: str, code: str = "") -> str:
    """Keep what somebody typed, sealed, under a code; the code is shown once and not kept.

    With the `code` of a draft that is there, that draft is written over and keeps its code.
    """
    kept = {"sealed": sealed.seal(dict(raw)), "saved_at": timezone.now()}
    there = Draft.objects.filter(questionnaire=questionnaire, code_hash=receipts.hashed(code)) if code else None
    if there is None or not there.update(**kept):
        code = receipts.new_code()
        Draft.objects.create(questionnaire=questionnaire, code_hash=receipts.hashed(code), **kept)
    record(event=events.DRAFT_SAVED, subject=questionnaire.public_id, by=by)
    return code


def read_draft(*, code: str) -> tuple[Questionnaire, dict[str, Any]] | None:
    """What was saved under a code, or None."""
    draft = Draft.objects.select_related("questionnaire").filter(code_hash=receipts.hashed(code)).first()
    return (draft.questionnaire, sealed.unseal(bytes(draft.sealed))) if draft else None


def forget_old(*, by: str) -> int:
    """Forget saved answers, and files that were never sent, after 60 days. Gives the number of drafts."""
    before = timezone.now() - KEPT
    Attachment.objects.filter(answer_set__isnull=True, kept_at__lt=before).delete()
    gone, _ = Draft.objects.filter(saved_at__lt=before).delete()
    if gone:
        record(event=events.DRAFTS_FORGOTTEN, subject="drafts", by=by, values={"drafts": gone})
    return gone


def receive(
    *, version: Version, values: Mapping[str, Any], once_key: str, given: Given, by: str, draft: str = ""
) -> AnswerSet:
    """Take one return: whole or not at all, and once only however often it is sent with the same key.

    The saved `draft` it came from, if any, is forgotten. Raises Closed.

    `values` were read by `kinds.read_all` and belong to questions that were asked.
    """
    if given.channel not in LATE and not version.questionnaire.is_open():
        if there := _came_before(once_key):  # sent in time, and once more when the day was over
            return there
        raise Closed
    try:
        with transaction.atomic():
            return _receive(version, values, once_key, given, by, draft)
    except IntegrityError:
        # The same key came before, perhaps at the same moment: the answer that is there is the answer.
        if there := _came_before(once_key):
            return there
        raise


def _came_before(once_key: str) -> AnswerSet | None:
    sets = AnswerSet.objects.select_related("version__questionnaire").defer("version__definition")
    found = sets.filter(once_hash=receipts.once_hash(once_key)).first()
    if found:
        found.came_before = True
    return found


def _receive(
    version: Version, values: Mapping[str, Any], once_key: str, given: Given, by: str, draft: str
) -> AnswerSet:
    questions = queries.definition_of(version)
    answer_set = new_answer_set(version, questions, values, once_key, given)
    answer_set.place = _place_of(questions, values)
    entry = record(event=events.VOICE_RECEIVED, subject=answer_set.public_id, by=by or "guest", values=told(answer_set))
    answer_set.entry_id = entry.public_id
    answer_set.save(force_insert=True)
    _put_answers([(answer_set, rows.rows_of(questions, values))], version)
    _take_files(answer_set, questions, values)
    protected = {key: value for key, value in values.items() if questions.questions[key].protected}
    if protected:
        keep_equality_data_of(subject=answer_set.public_id, values=protected, by=by or "guest")
    if draft:
        Draft.objects.filter(code_hash=receipts.hashed(draft)).delete()
    return answer_set


def _take_files(answer_set: AnswerSet, questions: definition.Definition, values: Mapping[str, Any]) -> None:
    """Files that came with the form now belong to the answer."""
    ids = [str(value).split(" ")[0] for key, value in values.items() if questions.questions[key].kind == "file"]
    if ids:
        waiting = Attachment.objects.filter(questionnaire=answer_set.version.questionnaire, answer_set__isnull=True)
        waiting.filter(public_id__in=ids).update(answer_set=answer_set)


def _place_of(questions: definition.Definition, values: Mapping[str, Any]) -> str:
    """The centre's word for a place that somebody typed or picked; '' where it knows none or more than one."""
    where = questions.meaning("place")
    name = str(values.get(where.id, "")) if where else ""
    found = list(Place.objects.filter(name__iexact=name.strip()).values_list("slug", flat=True)[:2])
    return found[0] if len(found) == 1 else ""


def new_answer_set(
    version: Version, questions: definition.Definition, values: Mapping[str, Any], once_key: str, given: Given
) -> AnswerSet:
    """An answer set that is not stored yet."""

    def meant(means: str) -> str:
        question = questions.meaning(means)
        value = values.get(question.id) if question else None
        return str(value) if isinstance(value, str) else ""

    return AnswerSet(
        public_id=new_id("voice"), version=version, channel=given.channel, edition=given.edition,
        language=given.language, receipt_hash=receipts.hashed(receipts.code_for(once_key)),
        once_hash=receipts.once_hash(once_key),
        role_group=meant("role_group"), nation=meant("nation"), people=given.people,
        group=dict(given.group) if given.group else None, helped_by=given.helped_by, entered_by=given.entered_by,
        person_id=given.person_id, sent_at=timezone.now(),
    )  # fmt: skip


def told(answer_set: AnswerSet) -> dict[str, Any]:
    """What the trace says of a voice: counts and groups, never words or names."""
    return {"role": answer_set.role_group, "nation": answer_set.nation, "people": answer_set.people,
            "channel": answer_set.channel, "edition": answer_set.edition}  # fmt: skip


def _put_answers(sets: Iterable[tuple[AnswerSet, list[rows.Row]]], version: Version) -> None:
    Answer.objects.bulk_create(
        [Answer(answer_set=of, version=version, question=question, code=code, row=row, text=text, people=of.people)
         for of, found in sets for question, code, row, text in found],
        batch_size=5_000,  # SQLite takes fewer at once by itself
    )  # fmt: skip


@transaction.atomic
def correct(*, answer_set: AnswerSet, values: Mapping[str, Any], by: str, version: Version | None = None) -> None:
    """Put other answers in the place of those sent before; the trace keeps that it happened.

    `version` is the one whose form was filled in now, where a newer one was published since. Raises Closed, and
    ValueError for a version of another questionnaire.
    """
    version = version or answer_set.version
    if version.questionnaire_id != answer_set.version.questionnaire_id:
        raise ValueError(version.questionnaire.slug)
    _hold_open(answer_set)
    questions = queries.definition_of(version)
    answer_set.version = version
    _replace_answers(answer_set, rows.rows_of(questions, values))
    _take_files(answer_set, questions, values)
    kept = {str(value).split(" ")[0] for key, value in values.items() if questions.questions[key].kind == "file"}
    answer_set.files.exclude(public_id__in=kept).delete()
    fresh = new_answer_set(version, questions, values, "", Given())
    answer_set.role_group, answer_set.nation = fresh.role_group, fresh.nation
    answer_set.place = _place_of(questions, values)
    answer_set.save(update_fields=["version", "role_group", "nation", "place"])
    # Equality answers are never shown again, so an empty page here means "as before", not "forget them".
    protected = {key: value for key, value in values.items() if questions.questions[key].protected}
    if protected:
        keep_equality_data_of(subject=answer_set.public_id, values=protected, by=by)
    record(event=events.VOICE_CORRECTED, subject=answer_set.public_id, by=by, because=_entry_of(answer_set))


def _hold_open(answer_set: AnswerSet) -> None:
    """Nobody else changes this answer now. Raises Closed where it cannot be changed any more."""
    now = AnswerSet.objects.select_for_update().only("state").get(pk=answer_set.pk)
    if now.state != AnswerSet.State.SENT or not answer_set.version.questionnaire.is_open():
        raise Closed


def _replace_answers(answer_set: AnswerSet, wanted: Iterable[rows.Row]) -> None:
    """Only what changed goes: a translation stays beside words that are the same."""
    fresh = {(question, code, row): text for question, code, row, text in wanted}
    gone, same = [], set()
    for answer in answer_set.answers.all():
        key = (answer.question, answer.code, answer.row)
        if key in fresh and fresh[key] == answer.text:
            same.add(key)
        else:
            gone.append(answer.pk)
    answer_set.answers.filter(pk__in=gone).delete()
    answer_set.answers.update(version=answer_set.version)
    _put_answers([(answer_set, [(*key, text) for key, text in fresh.items() if key not in same])], answer_set.version)


@transaction.atomic
def withdraw(*, answer_set: AnswerSet, by: str) -> None:
    """Take an answer back: words, choices, files and groups go, the trace keeps that there was one. Raises Closed."""
    _hold_open(answer_set)
    answer_set.files.all().delete()
    answer_set.answers.all().delete()
    answer_set.state = AnswerSet.State.WITHDRAWN
    answer_set.group, answer_set.people = None, 1
    answer_set.role_group = answer_set.nation = answer_set.place = answer_set.helped_by = ""
    answer_set.save(update_fields=["state", "group", "people", "role_group", "nation", "place", "helped_by"])
    keep_equality_data_of(subject=answer_set.public_id, values={}, by=by)
    record(event=events.VOICE_WITHDRAWN, subject=answer_set.public_id, by=by, because=_entry_of(answer_set))


def _entry_of(answer_set: AnswerSet) -> list[Entry]:
    return list(Entry.objects.filter(public_id=answer_set.entry_id))


def _put_places(fresh: list[tuple[AnswerSet, Mapping[str, Any]]], questions: definition.Definition) -> None:
    where = questions.meaning("place")
    named = [(made, str(values[where.id]).strip().lower()) for made, values in fresh if where and where.id in values]
    if named:
        slugs: dict[str, list[str]] = {}
        for slug, name in Place.objects.values_list("slug", "name"):
            slugs.setdefault(name.lower(), []).append(slug)
        for made, name in named:
            made.place = slugs[name][0] if len(slugs.get(name, ())) == 1 else ""


@transaction.atomic
def receive_many(
    *, version: Version, returns: Iterable[tuple[str, Mapping[str, Any], Given]], by: str
) -> tuple[int, int]:
    """Take many returns at once (an import): (once_key, values, given). Gives (taken, already there)."""
    questions = queries.definition_of(version)
    batch = list(returns)
    hashes = [receipts.once_hash(key) for key, _, _ in batch]
    there = set(AnswerSet.objects.filter(once_hash__in=hashes).values_list("once_hash", flat=True))
    fresh = [(new_answer_set(version, questions, values, key, given), values)
             for (key, values, given), once in zip(batch, hashes, strict=True) if once not in there]  # fmt: skip
    entries = record_many(
        event=events.VOICE_RECEIVED, by=by, rows=[(answer_set.public_id, told(answer_set)) for answer_set, _ in fresh]
    )
    for (answer_set, _), entry in zip(fresh, entries, strict=True):
        answer_set.entry_id = entry.public_id
    _put_places(fresh, questions)
    AnswerSet.objects.bulk_create([answer_set for answer_set, _ in fresh], batch_size=500)
    _put_answers([(answer_set, rows.rows_of(questions, values)) for answer_set, values in fresh], version)
    protected = [(answer_set.public_id, {k: v for k, v in values.items() if questions.questions[k].protected})
                 for answer_set, values in fresh]  # fmt: skip
    keep_equality_data_of_many(rows=[(subject, values) for subject, values in protected if values], by=by)
    return len(fresh), len(batch) - len(fresh)

