"""Scores by role group kept apart, the current way beside the new one, and how firm the order is over weightings."""

from collections import defaultdict
from fractions import Fraction
from typing import Any

from careloom.priorities.counting import pooled
from careloom.priorities.models import Candidate, Criterion, Round, Score, SwingWeight

TOP, DRAWS = 10, 10_000
Row = dict[str, Any]


def weighed_criteria(round: Round) -> list[Criterion]:
    """Those that carry a weight: not the gate."""
    return list(round.criteria.filter(is_gate=False).order_by("order"))


def scored(round: Round) -> dict[int, dict[int, list[Score]]]:
    """{candidate pk: {criterion pk: scores}}; one query."""
    found: dict[int, dict[int, list[Score]]] = defaultdict(lambda: defaultdict(list))
    for row in Score.objects.filter(candidate__round=round).order_by("pk"):
        found[row.candidate_id][row.criterion_id].append(row)
    return found


def of_candidate(candidate: Candidate, *, staff: bool = False) -> list[Row]:
    """A row a criterion: means of the new and the current way by role group and nation, and the reasons without names.

    For the public a mean of fewer than ten people is None: hidden; groups of fewer than ten are taken together. While
    the round is open every mean is: beside a new reason, two of them would show how one person scored.
    """
    given = scored(candidate.round)[candidate.pk]
    shown = staff or candidate.round.state == Round.State.CLOSED
    return [_criterion(c, given.get(c.pk, []), staff, shown) for c in weighed_criteria(candidate.round)]


def _criterion(criterion: Criterion, scores: list[Score], staff: bool, shown: bool) -> Row:
    counted = scores if shown else []
    groups, nations = _by(counted, "role_group", staff), _by(counted, "nation", staff)
    everybody = _means(counted, staff)
    new, current = everybody["new"], everybody["current"]
    return {"criterion": criterion, "groups": groups, "nations": nations, **everybody,
            "reasons": [s.reason for s in scores],
            "gains": [s.who_gains for s in scores if s.who_gains],
            "not_better": new is not None and current is not None and new <= current}  # fmt: skip


def _by(scores: list[Score], name: str, staff: bool) -> list[Row]:
    codes = {str(score.pk): str(getattr(score, name)) for score in scores}
    codes = codes if staff else pooled(codes)
    parts: dict[str, list[Score]] = defaultdict(list)
    for score in scores:
        parts[codes[str(score.pk)]].append(score)
    return [{"code": code, **_means(rows, staff)} for code, rows in sorted(parts.items())]


def _means(rows: list[Score], staff: bool) -> Row:
    from careloom_methods.representation import protect_mean

    if staff:
        return {"people": len(rows), "new": _mean([s.new for s in rows]), "current": _mean([s.current for s in rows])}
    new, current = ([float(getattr(s, way)) for s in rows] for way in ("new", "current"))
    shown = (protect_mean(new, scale=(0, 10)), protect_mean(current, scale=(0, 10)))
    return {"people": None, "new": shown[0], "current": shown[1]}


def _mean(values: list[int]) -> float | None:
    return round(sum(values) / len(values), 1) if values else None


def agreed_weights(round: Round) -> dict[str, Fraction]:
    """The mean swing weight of each criterion, each role group the same; equal weights while nobody said."""
    from careloom_methods.ballots.weighting import swing

    criteria = weighed_criteria(round)
    by_group: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for w in SwingWeight.objects.filter(criterion__round=round).select_related("criterion").order_by("pk"):
        by_group[w.role_group][w.criterion.slug].append(w.points)
    if not by_group:
        return {c.slug: Fraction(1, len(criteria)) for c in criteria}
    given = [{slug: Fraction(sum(points), len(points)) for slug, points in row.items()} for row in by_group.values()]
    return swing({c.slug: sum((g.get(c.slug, Fraction(0)) for g in given), Fraction(0)) for c in criteria})


def order(round: Round) -> Row:
    """{"rows": topics by value, with how often each is in the top; "weights"; "unscored": without all scores}."""
    from careloom_methods.ballots.weighting import equal_groups, placed

    criteria, given = weighed_criteria(round), scored(round)
    candidates = {c.public_id: c for c in round.candidates.order_by("number")}
    by_group: dict[str, dict[str, dict[str, Fraction]]] = defaultdict(lambda: defaultdict(dict))
    for candidate in candidates.values():
        for criterion in criteria:
            rows: dict[str, list[int]] = defaultdict(list)
            for score in given[candidate.pk][criterion.pk]:
                rows[score.role_group].append(score.new)
            for group, values in rows.items():
                by_group[group][candidate.public_id][criterion.slug] = Fraction(sum(values), len(values))
    means = equal_groups(by_group)
    whole = {t: row for t, row in means.items() if len(row) == len(criteria)}
    weights = agreed_weights(round)
    places = placed(whole, weights, seed=round.seed, top=min(TOP, round.seats), draws=DRAWS) if whole else []
    rows_ = [{"candidate": candidates[p.topic], "place": p.place, "value": round_one(p.value), "often": p.often}
             for p in places]  # fmt: skip
    return {"rows": rows_, "weights": [(c, round_one(weights[c.slug] * 100)) for c in criteria],
            "unscored": [c for i, c in candidates.items() if i not in whole]}  # fmt: skip


def round_one(value: Fraction) -> float:
    """To one place."""
    return round(float(value), 1)
