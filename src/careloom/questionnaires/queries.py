"""What pages and other rooms read about questionnaires and answers."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from careloom.questionnaires import chrome, words
from careloom.questionnaires.definition import Definition, read
from careloom.questionnaires.models import AnswerSet, Questionnaire, SignOff, Version, Wording
from careloom.questionnaires.rows import values_of
from careloom.questionnaires.words import FIRST, Twin

SENT = Q(state=AnswerSet.State.SENT)


@lru_cache(maxsize=64)
def _definition(version_id: int, published_at: datetime) -> Definition:
    return read(Version.objects.values_list("definition", flat=True).get(pk=version_id))


def definition_of(version: Version) -> Definition:
    """The questions of a version. A published version never changes, so it is read once."""
    if version.published_at is None:
        return read(version.definition)
    return _definition(version.pk, version.published_at)


def newest(questionnaire: Questionnaire) -> Version | None:
    """The version that is being worked on, or the last published one."""
    return questionnaire.versions.order_by("-number").first()


def published(slug: str) -> Version | None:
    """The newest published version of a questionnaire, by its address."""
    rows = Version.objects.filter(questionnaire__slug=slug, published_at__isnull=False).defer("definition")
    return rows.select_related("questionnaire").order_by("-number").first()


def twins_promised(questionnaire: Questionnaire) -> list[Twin]:
    """The twins that must be ready before anything is published."""
    return [(edition, language) for edition, language in questionnaire.promised]


def texts(version: Version, twin: Twin, *, proposed: bool = False) -> dict[str, str]:
    """Words of one twin that people see; with `proposed`, as they would be after checking (for a preview)."""
    rows = Wording.objects.filter(version=version, edition=twin[0], language=twin[1])
    return {key: (new or text) if proposed else text for key, text, new in rows.values_list("key", "text", "proposed")}


def pictures(version: Version, language: str) -> dict[str, str]:
    """Pictures of the Easy Read twin by key."""
    rows = Wording.objects.filter(version=version, edition="easy", language=language).exclude(picture="")
    return dict(rows.values_list("key", "picture"))


def gaps(version: Version) -> dict[Twin, list[str]]:
    """For each promised twin, the keys that have no checked words. Nothing is published while there is one."""
    definition = definition_of(version)
    done: dict[Twin, set[str]] = {}
    hints: set[str] = set()
    rows = Wording.objects.filter(version=version).exclude(text="")
    for edition, language, key, checked in rows.values_list("edition", "language", "key", "checked_by"):
        if checked:
            done.setdefault((edition, language), set()).add(key)
        if (edition, language) == FIRST and words.is_hint(key):
            hints.add(key)
    found = {}
    for twin in twins_promised(version.questionnaire):
        needed = words.keys_of(definition, twin[0])
        needed += [hint for hint in sorted(hints) if twin[0] == "standard" and hint not in needed]
        missing = [key for key in needed if key not in done.get(twin, set())] + chrome.missing(twin)
        if missing:
            found[twin] = missing
    return found


def faults_before_publishing(version: Version) -> list[tuple[str, Any]]:
    """(code, value) of all that keeps a version from being published; empty when it is ready."""
    promised = twins_promised(version.questionnaire)
    found: list[tuple[str, Any]] = [("words", (twin, missing)) for twin, missing in gaps(version).items()]
    if FIRST not in promised:
        found.append(("first_twin", FIRST))
    if version.questionnaire.in_wales and ("standard", "cy") not in promised:
        found.append(("welsh", None))
    signed = set(SignOff.objects.filter(version=version).values_list("language", flat=True))
    found += [("sign_off", language) for edition, language in promised if edition == "easy" and language not in signed]
    return found


def answer_set_by_receipt(code: str) -> AnswerSet | None:
    """The answer set of a receipt code, if there is one."""
    from careloom.questionnaires.receipts import hashed

    rows = AnswerSet.objects.select_related("version__questionnaire").defer("version__definition")
    return rows.filter(receipt_hash=hashed(code)).first()


def answers(answer_set: AnswerSet) -> dict[str, Any]:
    """The values of one answer set."""
    rows = answer_set.answers.order_by("pk").values_list("question", "code", "row", "text")
    return values_of(definition_of(answer_set.version), rows)


def sent(questionnaire: Questionnaire) -> QuerySet[AnswerSet]:
    """Answer sets that count, of every version."""
    return AnswerSet.objects.filter(SENT, version__questionnaire=questionnaire)


def totals(questionnaire: Questionnaire) -> dict[str, int]:
    """Returns and the people they speak for, never mixed."""
    found = sent(questionnaire).aggregate(returns=Count("pk"), people=Sum("people"))
    return {"returns": found["returns"], "people": found["people"] or 0}


def counts(questionnaire: Questionnaire, by: Iterable[str]) -> list[dict[str, Any]]:
    """Returns and people by fields of the answer set ('role_group', 'nation', 'channel', 'edition', 'language')."""
    fields = list(by)
    rows = sent(questionnaire).values(*fields).annotate(returns=Count("pk"), total=Sum("people")).order_by(*fields)
    return [{**{f: row[f] for f in fields}, "returns": row["returns"], "people": row["total"]} for row in rows]


def chosen(version: Version, question: str) -> list[dict[str, Any]]:
    """For each code of one question: returns and people."""
    rows = version.answer_sets.filter(SENT, answers__question=question)
    found = rows.values("answers__code").annotate(returns=Count("pk"), total=Sum("people")).order_by("answers__code")
    return [{"code": row["answers__code"], "returns": row["returns"], "people": row["total"]} for row in found]
