"""A questionnaire as data: pages of questions. Words are kept apart (see words.py), so every twin shares one id."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from careloom.questionnaires import conditions, equality

KINDS = ("one", "many", "scale", "number", "date", "short", "long", "rank", "place", "repeat", "consent", "file",
         "equality")  # fmt: skip
WITH_OPTIONS = {"one", "many", "rank"}
# What an answer means to every other room; at most one question of a definition carries each.
MEANINGS = ("role_group", "nation", "place", "first_time", "quote_consent", "contact", "help_wanted", "helped")
CODE = re.compile(r"^[a-z0-9][a-z0-9-]{0,59}$")
# Seconds that one question takes, by kind: reading the question and answering it. Estimates, shown as such.
SECONDS = {"one": 10, "many": 15, "scale": 8, "number": 10, "date": 12, "short": 20, "long": 75, "rank": 40,
           "place": 12, "repeat": 90, "consent": 8, "file": 60}  # fmt: skip
GROUP_IDS = {"group-name", "group-size", "group-who", "group-how", "group-consent", "group-agreed", "group-split"}
ONE_PAGE = "all"  # the id of the page that holds every question
LONGEST = 600  # seconds; above this the builder is warned (ten minutes)


class DefinitionError(ValueError):
    """A definition cannot be used. `faults` are sentences, each naming the question."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.code, self.faults = "definition", faults


@dataclass(frozen=True)
class Question:
    """One question. Its words live elsewhere, under the same id in every language and edition."""

    id: str
    kind: str
    options: tuple[str, ...] = ()
    easy_options: tuple[str, ...] = ()
    exclusive: frozenset[str] = frozenset()
    required: bool = False
    when: Mapping[str, Any] | None = None
    low: int | None = None
    high: int | None = None
    most: int | None = None
    means: str = ""
    protected: bool = False
    editions: tuple[str, ...] = ("standard", "easy")
    partial: bool = False
    future: bool = False
    questions: tuple["Question", ...] = ()
    comparable: bool = True  # False: the builder says that its numbers do not go on from the version before
    of: str = ""  # the equality set that it belongs to

    def options_for(self, edition: str) -> tuple[str, ...]:
        """The options of an edition: Easy Read may offer fewer, never others."""
        return self.easy_options if edition == "easy" and self.easy_options else self.options

    @property
    def steps(self) -> list[int]:
        """The points of a scale, from low to high."""
        return list(range(self.low if self.low is not None else 1, (self.high if self.high is not None else 5) + 1))


@dataclass(frozen=True)
class Page:
    """Questions that stand together."""

    id: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Definition:
    """A whole questionnaire."""

    pages: tuple[Page, ...]
    raw: Mapping[str, Any] = field(compare=False)

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every question by id, in the order of asking (without those inside a repeated group)."""
        return {q.id: q for page in self.pages for q in page.questions}

    def meaning(self, means: str) -> Question | None:
        """The question that carries a meaning."""
        return next((q for q in self.questions.values() if q.means == means), None)

    def reached(self, answers: Mapping[str, Any]) -> list[Question]:
        """The questions that these answers lead to in any edition. A hidden question's answer counts for nothing."""
        kept: dict[str, Any] = {}
        found = []
        for question in self.questions.values():
            if conditions.holds(question.when, kept):
                found.append(question)
                if question.id in answers:
                    kept[question.id] = answers[question.id]
        return found

    def asked(self, answers: Mapping[str, Any], edition: str = "standard") -> list[Question]:
        """Of those, the ones that an edition asks."""
        return [question for question in self.reached(answers) if edition in question.editions]

    def on_one_page(self) -> "Definition":
        """The same questions on a single page, to fill in where there is no connection."""
        return Definition((Page(ONE_PAGE, tuple(self.questions.values())),), self.raw)

    def seconds(self, edition: str = "standard") -> int:
        """The estimated time for every question of an edition."""
        return sum(SECONDS[q.kind] for q in self.questions.values() if edition in q.editions and _likely(q))


def _likely(question: Question) -> bool:
    """Of the equality lists of each nation a person sees one; the time counts that of England and Wales."""
    return not question.of or equality.likely(question.id)


def read(raw: Any) -> Definition:
    """Make a Definition from its JSON form, or raise DefinitionError with every fault found."""
    faults = _faults(raw)
    if faults:
        raise DefinitionError(faults)
    nation = next((q["id"] for q in _every(raw) if q.get("means") == "nation"), "")
    pages = tuple(Page(p["id"], tuple(_questions(p["questions"], nation))) for p in raw["pages"])
    return Definition(pages, raw)


def _questions(raw: Sequence[Mapping[str, Any]], nation: str) -> Iterator[Question]:
    for one in raw:
        if one["kind"] == "equality":
            yield from (_question(part) for part in equality.questions(one, nation))
        else:
            yield _question(one)


def _question(raw: Mapping[str, Any]) -> Question:
    given = {name: raw[name] for name in raw if name not in {"options", "easy_options", "exclusive", "questions"}}
    given["editions"] = tuple(raw.get("editions", ("standard", "easy")))
    return Question(
        **given,
        options=tuple(raw.get("options", ())),
        easy_options=tuple(raw.get("easy_options", ())),
        exclusive=frozenset(raw.get("exclusive", ())),
        questions=tuple(_question(part) for part in raw.get("questions", ())),
    )


def _every(raw: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for page in raw["pages"]:
        yield from page["questions"]


def _faults(raw: Any) -> list[str]:
    if not isinstance(raw, Mapping) or not isinstance(raw.get("pages"), list) or not raw["pages"]:
        return ["a questionnaire needs a list of pages"]
    for page in raw["pages"]:
        if not isinstance(page, Mapping) or not CODE.match(str(page.get("id", ""))) or not page.get("questions"):
            return ["each page needs an id of small letters, digits and hyphens, and at least one question"]
    found: list[str] = []
    earlier: set[str] = set()
    for question in _every(raw):
        found += [f"{question.get('id', '?')}: {fault}" for fault in _question_faults(question, earlier)]
        earlier.add(str(question.get("id")))
    for kind, ids in [("page", [p["id"] for p in raw["pages"]]), ("question", [q.get("id") for q in _every(raw)])]:
        found += [f"{i}: two {kind}s have this id" for i in sorted({str(i) for i in ids if ids.count(i) > 1})]
    meanings = [q["means"] for q in _every(raw) if q.get("means")]
    found += [f"{m}: two questions have this meaning" for m in sorted(set(meanings)) if meanings.count(m) > 1]
    if sum(q.get("kind") == "equality" for q in _every(raw)) > 1:
        found.append("a questionnaire asks the equality questions once")
    return found


def _question_faults(raw: Mapping[str, Any], earlier: set[str]) -> list[str]:
    known = (set(Question.__dataclass_fields__) | {"ask"}) - {"of"}
    found = [f"unknown part '{name}'" for name in raw if name not in known]
    if not CODE.match(str(raw.get("id", ""))):
        found.append("an id needs small letters, digits and hyphens")
    if str(raw.get("id", "")).startswith("group-") and raw["id"] not in GROUP_IDS:
        found.append("ids that start with 'group-' are kept for answers on behalf of a group")
    if raw.get("kind") not in KINDS:
        found.append(f"the kind must be one of {', '.join(KINDS)}")
    found += _option_faults(raw)
    if str(raw.get("id", "")).startswith("eq-"):
        found.append("ids that start with 'eq-' are kept for the equality questions")
    if raw.get("kind") == "equality" and not set(raw.get("ask", ())) <= set(equality.PARTS):
        found.append(f"it can ask {', '.join(equality.PARTS)}")
    if raw.get("means") and raw["means"] not in MEANINGS:
        found.append(f"the meaning must be one of {', '.join(MEANINGS)}")
    found += conditions.faults(raw.get("when"))
    if not found and (unknown := conditions.questions_in(raw.get("when")) - earlier):
        found.append(f"its condition asks about {', '.join(sorted(unknown))}, which does not come earlier")
    if raw.get("kind") == "repeat":
        parts = raw.get("questions") or []
        found += ["a repeated group needs questions"] if not parts else []
        found += [
            "a repeated group cannot hold another, a file, a ranking or the equality questions"
            for p in parts
            if p.get("kind") in {"repeat", "file", "rank", "equality"}
        ]
        found += [fault for part in parts for fault in _question_faults(part, set())]
    return found


def _option_faults(raw: Mapping[str, Any]) -> list[str]:
    options = raw.get("options", [])
    found = []
    if raw.get("kind") in WITH_OPTIONS and len(options) < 2:
        found.append("a choice needs at least two options")
    if len(set(options)) != len(options) or not all(CODE.match(str(o)) for o in options):
        found.append("option codes must differ, in small letters, digits and hyphens")
    if not set(raw.get("easy_options", [])) <= set(options) or not set(raw.get("exclusive", [])) <= set(options):
        found.append("easy and exclusive options must be among the options")
    if raw.get("low") is not None and raw.get("high") is not None and raw["low"] >= raw["high"]:
        found.append("the lowest value must be under the highest")
    return found
