"""What pages and other rooms read about questionnaires and answers."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum

from careloom.centre.models import Place, RoleGroup
from careloom.centre.queries import offered
from careloom.questionnaires import chrome, words
from careloom.questionnaires.definition import Definition, read
from careloom.questionnaires.models import Answer, AnswerSet, Questionnaire, SignOff, Version, Wording
from careloom.questionnaires.rows import values_of
from careloom.questionnaires.words import FIRST, Twin

FREE = {"other", "not-say"}  # choices that stand beside the lists of the centre
PLACES = 600  # names in one picker; a page stays small
SENT = Q(state=AnswerSet.State.SENT)


@lru_cache(maxsize=64)
def _definition(version_id: int, published_at: datetime) -> Definition:
    return read(Version.objects.values_list("definition", flat=True).get(pk=version_id))


def definition_of(version: Version) -> Definition:
    """The questions of a version. A published version never changes, so it is read once."""
    if version.published_at is None:
        return read(version.definition)
    return _definition(version.pk, version.published_at)


def kind_of(version: Version, name: str) -> str:
    """The kind of a question by the name of its answers ('list.town' is a part of 'list'); '' if unknown."""
    head, _, part = name.partition(".")
    question = definition_of(version).questions.get(head)
    parts = {one.id: one.kind for one in question.questions} if question else {}
    return parts.get(part, "") if part else question.kind if question else ""


def asks_equality(version: Version) -> bool:
    """Does this version hold the equality set?"""
    return any(question.of for question in definition_of(version).questions.values())


def newest(questionnaire: Questionnaire) -> Version | None:
    """The version that is being worked on, or the last published one."""
    return questionnaire.versions.order_by("-number").first()


def published(slug: str) -> Version | None:
    """The newest published version of a questionnaire, by its address."""
    rows = Version.objects.filter(questionnaire__slug=slug, published_at__isnull=False).defer("definition")
    return rows.select_related("questionnaire").order_by("-number").first()


def by_slug(slug: str) -> Questionnaire | None:
    """A questionnaire by its address."""
    return Questionnaire.objects.filter(slug=slug).first()


def open_now(slug: str) -> bool:
    """Does the questionnaire at this address take answers today?"""
    found = by_slug(slug)
    return found is not None and found.is_open()


def twins_promised(questionnaire: Questionnaire) -> list[Twin]:
    """The twins that must be ready before anything is published."""
    return [(edition, language) for edition, language in questionnaire.promised]


def texts(version: Version, twin: Twin, *, proposed: bool = False) -> dict[str, str]:
    """Words of one twin that people see; with `proposed`, as they would be after checking (for a preview)."""
    rows = Wording.objects.filter(version=version, edition=twin[0], language=twin[1])
    own = {key: (new or text) if proposed else text for key, text, new in rows.values_list("key", "text", "proposed")}
    return {**chrome.equality_words(twin), **own} if asks_equality(version) else own


def place_names() -> list[str]:
    """Names of places to pick from, the centre's own list."""
    return list(offered(Place.objects.order_by("name")).values_list("name", flat=True).distinct()[:PLACES])


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
        missing = [key for key in needed if key not in done.get(twin, set())]
        missing += chrome.missing(twin, with_equality=asks_equality(version))
        if missing:
            found[twin] = missing
    return found


def texts_to_check() -> list[tuple[str, str, int]]:
    """(address, name, texts that are written but not checked) of each questionnaire that has some."""
    newest = Version.objects.filter(questionnaire=OuterRef("questionnaire")).order_by("-number").values("pk")[:1]
    rows = Version.objects.filter(pk=Subquery(newest), wordings__checked_by="", wordings__proposed__gt="")
    counted = rows.values_list("questionnaire__slug", "questionnaire__name").annotate(n=Count("wordings"))
    return list(counted.order_by("questionnaire__name"))


def closing(since: date, until: date) -> QuerySet[Questionnaire]:
    """Open questionnaires whose last day lies between."""
    rows = Questionnaire.objects.filter(state=Questionnaire.State.OPEN, closes_on__range=(since, until))
    return rows.order_by("closes_on", "name")


def faults_before_publishing(version: Version) -> list[tuple[str, Any]]:
    """(code, value) of all that keeps a version from being published; empty when it is ready."""
    promised = twins_promised(version.questionnaire)
    found: list[tuple[str, Any]] = [("words", (twin, missing)) for twin, missing in gaps(version).items()]
    if FIRST not in promised:
        found.append(("first_twin", FIRST))
    if version.questionnaire.in_wales and ("standard", "cy") not in promised:
        found.append(("welsh", None))
    if strange := _strange_codes(version):
        found.append(("lists", strange))
    signed = set(SignOff.objects.filter(version=version).values_list("language", flat=True))
    found += [("sign_off", language) for edition, language in promised if edition == "easy" and language not in signed]
    return found


def _strange_codes(version: Version) -> list[str]:
    """Codes of the role and nation questions that the centre does not know: every room counts by the same lists."""
    definition, found = definition_of(version), []
    lists = {"role_group": RoleGroup.objects.values_list("slug", flat=True),
             "nation": Place.objects.filter(kind="nation").values_list("slug", flat=True)}  # fmt: skip
    for means, known in lists.items():
        question, here = definition.meaning(means), set(known)
        if question and here:
            found += [code for code in question.options if code not in here | FREE]
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


def values_there(questionnaire: Questionnaire, field: str) -> list[str]:
    """Every value that a field of the answer sets has."""
    return [str(v) for v in sent(questionnaire).order_by(field).values_list(field, flat=True).distinct()]


def totals(questionnaire: Questionnaire) -> dict[str, int]:
    """Returns and the people they speak for, never mixed."""
    found = sent(questionnaire).aggregate(returns=Count("pk"), people=Sum("people"))
    return {"returns": found["returns"], "people": found["people"] or 0}


def counts(questionnaire: Questionnaire, by: Iterable[str]) -> list[dict[str, Any]]:
    """Returns and people by fields of the answer set ('role_group', 'nation', 'channel', 'edition', 'language')."""
    fields = list(by)
    rows = sent(questionnaire).values(*fields).annotate(returns=Count("pk"), total=Sum("people")).order_by(*fields)
    return [{**{f: row[f] for f in fields}, "returns": row["returns"], "people": row["total"]} for row in rows]


def returns_of(slug: str, *, since: datetime | None = None) -> Iterator[tuple[AnswerSet, dict[str, Any]]]:
    """Every answer set that counts, oldest first, with its values; three queries for each thousand."""
    rows = AnswerSet.objects.filter(SENT, version__questionnaire__slug=slug).select_related("version__questionnaire")
    if since:
        rows = rows.filter(sent_at__gt=since)
    yield from _with_values(rows.defer("version__definition"))


def returns_in(version: Version) -> Iterator[tuple[AnswerSet, dict[str, Any]]]:
    """The same for one version."""
    return _with_values(version.answer_sets.filter(SENT))


def _with_values(rows: QuerySet[AnswerSet]) -> Iterator[tuple[AnswerSet, dict[str, Any]]]:
    last = 0
    while chunk := list(rows.filter(pk__gt=last).order_by("pk").prefetch_related("answers")[:1000]):
        for answer_set in chunk:
            found = [(a.question, a.code, a.row, a.text) for a in answer_set.answers.all()]
            yield answer_set, values_of(definition_of(answer_set.version), found)
        last = chunk[-1].pk


def return_of_person(slug: str, person_id: str) -> AnswerSet | None:
    """The latest answer of somebody who was signed in, for a questionnaire that knows the person."""
    rows = AnswerSet.objects.filter(SENT, version__questionnaire__slug=slug, person_id=person_id)
    return rows.select_related("version__questionnaire").order_by("-pk").first() if person_id else None


def comparable(questionnaire: Questionnaire, question: str) -> list[Version]:
    """The newest run of published versions in which the numbers of a question go on, newest first."""
    found = []
    for version in questionnaire.versions.filter(published_at__isnull=False).order_by("-number"):
        if question not in definition_of(version).questions:
            break
        found.append(version)
        if question in version.not_comparable:
            break
    return found


def chosen_over_versions(slug: str, question: str) -> list[dict[str, Any]]:
    """For each code of one question: returns and people, over the versions that can be compared."""
    questionnaire = by_slug(slug)
    return _chosen(comparable(questionnaire, question) if questionnaire else [], question)


def chosen(version: Version, question: str) -> list[dict[str, Any]]:
    """For each code of one question: returns and people."""
    return _chosen([version], question)


def _chosen(versions: list[Version], question: str) -> list[dict[str, Any]]:
    """Counts from the index alone; a withdrawn answer set has no answers."""
    rows = Answer.objects.filter(version__in=versions, question=question).values("code")
    found = rows.annotate(returns=Count("*"), total=Sum("people")).order_by("code")
    return [{"code": row["code"], "returns": row["returns"], "people": row["total"]} for row in found]


def with_answers(version: Version, chosen: Mapping[str, str]) -> QuerySet[AnswerSet]:
    """Answer sets in which each of these questions has this code."""
    rows = version.answer_sets.filter(SENT)
    for question, code in chosen.items():
        rows = rows.filter(pk__in=Answer.objects.filter(version=version, question=question, code=code)
                           .values("answer_set"))  # fmt: skip
    return rows


def count_with_answers(version: Version, chosen: Mapping[str, str]) -> int:
    """How many returns they are, from the index of answers alone."""
    (first, code), *others = chosen.items()
    rows = Answer.objects.filter(version=version, question=first, code=code)
    for question, wanted in others:
        there = Answer.objects.filter(version=version, question=question, code=wanted)
        rows = rows.filter(answer_set__in=there.values("answer_set"))
    return rows.values("answer_set").distinct().count()
