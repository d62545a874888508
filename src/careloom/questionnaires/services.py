"""Every change of a questionnaire, and every answer that is received."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from careloom.people import sealed
from careloom.people.services import keep_equality_data_of, keep_equality_data_of_many
from careloom.questionnaires import definition, events, queries, receipts, rows, words
from careloom.questionnaires.models import Answer, AnswerSet, Draft, Questionnaire, SignOff, Version, Wording
from careloom.questionnaires.words import Twin
from careloom.thread.ids import new_id
from careloom.thread.models import Entry
from careloom.thread.services import record, record_many


class NotReady(Exception):
    """A version cannot be published yet; `faults` are (code, value) pairs."""

    def __init__(self, faults: list[tuple[str, Any]]) -> None:
        super().__init__(", ".join(code for code, _ in faults))
        self.code, self.faults = "not_ready", faults


class Closed(Exception):
    """The questionnaire does not take answers now; what was typed can be kept as a draft."""

    code = "closed"


@transaction.atomic
def make_questionnaire(
    *, slug: str, name: str, raw: Any, promised: Iterable[Twin], by: str, kind: str = "survey", in_wales: bool = True,
    for_groups: bool = True,
) -> Version:  # fmt: skip
    """Begin a questionnaire with its first version. Raises DefinitionError."""
    definition.read(raw)
    made = Questionnaire.objects.create(
        public_id=new_id("questionnaire"), slug=slug, name=name, kind=kind, promised=[list(t) for t in promised],
        in_wales=in_wales, for_groups=for_groups,
    )  # fmt: skip
    record(event=events.QUESTIONNAIRE_MADE, subject=made.public_id, by=by)
    return Version.objects.create(questionnaire=made, number=1, definition=raw)


@transaction.atomic
def add_version(*, of: Version, raw: Any, not_comparable: Iterable[str], by: str) -> Version:
    """A new version of the questions; words under the same key come along, still checked."""
    new = definition.read(raw)
    old = definition.read(of.definition)
    # Another kind or other options: the numbers of before and after must not stand in one line.
    changed = {q.id for q in new.questions.values() if q.id in old.questions and (
        q.kind != old.questions[q.id].kind or q.options != old.questions[q.id].options)}  # fmt: skip
    last = queries.newest(of.questionnaire)
    made = Version.objects.create(
        questionnaire=of.questionnaire, number=(last.number if last else 0) + 1, definition=raw,
        not_comparable=sorted(changed | set(not_comparable)),
    )  # fmt: skip
    fields = ["edition", "language", "key", "text", "proposed", "picture", "checked_by"]
    copies = [Wording(version=made, **row) for row in of.wordings.values(*fields)]
    Wording.objects.bulk_create(copies, batch_size=500)
    record(event=events.VERSION_MADE, subject=of.questionnaire.public_id, by=by, values={"version": made.number})
    return made


@transaction.atomic
def change_questions(*, version: Version, raw: Any, by: str) -> None:
    """Change the questions of a version that nobody has seen. Raises DefinitionError, or Closed once published."""
    definition.read(raw)
    changed = Version.objects.filter(pk=version.pk, published_at__isnull=True).update(definition=raw)
    if not changed:
        raise Closed
    version.definition = raw
    record(
        event=events.VERSION_MADE, subject=version.questionnaire.public_id, by=by, values={"version": version.number}
    )


@transaction.atomic
def set_words(
    *, version: Version, twin: Twin, texts: Mapping[str, str], by: str, pictures: Mapping[str, str] | None = None
) -> int:
    """Propose words of one twin. People go on seeing the checked words until somebody checks the new ones.

    Gives the number of strings that changed.
    """
    shown = pictures or {}
    have = {w.key: w for w in Wording.objects.filter(version=version, edition=twin[0], language=twin[1])}
    fresh, changed = [], []
    for key, text in texts.items():
        old = have.get(key)
        if old is None:
            fresh.append(Wording(version=version, edition=twin[0], language=twin[1], key=key, proposed=text.strip(),
                                 picture=shown.get(key, "")))  # fmt: skip
        elif (old.proposed or old.text) != text.strip() or old.picture != shown.get(key, old.picture):
            old.proposed, old.checked_by = text.strip(), ""
            old.picture = shown.get(key, old.picture)
            changed.append(old)
    Wording.objects.bulk_create(fresh, batch_size=500)
    Wording.objects.bulk_update(changed, ["proposed", "checked_by", "picture"], batch_size=500)
    if fresh or changed:
        record(event=events.WORDS_CHANGED, subject=version.questionnaire.public_id, by=by,
               values={"edition": twin[0], "language": twin[1], "strings": len(fresh) + len(changed)})  # fmt: skip
    return len(fresh) + len(changed)


@transaction.atomic
def check_words(*, version: Version, twin: Twin, checker: str, by: str, keys: Iterable[str] | None = None) -> int:
    """A named person says that proposed words are right; from now on people see them. Gives the number checked."""
    waiting = Wording.objects.filter(version=version, edition=twin[0], language=twin[1], checked_by="")
    if keys is not None:
        waiting = waiting.filter(key__in=list(keys))
    done = []
    for wording in waiting:
        if wording.proposed:
            wording.text, wording.proposed = wording.proposed, ""
        if wording.text:
            wording.checked_by = checker.strip()
            done.append(wording)
    Wording.objects.bulk_update(done, ["text", "proposed", "checked_by"], batch_size=500)
    record(event=events.WORDS_CHECKED, subject=version.questionnaire.public_id, by=by,
           values={"edition": twin[0], "language": twin[1], "strings": len(done)})  # fmt: skip
    return len(done)


@transaction.atomic
def sign_easy_read(*, version: Version, language: str, group: str, by: str) -> SignOff:
    """A named group of people says that the Easy Read twin works for them; once a version and language."""
    signed = SignOff.objects.create(version=version, language=language, group=group, at=timezone.now())
    record(event=events.EASY_READ_SIGNED, subject=version.questionnaire.public_id, by=by, values={"language": language})
    return signed


@transaction.atomic
def publish(*, version: Version, by: str, opens_on: date | None = None, closes_on: date | None = None) -> None:
    """Open a version to everyone. Raises NotReady until every promised twin is whole and checked."""
    if faults := queries.faults_before_publishing(version):
        raise NotReady(faults)
    version.published_at = timezone.now()
    version.save(update_fields=["published_at"])
    form = version.questionnaire
    form.state = Questionnaire.State.OPEN
    form.opens_on, form.closes_on = opens_on or form.opens_on, closes_on or form.closes_on
    form.full_clean(exclude=["promised"])
    form.save(update_fields=["state", "opens_on", "closes_on"])
    record(event=events.PUBLISHED, subject=form.public_id, by=by, values={"version": version.number})


@transaction.atomic
def close(*, questionnaire: Questionnaire, by: str) -> None:
    """Take no more answers."""
    questionnaire.state = Questionnaire.State.CLOSED
    questionnaire.save(update_fields=["state"])
    record(event=events.CLOSED, subject=questionnaire.public_id, by=by)


@dataclass(frozen=True)
class Given:
    """What a return carries besides its answers."""

    channel: str = "web"
    edition: str = "standard"
    language: str = "en"
    group: Mapping[str, Any] | None = None
    helped_by: str = ""
    entered_by: str = ""
    person_id: str = ""

    @property
    def people(self) -> int:
        """How many people the return speaks for."""
        return int(self.group["size"]) if self.group else 1


@transaction.atomic
def save_draft(*, questionnaire: Questionnaire, raw: Mapping[str, Any], by: str) -> str:
    """Keep what somebody typed, sealed, under a code; the code is shown once and not kept."""
    code = receipts.new_code()
    Draft.objects.create(
        questionnaire=questionnaire, code_hash=receipts.hashed(code), sealed=sealed.seal(dict(raw)),
        saved_at=timezone.now(),
    )  # fmt: skip
    record(event=events.DRAFT_SAVED, subject=questionnaire.public_id, by=by)
    return code


def read_draft(*, code: str) -> tuple[Questionnaire, dict[str, Any]] | None:
    """What was saved under a code, or None."""
    draft = Draft.objects.select_related("questionnaire").filter(code_hash=receipts.hashed(code)).first()
    return (draft.questionnaire, sealed.unseal(bytes(draft.sealed))) if draft else None


def receive(*, version: Version, values: Mapping[str, Any], once_key: str, given: Given, by: str) -> AnswerSet:
    """Take one return: whole or not at all, and once only however often it is sent with the same key.

    `values` were read by `kinds.read_all` and belong to questions that were asked.
    """
    if version.questionnaire.state != Questionnaire.State.OPEN:
        raise Closed
    try:
        with transaction.atomic():
            return _receive(version, values, once_key, given, by)
    except IntegrityError:
        # The same key came before, perhaps at the same moment: the answer that is there is the answer.
        found = AnswerSet.objects.filter(once_hash=receipts.once_hash(once_key)).first()
        if found is None:
            raise
        return found


def _receive(version: Version, values: Mapping[str, Any], once_key: str, given: Given, by: str) -> AnswerSet:
    questions = queries.definition_of(version)
    answer_set = new_answer_set(version, questions, values, once_key, given)
    entry = record(event=events.VOICE_RECEIVED, subject=answer_set.public_id, by=by or "guest", values=told(answer_set))
    answer_set.entry_id = entry.public_id
    answer_set.save(force_insert=True)
    _put_answers([(answer_set, rows.rows_of(questions, values))], version)
    protected = {key: value for key, value in values.items() if questions.questions[key].protected}
    if protected:
        keep_equality_data_of(subject=answer_set.public_id, values=protected, by=by or "guest")
    return answer_set


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
        [Answer(answer_set=of, version=version, question=question, code=code, row=row, text=text)
         for of, found in sets for question, code, row, text in found],
        batch_size=500,
    )  # fmt: skip


@transaction.atomic
def correct(*, answer_set: AnswerSet, values: Mapping[str, Any], by: str) -> None:
    """Put other answers in the place of those sent before; the trace keeps that it happened. Raises Closed."""
    if answer_set.version.questionnaire.state != Questionnaire.State.OPEN:
        raise Closed
    questions = queries.definition_of(answer_set.version)
    answer_set.answers.all().delete()
    _put_answers([(answer_set, rows.rows_of(questions, values))], answer_set.version)
    fresh = new_answer_set(answer_set.version, questions, values, "", Given())
    answer_set.role_group, answer_set.nation = fresh.role_group, fresh.nation
    answer_set.save(update_fields=["role_group", "nation"])
    protected = {key: value for key, value in values.items() if questions.questions[key].protected}
    if protected:
        keep_equality_data_of(subject=answer_set.public_id, values=protected, by=by)
    record(event=events.VOICE_CORRECTED, subject=answer_set.public_id, by=by, because=_entry_of(answer_set))


@transaction.atomic
def withdraw(*, answer_set: AnswerSet, by: str) -> None:
    """Take an answer back: its words and choices go, the trace keeps that there was one."""
    answer_set.answers.all().delete()
    answer_set.state = AnswerSet.State.WITHDRAWN
    answer_set.group, answer_set.people, answer_set.helped_by = None, 1, ""
    answer_set.save(update_fields=["state", "group", "people", "helped_by"])
    keep_equality_data_of(subject=answer_set.public_id, values={}, by=by)
    record(event=events.VOICE_WITHDRAWN, subject=answer_set.public_id, by=by, because=_entry_of(answer_set))


def _entry_of(answer_set: AnswerSet) -> list[Entry]:
    return list(Entry.objects.filter(public_id=answer_set.entry_id))


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
    AnswerSet.objects.bulk_create([answer_set for answer_set, _ in fresh], batch_size=500)
    _put_answers([(answer_set, rows.rows_of(questions, values)) for answer_set, values in fresh], version)
    protected = [(answer_set.public_id, {k: v for k, v in values.items() if questions.questions[k].protected})
                 for answer_set, values in fresh]  # fmt: skip
    keep_equality_data_of_many(rows=[(subject, values) for subject, values in protected if values], by=by)
    return len(fresh), len(batch) - len(fresh)


def required_words(version: Version, edition: str) -> list[str]:
    """The keys that a twin of this edition needs."""
    return words.keys_of(queries.definition_of(version), edition)
