"""Answering for a group (one return, n people): the extra page, made of the engine's own questions."""

from functools import lru_cache
from typing import Any

from careloom.questionnaires import definition
from careloom.questionnaires.definition import Definition

ROLES = ["draws-on-care", "carer", "practitioner", "provider", "commissioner", "researcher", "other"]
BANDS = ["1-4", "5-9", "10-19", "20-49", "50-more"]
PAGE = {
    "id": "group",
    "questions": [
        {"id": "group-name", "kind": "short", "required": True},
        {"id": "group-size", "kind": "number", "required": True, "low": 2, "high": 100_000},
        {"id": "group-who", "kind": "repeat", "questions": [
            {"id": "role", "kind": "one", "options": ROLES}, {"id": "band", "kind": "one", "options": BANDS}]},
        {"id": "group-how", "kind": "many", "required": True,
         "options": ["meeting", "one-to-one", "form", "vote", "leaders"]},
        {"id": "group-consent", "kind": "one", "required": True, "options": ["all-know", "some-know", "not-asked"]},
        {"id": "group-agreed", "kind": "long"},
        {"id": "group-split", "kind": "long"},
    ],
}  # fmt: skip


@lru_cache(maxsize=1)
def page() -> definition.Page:
    """The page about the group."""
    return definition.read({"pages": [PAGE]}).pages[0]


def with_group(of: Definition) -> Definition:
    """The same questionnaire, with the page about the group in front."""
    return Definition((page(), *of.pages), of.raw)


def split(values: dict[str, Any]) -> tuple[dict[str, Any] | None, dict[str, Any]]:
    """(what was said about the group or None, the answers)."""
    about = {key.removeprefix("group-"): value for key, value in values.items() if key.startswith("group-")}
    return about or None, {key: value for key, value in values.items() if not key.startswith("group-")}
