"""The words of a questionnaire in each twin: which are needed, which are missing, and what Easy Read asks of them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from careloom.questionnaires.definition import Definition, Question

Twin = tuple[str, str]  # (edition, language)
FIRST: Twin = ("standard", "en")
GENERAL = ("title", "why", "how-long", "reads", "outcome", "safe")
RIGHT_TO_LEFT = {"ar", "fa", "he", "ps", "ur", "yi"}
MOST_WORDS = 15  # in a sentence of Easy Read; see the rules table
# Words that Easy Read explains or leaves out, with what to say instead.
JARGON = {
    "stakeholder": "people who care about this", "engage": "take part", "engagement": "taking part",
    "implementation": "putting it into practice", "commissioner": "people who pay for care", "utilise": "use",
    "co-production": "working together as equals", "coproduction": "working together as equals",
    "demographic": "about you", "aspirations": "hopes", "facilitate": "help", "prioritise": "choose what comes first",
    "methodology": "how we do it", "multidisciplinary": "different experts working together", "via": "by",
    "regarding": "about", "approximately": "about", "in order to": "to", "prior to": "before",
    "service user": "person who draws on care",
}  # fmt: skip
PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?(?:\w+(?:ed|en)|read|made|done|sent|kept|told|shown|known|found|held|put|paid|built)\b(?:\s+by\b)?",
    re.I,
)
NOT_PASSIVE = re.compile(
    r"\b(?:is|are|was|were)\s+(?:interested|tired|worried|excited|married|disabled|open|often|even|ten|seven)\b", re.I
)


def keys_of(definition: Definition, edition: str) -> list[str]:
    """Every key that a twin of this edition must have words for, in reading order."""
    found = list(GENERAL)
    for page in definition.pages:
        if any(edition in q.editions for q in page.questions):
            found.append(f"p.{page.id}")
            found += [key for q in page.questions if edition in q.editions and not q.of  # those are the engine's words
                      for key in _question_keys(q, edition)]  # fmt: skip
    return found


def _question_keys(question: Question, edition: str, within: str = "") -> Iterable[str]:
    name = f"q.{within}{question.id}"
    yield name
    yield from (f"{name}.o.{code}" for code in question.options_for(edition))
    if question.kind == "scale":
        yield from (f"{name}.low", f"{name}.high")
    for part in question.questions:
        yield from _question_keys(part, edition, f"{question.id}.")


def is_hint(key: str) -> bool:
    """Hints are the only words that a twin may leave out, and only where the first twin has none either."""
    return key.endswith(".hint")


@dataclass(frozen=True)
class Lint:
    """One thing that makes a text harder than Easy Read allows."""

    key: str
    code: str
    found: str
    instead: str = ""


def sentences(text: str) -> list[str]:
    """Sentences of a text."""
    return [s.strip() for s in re.split(r"(?<=[.!?])\s+|\n+", text) if s.strip()]


def easy_read_lints(words: Mapping[str, str]) -> list[Lint]:
    """Long sentences, passive voice and jargon in an Easy Read twin (English rules)."""
    found = []
    for key, text in words.items():
        for sentence in sentences(text):
            if (count := len(sentence.split())) > MOST_WORDS:
                found.append(Lint(key, "long", f"{count} words: {sentence[:80]}"))
            if match := PASSIVE.search(NOT_PASSIVE.sub("", sentence)):
                found.append(Lint(key, "passive", match.group()))
        low = text.lower()
        found += [Lint(key, "jargon", word, say) for word, say in JARGON.items() if re.search(rf"\b{word}s?\b", low)]
    return found


def direction(language: str) -> str:
    """'rtl' or 'ltr'."""
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"
