"""When a question is asked: any combination of "and", "or" and "not" over earlier answers.

A condition is data: `{"all": [...]}`, `{"any": [...]}`, `{"not": {...}}`, or about one question:
`{"question": "q", "is": "code"}`, `{"question": "q", "in": ["a", "b"]}`, `{"question": "q", "answered": true}`,
`{"question": "q", "more_than": 3}`, `{"question": "q", "less_than": 3}`. No condition means: always asked.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

Condition = Mapping[str, Any]
Answers = Mapping[str, Any]


def holds(condition: Condition | None, answers: Answers) -> bool:
    """Is the condition true for these answers? A question that was not answered makes a test about it false."""
    if condition is None:
        return True
    if "all" in condition:
        return all(holds(part, answers) for part in condition["all"])
    if "any" in condition:
        return any(holds(part, answers) for part in condition["any"])
    if "not" in condition:
        return not holds(condition["not"], answers)
    value = answers.get(condition["question"])
    test = next(name for name in TESTS if name in condition)
    return TESTS[test](value, condition[test])


def _chosen(value: Any) -> list[str]:
    return [str(v) for v in value] if isinstance(value, list) else [] if value is None else [str(value)]


def _number(value: Any) -> Decimal | None:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def _compare(larger: bool) -> Callable[[Any, Any], bool]:
    def test(value: Any, wanted: Any) -> bool:
        number = _number(value)
        return number is not None and (number > _number(wanted) if larger else number < _number(wanted))  # type: ignore[operator]  # checked when the definition was read

    return test


TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "is": lambda value, wanted: str(wanted) in _chosen(value),
    "in": lambda value, wanted: bool(set(_chosen(value)) & {str(w) for w in wanted}),
    "answered": lambda value, wanted: (value not in (None, "", [])) is bool(wanted),
    "more_than": _compare(True),
    "less_than": _compare(False),
}


def questions_in(condition: Condition | None) -> set[str]:
    """Ids of the questions that a condition asks about."""
    if condition is None:
        return set()
    parts = [*condition.get("all", ()), *condition.get("any", ()), *([condition["not"]] if "not" in condition else [])]
    found = {condition["question"]} if "question" in condition else set()
    return found.union(*(questions_in(part) for part in parts))


def faults(condition: Any) -> list[str]:
    """What is wrong with the form of a condition; empty if nothing is."""
    if condition is None:
        return []
    if not isinstance(condition, Mapping):
        return ["a condition must be an object"]
    for word in ("all", "any"):
        if word in condition:
            parts = condition[word]
            if not isinstance(parts, list) or not parts:
                return [f"'{word}' needs a list with at least one condition"]
            return [fault for part in parts for fault in faults(part)]
    if "not" in condition:
        return faults(condition["not"]) if condition["not"] is not None else ["'not' needs a condition"]
    tests = [name for name in TESTS if name in condition]
    if "question" not in condition or len(tests) != 1:
        return ["a condition needs 'question' and one of " + ", ".join(TESTS)]
    wanted = condition[tests[0]]
    if tests[0] in {"more_than", "less_than"} and _number(wanted) is None:
        return [f"'{tests[0]}' needs a number"]
    if tests[0] == "in" and not isinstance(wanted, list):
        return ["'in' needs a list of codes"]
    return []
