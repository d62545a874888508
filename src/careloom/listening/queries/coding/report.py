"""A report as data: only what disclosure control lets through. Pages, Word and PDF are drawn from it alone."""

import math
from typing import Any

from careloom.centre.queries import nations, role_groups
from careloom.listening.models import Codebook, Text
from careloom.listening.queries.coding import counting
from careloom.listening.queries.coding.agreement import agreement
from careloom.listening.queries.coding.reading import languages, live, open_themes, progress, take_up

SMALL, FAIR = 30, 30  # a group of fewer returns is small; a share of fewer says too little for an interval
EDITIONS = ("standard", "easy")
UNSAID = "not-said"
STANCES = counting.STANCES


def wilson(hits: int, total: int) -> tuple[float, float]:
    """The 95% interval of a share (Wilson 1927): hits of total, as (low, high) from 0 to 1."""
    z, share = 1.959964, hits / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return max(0.0, middle - half), min(1.0, middle + half)


def report_data(codebook: Codebook) -> dict[str, Any]:
    """Everything a report says, protected."""
    from careloom_methods.representation import LEAST, rounded

    counted, agreed, how_far = counting.table(codebook), agreement(codebook), progress(codebook)
    themes = open_themes(codebook)
    large, small = _by_size(counted)
    few = {"none": counted["none"]["returns"], "aside": live(codebook).filter(screen=Text.Screen.ASIDE).count()}
    rows = []
    for theme in themes:
        cell = counted["themes"].get(theme.pk)
        rows.append({
            "id": theme.public_id, "name": theme.name, "easy_name": theme.easy_name or theme.name,
            "definition": theme.definition, "parent": _public(themes, theme.parent_id),
            "agreed": bool(theme.agreed_by), **_agreement(agreed.get(theme.pk)),
            **(_protected(counted, cell, codebook.views) if cell else _nothing()),
            "only_small": bool(cell) and _only_small(cell, large, small),
        })  # fmt: skip
    rows.sort(key=lambda row: -(row["returns"] or 0))
    return {
        "name": codebook.name, "question": codebook.question, "views": codebook.views, "themes": rows,
        "returns": rounded(counted["all"]["returns"]), "people": rounded(counted["all"]["people"]),
        **{name: rounded(count) if count >= LEAST else None for name, count in few.items()},
        "unread": rounded(how_far["texts"] - how_far["read"]), "twice": how_far["twice"],
        "single": agreed.get(0, 0), "take_up": take_up(codebook), "editions": list(EDITIONS),
        "roles": role_groups(), "nations": nations(),
        "by_role": _by_role(counted),
        "languages": [row["language"] or "und" for row in languages(codebook) if row["texts"] >= 10],
    }  # fmt: skip


def _by_role(counted: dict[str, Any]) -> dict[str, int | None]:
    """Returns that were read, by role group: what the quotes are held against."""
    from careloom_methods.representation import Table, protect

    groups = counted["groups"]["role"]
    if not groups:
        return {}
    table = Table("role", ("role",), {(role or UNSAID,): cell["returns"] for role, cell in groups.items()})
    return {key[0]: cell.value for key, cell in protect([table])[0].cells.items()}


def _public(themes: list[Any], pk: int | None) -> str:
    return next((theme.public_id for theme in themes if theme.pk == pk), "")


def _agreement(found: Any) -> dict[str, Any]:
    if found is None:
        return {"alpha": None, "alpha_low": None, "alpha_high": None, "alpha_why": "nobody_twice", "alpha_units": 0}
    return {
        "alpha": _round(found.alpha), "alpha_low": _round(found.low), "alpha_high": _round(found.high),
        "alpha_why": found.why, "alpha_units": found.units,
    }  # fmt: skip


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _nothing() -> dict[str, Any]:
    counts = dict.fromkeys(("returns", "people", *STANCES))
    return {**counts, "role": {}, "nation": {}, "edition": {}}


def _protected(counted: dict[str, Any], cell: dict[str, Any], views: bool) -> dict[str, Any]:
    """The theme's numbers, each by group; those who have it and those who have not are protected together."""
    from careloom_methods.representation import protect

    returns, people = _tables(counted, cell, views, "returns"), _tables(counted, cell, views, "people")
    shown = dict(zip([t.name for t in returns], protect(returns), strict=True))
    spoken = dict(zip([t.name for t in people], protect(people), strict=True))
    found: dict[str, Any] = {
        "returns": shown["all"].cells["yes",].value, "people": spoken["all"].cells["yes",].value,
        "for": shown["stance"].cells["for",].value if views else None,
        "against": shown["stance"].cells["against",].value if views else None,
        "both": shown["stance"].cells["both",].value if views else None,
    }  # fmt: skip
    for dimension in ("role", "nation", "edition"):
        groups = {}
        for group in dict.fromkeys(key[1] for key in shown[dimension].cells):
            yes, no = (shown[dimension].cells[has, group].value for has in ("yes", "no"))
            total = yes + no if yes is not None and no is not None else 0
            low, high = wilson(yes, total) if total >= FAIR else (None, None)
            groups[group] = {
                "returns": yes, "people": spoken[dimension].cells["yes", group].value, "of": total or None,
                "share": round(yes / total, 3) if total else None, "low": _round(low), "high": _round(high),
            }  # fmt: skip
            if views:
                groups[group]["stances"] = {
                    stance: shown[f"stance-{dimension}"].cells[stance, group].value for stance in STANCES}  # fmt: skip
        found[dimension] = groups
    return found


def _tables(counted: dict[str, Any], cell: dict[str, Any], views: bool, measure: str) -> list[Any]:
    from careloom_methods.representation import Table

    def numbers(what: str) -> list[tuple[str, dict[tuple[str, ...], int]]]:
        all_of, having = counted["all"][what], cell["all"][what]
        found: list[tuple[str, dict[tuple[str, ...], int]]] = [("all", {("yes",): having, ("no",): all_of - having})]
        for dimension, groups in counted["groups"].items():
            counts: dict[tuple[str, ...], int] = {}
            for group, totals in groups.items():
                yes = cell["groups"][dimension].get(group, {}).get(what, 0)
                counts["yes", group or UNSAID], counts["no", group or UNSAID] = yes, totals[what] - yes
            found.append((dimension, counts))
        if views:
            stances = _stances(all_of, *(cell[stance][what] for stance in STANCES))
            found.append(("stance", {(stance,): number for stance, number in stances.items()}))
            for dimension, groups in counted["groups"].items():
                found.append((f"stance-{dimension}", {
                    (stance, group or UNSAID): number for group, totals in groups.items()
                    for stance, number in _stances(totals[what], *(
                        cell["stances"][name][dimension].get(group, {}).get(what, 0) for name in STANCES)).items()
                }))  # fmt: skip
        return found

    behind = dict(numbers("returns"))
    dims = {"all": ("has",), "stance": ("stance",)} | {
        f"stance-{dimension}": ("stance", dimension) for dimension in counted["groups"]}  # fmt: skip
    return [Table(name, dims.get(name, ("has", name)), counts, None if measure == "returns" else behind[name],
                  measure=measure) for name, counts in numbers(measure)]  # fmt: skip


def _stances(all_of: int, for_it: int, against: int, both: int) -> dict[str, int]:
    """Each return once: only for, only against, both, or neither."""
    return {"for": for_it - both, "against": against - both, "both": both, "neither": all_of - for_it - against + both}


def _by_size(counted: dict[str, Any]) -> tuple[set[str], set[str]]:
    """(large role groups, small ones)."""
    limit = max(SMALL, counted["all"]["returns"] * 0.05)
    small = {group for group, cell in counted["groups"]["role"].items() if cell["returns"] < limit}
    return set(counted["groups"]["role"]) - small, small


def _only_small(cell: dict[str, Any], large: set[str], small: set[str]) -> bool:
    """Said in a small group and in no large one. Which group it was is not published: it may be one person."""
    said = {group for group, one in cell["groups"]["role"].items() if one["returns"]}
    return bool(said & small) and not said & large
