"""Making a questionnaire: its questions, the words of every twin, their checks, publishing and closing."""

import csv
import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from careloom.questionnaires import definition, events, queries, words
from careloom.questionnaires.models import Questionnaire, SignOff, Version, Wording
from careloom.questionnaires.words import FIRST, Twin
from careloom.thread.ids import new_id
from careloom.thread.services import record


class NotReady(Exception):
    """A version cannot be published yet; `faults` are (code, value) pairs."""

    def __init__(self, faults: list[tuple[str, Any]]) -> None:
        super().__init__(", ".join(code for code, _ in faults))
        self.code, self.faults = "not_ready", faults


class Closed(Exception):
    """The questionnaire does not take answers or changes now; what was typed can be kept as a draft."""

    code = "closed"


@transaction.atomic
def make_questionnaire(
    *, slug: str, name: str, raw: Any, promised: Iterable[Twin], by: str, kind: str = "survey", in_wales: bool = True,
    for_groups: bool = True, knows_person: bool = False,
) -> Version:  # fmt: skip
    """Begin a questionnaire with its first version. Raises DefinitionError.

    With `knows_person` an answer of somebody who is signed in carries their public id (an application, a claim).
    """
    definition.read(raw)
    made = Questionnaire.objects.create(
        public_id=new_id("questionnaire"), slug=slug, name=name, kind=kind, promised=[list(t) for t in promised],
        in_wales=in_wales, for_groups=for_groups, knows_person=knows_person,
    )  # fmt: skip
    record(event=events.QUESTIONNAIRE_MADE, subject=made.public_id, by=by)
    return Version.objects.create(questionnaire=made, number=1, definition=raw)


@transaction.atomic
def make_from_files(
    *, folder: Path, name: str, title: str, twins: list[Twin], checkers: Mapping[str, str], by: str,
    kind: str = "survey", slug: str = "", sign_off: str = "", in_wales: bool = True, for_groups: bool = False,
    knows_person: bool = False,
) -> Version:  # fmt: skip
    """A questionnaire kept as files: `NAME.json` holds its pages, `NAME.csv` its words (a column for each twin).

    `checkers` names by language who checked the words; `sign_off` the group that says the Easy Read twin works.
    """
    raw = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    version = make_questionnaire(slug=slug or name, name=title, raw=raw, promised=twins, by=by, kind=kind,
                                 in_wales=in_wales, for_groups=for_groups, knows_person=knows_person)  # fmt: skip
    for twin in twins:
        column = twin[1] if twin[0] == "standard" else f"{twin[1]}-{twin[0]}"
        wanted = set(required_words(version, twin[0])) | {row["key"] for row in rows if words.is_hint(row["key"])}
        texts = {row["key"]: row[column] for row in rows if row[column] and row["key"] in wanted}
        set_words(version=version, twin=twin, texts=texts, by=by)
        check_words(version=version, twin=twin, checker=checkers[twin[1]], by=by)
        if twin[0] == "easy" and sign_off:
            sign_easy_read(version=version, language=twin[1], group=sign_off, by=by)
    return version


@transaction.atomic
def add_version(*, of: Version, raw: Any, not_comparable: Iterable[str], by: str) -> Version:
    """A new version of the questions; words under the same key come along, still checked."""
    raw = _said_not_comparable(raw, set(not_comparable))
    last = queries.newest(of.questionnaire)
    made = Version(questionnaire=of.questionnaire, number=(last.number if last else 0) + 1, definition=raw)
    made.not_comparable = _not_comparable(made)
    made.save()
    fields = ["edition", "language", "key", "text", "proposed", "picture", "checked_by"]
    copies = [Wording(version=made, **row) for row in of.wordings.values(*fields)]
    Wording.objects.bulk_create(copies, batch_size=500)
    record(event=events.VERSION_MADE, subject=of.questionnaire.public_id, by=by, values={"version": made.number})
    return made


def _said_not_comparable(raw: Any, ids: set[str]) -> Any:
    pages = [{**page, "questions": [{**q, "comparable": False} if q["id"] in ids else q for q in page["questions"]]}
             for page in raw["pages"]]  # fmt: skip
    return {**raw, "pages": pages} if ids else raw


def _not_comparable(version: Version) -> list[str]:
    """Questions whose numbers must not stand in one line with those of the version before.

    Those with another kind, other choices or another range, and those that the builder says so about.
    """
    earlier = version.questionnaire.versions.filter(number__lt=version.number).order_by("-number").first()
    if earlier is None:
        return []
    new, old = definition.read(version.definition).questions, definition.read(earlier.definition).questions

    def measured(question: definition.Question) -> tuple[Any, ...]:
        return question.kind, question.options, question.low, question.high, question.exclusive, question.most

    return sorted(key for key, question in new.items() if key in old and (
        not question.comparable or measured(question) != measured(old[key])))  # fmt: skip


@transaction.atomic
def change_questions(*, version: Version, raw: Any, by: str) -> None:
    """Change the questions of a version that nobody has seen. Raises DefinitionError, or Closed once published."""
    definition.read(raw)
    if version.published_at is not None:
        raise Closed
    version.definition = raw
    version.not_comparable = _not_comparable(version)
    changed = Version.objects.filter(pk=version.pk, published_at__isnull=True).update(
        definition=raw, not_comparable=version.not_comparable
    )
    if not changed:
        raise Closed
    record(
        event=events.VERSION_MADE, subject=version.questionnaire.public_id, by=by, values={"version": version.number}
    )


@transaction.atomic
def set_words(
    *, version: Version, twin: Twin, texts: Mapping[str, str], by: str, pictures: Mapping[str, str] | None = None
) -> int:
    """Propose words of one twin. People go on seeing the checked words until somebody checks the new ones.

    A change of the first twin asks for a new check of the same string, and of no other, in every other twin.
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
    if twin == FIRST and changed:
        others = Wording.objects.filter(version=version, key__in=[w.key for w in changed])
        others.exclude(edition=FIRST[0], language=FIRST[1]).update(checked_by="")
    if fresh or changed:
        record(event=events.WORDS_CHANGED, subject=version.questionnaire.public_id, by=by,
               values={"edition": twin[0], "language": twin[1], "strings": len(fresh) + len(changed)})  # fmt: skip
    return len(fresh) + len(changed)


@transaction.atomic
def check_words(*, version: Version, twin: Twin, checker: str, by: str, keys: Iterable[str] | None = None) -> int:
    """A named person says that proposed words are right. Gives the number checked.

    Before publishing they stand at once. After it people see a changed string when every promised twin has it checked:
    nobody reads the English of something whose Welsh is still the old one.
    """
    waiting = Wording.objects.filter(version=version, edition=twin[0], language=twin[1], checked_by="")
    if keys is not None:
        waiting = waiting.filter(key__in=list(keys))
    done = []
    for wording in waiting:
        if wording.proposed or wording.text:
            wording.checked_by = checker.strip()
            done.append(wording)
    Wording.objects.bulk_update(done, ["checked_by"], batch_size=500)
    _let_out(version, {wording.key for wording in done})
    record(event=events.WORDS_CHECKED, subject=version.questionnaire.public_id, by=by,
           values={"edition": twin[0], "language": twin[1], "strings": len(done)})  # fmt: skip
    return len(done)


def _let_out(version: Version, keys: set[str]) -> None:
    """Show the checked words of these keys, where no promised twin still waits for a check of the same string."""
    rows = list(Wording.objects.filter(version=version, key__in=keys))
    promised = set(queries.twins_promised(version.questionnaire))
    if version.published_at is not None:
        keys = keys - {w.key for w in rows if not w.checked_by and (w.edition, w.language) in promised}
    ready = [w for w in rows if w.key in keys and w.checked_by and w.proposed]
    for wording in ready:
        wording.text, wording.proposed = wording.proposed, ""
    Wording.objects.bulk_update(ready, ["text", "proposed"], batch_size=500)


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
    if version.published_at is None:  # opened again, it is still the version of that day
        version.published_at = timezone.now()
        version.save(update_fields=["published_at"])
    form = version.questionnaire
    form.state = Questionnaire.State.OPEN
    form.opens_on, form.closes_on = opens_on or form.opens_on, closes_on or form.closes_on
    form.full_clean(exclude=["promised"])
    form.save(update_fields=["state", "opens_on", "closes_on"])
    record(event=events.PUBLISHED, subject=form.public_id, by=by, values={"version": version.number})


@transaction.atomic
def set_dates(*, questionnaire: Questionnaire, opens_on: date | None, closes_on: date | None, by: str) -> None:
    """From when to when it takes answers. Raises ValidationError where it would close before it opens."""
    questionnaire.opens_on, questionnaire.closes_on = opens_on, closes_on
    questionnaire.full_clean(exclude=["promised"])
    questionnaire.save(update_fields=["opens_on", "closes_on"])
    record(event=events.DATES_SET, subject=questionnaire.public_id, by=by)


@transaction.atomic
def close(*, questionnaire: Questionnaire, by: str) -> None:
    """Take no more answers."""
    questionnaire.state = Questionnaire.State.CLOSED
    questionnaire.save(update_fields=["state"])
    record(event=events.CLOSED, subject=questionnaire.public_id, by=by)


def required_words(version: Version, edition: str) -> list[str]:
    """The keys that a twin of this edition needs."""
    return words.keys_of(queries.definition_of(version), edition)
