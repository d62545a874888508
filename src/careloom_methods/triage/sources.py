"""Sources counted by where they come from: several reports or quotes of one origin are one source."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from careloom_methods.errors import MethodError
from careloom_methods.triage.rules import KINDS, TAPUPAS

ANSWERS = ("yes", "partly", "no")


@dataclass(frozen=True)
class Source:
    """One independent origin: a study, a consultation or an organisation, with all its reports together."""

    origin: str
    reports: tuple[str, ...]
    nations: frozenset[str]
    year: int  # of the newest report; 0 where it is not known
    sound: bool
    direct: bool
    review: bool
    says: frozenset[str]  # 'for', 'against'
    people: int
    led: bool  # user-led or carer-led
    voices: frozenset[str]
    sorts: frozenset[str]
    roles: frozenset[str]
    told: bool  # says what was done and what happened
    failure: bool
    together: bool  # a synthesis made together with the people concerned
    sure: bool  # the finding's confidence was judged high


def is_sound(answers: Mapping[str, str], rule: Mapping[str, int]) -> bool:
    """Few enough 'no' and enough 'yes' among the seven standards."""
    given = list(answers.values())
    return given.count("no") <= rule["most_no"] and given.count("yes") >= rule["least_yes"]


def read(rows: Sequence[Mapping[str, Any]], sound: Mapping[str, int]) -> list[Source]:
    """Independent sources of one unit, in the order of their origins. Withdrawn rows are as if never there."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        if not row.get("withdrawn") and row.get("consent", True):
            groups.setdefault(str(row.get("origin") or row["id"]), []).append(row)
    return [_joined(origin, groups[origin], sound) for origin in sorted(groups)]


def _joined(origin: str, rows: Sequence[Mapping[str, Any]], sound: Mapping[str, int]) -> Source:
    def all_of(name: str) -> frozenset[str]:
        return frozenset(str(x) for row in rows for x in _list(row.get(name)))

    return Source(
        origin=origin,
        reports=tuple(sorted(str(row["id"]) for row in rows)),
        nations=all_of("nation"),
        year=max(int(row.get("year") or 0) for row in rows),
        sound=any(is_sound(row.get("tapupas", {}), sound) for row in rows),
        direct=any(row.get("fit", "direct") == "direct" for row in rows),
        review=any(row.get("design") == "review" for row in rows),
        says=all_of("says"),
        # Reports of one consultation speak for the same people: the largest number counts, never the sum.
        people=max(int(row.get("people") or 0) for row in rows),
        led=any(row.get("led_by") in {"user", "carer"} for row in rows),
        voices=all_of("voices"),
        sorts=all_of("sort"),
        roles=all_of("role"),
        told=any(row.get("what_was_done") and row.get("what_happened") for row in rows),
        failure=any(bool(row.get("failure")) for row in rows),
        together=any(bool(row.get("made_together")) for row in rows),
        sure=any(row.get("confidence") == "high" for row in rows),
    )


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple | set | frozenset) else [] if value in (None, "") else [value]


def check(row: Mapping[str, Any], questions: set[str]) -> None:
    """Raises MethodError for a row that cannot be judged."""
    name = str(row.get("id", ""))
    if not name or row.get("question") not in questions or row.get("kind") not in KINDS or not row.get("nation"):
        raise MethodError(
            "source",
            f"The source '{name}' needs an id, a known question, a kind and a nation.",
            id=name,
            kinds=list(KINDS),
            suggestion="Fill these in.",
        )
    for standard, answer in dict(row.get("tapupas", {})).items():
        if standard not in TAPUPAS or answer not in ANSWERS:
            raise MethodError(
                "standard",
                f"The source '{name}': '{standard}' is answered '{answer}'.",
                id=name,
                standards=list(TAPUPAS),
                answers=list(ANSWERS),
                suggestion="Use these words.",
            )
    for number in ("year", "people"):
        if row.get(number) not in (None, "") and not (isinstance(row[number], int) and row[number] >= 0):
            raise MethodError(
                "source_number",
                f"The source '{name}': '{number}' must be a whole number.",
                id=name,
                wrote=str(row[number]),
                suggestion="Write a number, or leave it out.",
            )
