"""One judgement for each question x kind x nation, and the verdict on a question in a nation: its weakest leg."""

from collections.abc import Mapping, Sequence
from typing import Any

from careloom_methods.errors import MethodError
from careloom_methods.triage.rules import KINDS, STATES, checked
from careloom_methods.triage.shape import check_shape
from careloom_methods.triage.sources import Source, check, read
from careloom_methods.triage.states import state_of

ENOUGH = STATES.index("enough to start")
NAMES = {"research": "independent studies", "lived": "independent collections", "practice": "organisations"}


def triage(given: Mapping[str, Any]) -> dict[str, Any]:
    """Judge a whole file (see docs/reference/triage.md): {rule_version, units, verdict}. Raises MethodError."""
    check_shape(given)
    rules = checked(given.get("rules"))
    questions = {str(q["id"]): q for q in given.get("questions", [])}
    if not questions:
        raise MethodError("no_questions", "The file has no questions.", suggestion="Add at least one question.")
    if not isinstance(given.get("year"), int):
        raise MethodError("year", "The file must say for which year it judges.", suggestion='Add "year": 2026.')
    for row in given.get("sources", []):
        check(row, set(questions))
    nations = sorted({str(n) for n in given.get("nations", [])} or _nations(given, rules))
    units = [
        _unit(given, rules, question, kind, nation)
        for question in questions.values()
        for kind in KINDS
        for nation in nations
    ]
    verdicts = {
        str(q): {n: _verdict([u for u in units if (u["question"], u["nation"]) == (q, n)], rules) for n in nations}
        for q in questions
    }
    for unit in units:
        unit["verdict"] = verdicts[unit["question"]][unit["nation"]]["verdict"]
    return {"rule_version": rules["version"], "units": units, "verdict": verdicts}


def _nations(given: Mapping[str, Any], rules: Mapping[str, Any]) -> set[str]:
    named = [row.get("nation") for part in ("sources", "searches") for row in given.get(part, [])]
    flat = {str(n) for value in named for n in (value if isinstance(value, list | tuple) else [value])}
    return (flat - {rules["everywhere"]}) or {rules["everywhere"]}


def _unit(
    given: Mapping[str, Any], rules: Mapping[str, Any], question: Mapping[str, Any], kind: str, nation: str
) -> dict[str, Any]:
    rows = [row for row in given.get("sources", []) if (row["question"], row["kind"]) == (question["id"], kind)]
    sources = read(rows, rules["sound"])
    searches = [s for s in given.get("searches", []) if _fits(s, question["id"], kind, nation, rules)]
    affected = frozenset(map(str, question.get("affected", [])))

    def judged(these: Sequence[Source]) -> tuple[str, list[str]]:
        return state_of(kind, these, looked=bool(searches), affected=affected, rules=rules, year=given["year"])

    state, missing = judged(sources)
    own = [s for s in sources if s.nations & {nation, rules["everywhere"]}]
    flags = _flags(given, rules, question, kind, nation, sources, affected)
    if judged(own)[0] != state:
        flags["borrowed"] = sorted({n for s in sources if s not in own for n in s.nations})
    if STATES.index(state) >= ENOUGH:
        fragile = [s.origin for s in sources if judged([x for x in sources if x is not s])[0] != state]
        flags |= {"fragile": fragile} if fragile else {}
    unit = {
        "question": question["id"],
        "kind": kind,
        "nation": nation,
        "state": state,
        "flags": flags,
        "counts": {
            "independent": len(sources),
            "reports": sum(len(s.reports) for s in sources),
            "people": sum(s.people for s in sources),
        },
        "linked": {s.origin: list(s.reports) for s in sources if len(s.reports) > 1},
        "missing": missing,
        "looked": _last(searches),
        "changes_if": missing[0] if len(missing) == 1 else " and ".join(missing),
        "rule_version": rules["version"],
    }
    unit["why"] = _why(unit, searches)
    return _overridden(given, unit)


def _fits(row: Mapping[str, Any], question: str, kind: str, nation: str, rules: Mapping[str, Any]) -> bool:
    where = row.get("nation", rules["everywhere"])
    return (row.get("question"), row.get("kind")) == (question, kind) and where in (nation, rules["everywhere"])


def _flags(
    given: Mapping[str, Any],
    rules: Mapping[str, Any],
    question: Mapping[str, Any],
    kind: str,
    nation: str,
    sources: Sequence[Source],
    affected: frozenset[str],
) -> dict[str, Any]:
    flags: dict[str, Any] = {}
    if len({word for s in sources for word in s.says}) > 1:
        flags["mixed"] = {word: sorted(s.origin for s in sources if word in s.says) for word in ("for", "against")}
    newest = max((s.year for s in sources), default=0)
    if newest and newest < given["year"] - rules["old_after_years"][kind]:
        flags["old"] = newest
    silent = affected - frozenset(v for s in sources for v in s.voices)
    if kind == "lived" and sources and silent:
        flags["whose voice is missing"] = sorted(silent)
    if kind == "research" and _wants_review(sources, rules, given["year"]):
        flags["synthesis gap"] = sorted(s.origin for s in sources if s.sound and not s.review)
    running = [
        {"project": row["project"], "ends": row.get("ends", "")}
        for row in given.get("being_studied", [])
        if row.get("question") == question["id"]
        and row.get("kind", "research") == kind
        and row.get("nation", rules["everywhere"]) in (nation, rules["everywhere"])
    ]
    if running:
        flags["being studied"] = running
    return flags


def _wants_review(sources: Sequence[Source], rules: Mapping[str, Any], year: int) -> bool:
    """Enough sound studies to review, and no sound, direct review that is new enough."""
    rule = rules["research"]
    new = [s for s in sources if s.sound and s.review and s.direct and s.year >= year - rule["review_years"]]
    return not new and sum(s.sound and not s.review for s in sources) >= rule["studies"]


def _last(searches: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    found: Mapping[str, Any] = max(searches, key=lambda s: str(s.get("date", "")), default={})
    return dict(found)


def _why(unit: Mapping[str, Any], searches: Sequence[Mapping[str, Any]]) -> str:
    """At most 60 words: what was counted, what would change it, by which rules."""
    counts, kind = unit["counts"], unit["kind"]
    words = f"{unit['state'].capitalize()}: {counts['independent']} {NAMES[kind]} in {counts['reports']} reports"
    words += f", {counts['people']} people" if kind == "lived" else ""
    last = _last(searches)
    if last:
        share = f", {last['read']} of {last['found']} records read" if last.get("found") and "read" in last else ""
        words += f". Last looked {last.get('date', 'on a day not written down')}{share}"
    words += f". It would change with {unit['changes_if']}" if unit["changes_if"] else ""
    cut = words.split()
    return " ".join(cut[:54]) + f". Rules {unit['rule_version']}."


def _overridden(given: Mapping[str, Any], unit: dict[str, Any]) -> dict[str, Any]:
    for row in given.get("overrides", []):
        if all(row.get(key) == unit[key] for key in ("question", "kind", "nation")):
            if row.get("state") not in STATES or not row.get("reason") or not row.get("by"):
                raise MethodError(
                    "override",
                    "An override needs a state, a reason and who signed it.",
                    states=list(STATES),
                    suggestion="Write all three.",
                )
            unit |= {"override": {**row, "instead_of": unit["state"]}, "state": row["state"]}
    return unit


def _verdict(units: Sequence[Mapping[str, Any]], rules: Mapping[str, Any]) -> dict[str, Any]:
    """Ready when two kinds have enough, none is a gap or not looked at, and lived experience is at least thin."""
    level = {u["kind"]: STATES.index(u["state"]) for u in units}
    weakest = min(level.values())
    enough = sum(n >= ENOUGH for n in level.values())
    ready = enough >= 2 and weakest >= STATES.index("thin")
    legs = [kind for kind in KINDS if level[kind] == weakest]
    return {
        "verdict": "ready" if ready else "not ready",
        "weakest": STATES[weakest],
        "legs": legs,
        "why": f"The weakest leg is {', '.join(legs)}: {STATES[weakest]}. {enough} of 3 kinds have enough.",
        "rule_version": rules["version"],
    }
