"""What everybody may see: rounds, topics with who stands behind them, results, decisions."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from careloom.priorities import queries
from careloom.priorities.counting import TOGETHER
from careloom.priorities.models import Candidate, Choice, Round
from careloom.priorities.queries import gate, scoring
from careloom.priorities.words import candidate_in, chosen, criterion_in, money_in, names, round_in
from careloom.ui.access import allow
from careloom.ui.pages import show

KINDS = (Choice.Kind.ADOPTED, Choice.Kind.DECLINED, Choice.Kind.PARKED)


def round_at(slug: str) -> Round:
    """One that is not being prepared any more."""
    return get_object_or_404(queries.rounds(), slug=slug)


@allow("anyone")
def rounds(request: HttpRequest) -> HttpResponse:
    """Every round, the newest first."""
    return show(request, "priorities/list", {"rows": [round_in(request, r) for r in queries.rounds()]})


@allow("anyone")
def one(request: HttpRequest, slug: str) -> HttpResponse:
    """A round: why, how it is decided, the topics, and the way in."""
    of = round_at(slug)
    rows = [candidate_in(request, c) | {"choice": getattr(c, "choice", None)} for c in queries.candidates_of(of)]
    criteria = [criterion_in(request, c) for c in of.criteria.order_by("order")]
    context = {**round_in(request, of), "rows": rows, "criteria": criteria, "counted": queries.count_of(of),
               "programme": queries.programme_of(of), "money": money_in(of)}  # fmt: skip
    return show(request, "priorities/round", context)


@allow("anyone")
def topic(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One topic: today's way, who stands behind it, scores of both ways, the evidence, the decision."""
    of = round_at(slug)
    candidate = get_object_or_404(Candidate.objects.select_related("round"), round=of, number=number)
    said = names()
    voices = queries.voices_of(candidate)
    for rows in (voices["role"], voices["nation"]):
        for row in rows:
            row["label"] = said.get(row["code"], _("Not said"))
    criteria = [row | criterion_in(request, row["criterion"]) | {"ways": _ways(row), "parts": _parts(row, said)}
                for row in scoring.of_candidate(candidate)]  # fmt: skip
    choice = Choice.objects.filter(candidate=candidate).select_related("decision").first()
    context = {**round_in(request, of), **candidate_in(request, candidate), "voices": voices, "criteria": criteria,
               "gate": gate.gates([candidate])[candidate.pk], "choice": choice, "said": said,
               "sources": queries.sources_of(candidate)}  # fmt: skip
    return show(request, "priorities/topic", context)


def _parts(row: dict[str, Any], said: dict[str, str]) -> list[dict[str, Any]]:
    """The same means by role group and by nation, where there is more than one that may be shown."""
    said = said | {TOGETHER: _("Smaller groups and people who did not say, together"), "": _("Not said")}
    return [part | {"label": said.get(part["code"], part["code"])}
            for parts in (row["groups"], row["nations"]) if len(parts) > 1 for part in parts]  # fmt: skip


def _ways(row: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"label": label, "value": row[way] or 0, "text": "" if row[way] is None else str(row[way]),
             "hidden": row[way] is None}
            for way, label in (("new", _("The new way")), ("current", _("The current way")))]  # fmt: skip


@allow("anyone")
def results(request: HttpRequest, slug: str) -> HttpResponse:
    """What the ballots came to, who differs, and how much the order depends on the weights."""
    of = round_at(slug)
    counted = queries.count_of(of)
    topics = {c.public_id: candidate_in(request, c) for c in queries.candidates_of(of)}
    context: dict[str, Any] = {**round_in(request, of), "counted": counted, "money": money_in(of)}
    if counted and not counted.data["few"]:
        context |= _shown(counted.data, topics)
    if of.state == Round.State.CLOSED:
        context["order"] = _order(request, of)
    return show(request, "priorities/results", context)


def _shown(data: dict[str, Any], topics: dict[str, dict[str, Any]]) -> dict[str, Any]:
    said = names() | {"together": _("Smaller groups and people who did not say, together"), "": _("Not said")}

    def of(ids: list[str]) -> list[dict[str, Any]]:
        return [topics[i] for i in ids if i in topics]

    order = [row | topics[row["id"]] for row in data["order"] if row["id"] in topics]
    groups = list(order[0].get("by_group", {})) if order else []
    table = [row | {"places": [row["by_group"][g] for g in groups]} for row in order] if groups else order
    dots = [{"label": r["title"], "value": r["share"], "low": r["low"], "high": r["high"], "hidden": False}
            for r in order if "share" in r]  # fmt: skip
    return {
        "data": data, "table": table, "dots": dots, "groups": [said.get(g, g) for g in groups], "top": of(data["top"]),
        "slate": of(data.get("slate", [])), "only_top": of(data.get("only_top", [])),
        "only_slate": of(data.get("only_slate", [])), "portfolio": of(data.get("portfolio", [])),
        "bought": _bought(data, topics, said),
        "lists": [(said.get(g, g), of(ids)) for g, ids in data.get("lists", {}).items()],
        "nation_lists": [(said.get(g, g), of(ids)) for g, ids in data.get("nation_lists", {}).items()],
        "divides": sorted((r for r in order if r.get("spread", 0) >= 3), key=lambda r: -r["spread"])[:10],
        "ties": [[topics[i]["title"] for i in tie["between"] if i in topics] for tie in data["ties"]],
        "roles": [row | {"label": said.get(row["code"], row["code"])} for row in data["roles"]],
        "nations": [row | {"label": said.get(row["code"], row["code"])} for row in data["nations"]],
    }  # fmt: skip


def _bought(data: dict[str, Any], topics: dict[str, dict[str, Any]], said: dict[str, str]) -> list[dict[str, Any]]:
    """Every topic with its cost and why the money goes to it or not; what was bought comes first."""
    first = {i: n for n, i in enumerate(data.get("portfolio", []))}
    rows = [topics[i] | {"why": why, "chosen": i in first,
                         "where": ", ".join(said.get(n, n) for n in topics[i]["candidate"].nations)}
            for i, why in data.get("why", {}).items() if i in topics]  # fmt: skip
    return sorted(rows, key=lambda r: (first.get(r["candidate"].public_id, len(first)), r["candidate"].number))


def _order(request: HttpRequest, of: Round) -> dict[str, Any]:
    found = scoring.order(of)
    bars = [{"label": candidate_in(request, r["candidate"])["title"], "value": round(100 * r["often"]),
             "text": _("%d of 100") % round(100 * r["often"])} for r in found["rows"]]  # fmt: skip
    weights = [criterion_in(request, c) | {"weight": w} for c, w in found["weights"]]
    unscored = [candidate_in(request, c) for c in found["unscored"]]
    return found | {"bars": bars, "weights": weights, "draws": scoring.DRAWS, "unscored": unscored}


@allow("anyone")
def decisions(request: HttpRequest, slug: str) -> HttpResponse:
    """What we do, what we do not do, and what waits: each with its reasons, as large as the others."""
    of = round_at(slug)
    found = queries.decided_in(of)
    signed = queries.signatures_of([c.decision for rows in found.values() for c in rows])
    said = names()
    parts = []
    for kind in KINDS:
        rows = [_decided(request, c, signed, said) for c in found[kind]]
        parts.append({"label": kind.label, "kind": kind.value, "rows": rows})
    waiting = [candidate_in(request, c) for c in queries.candidates_of(of) if not hasattr(c, "choice")]
    return show(request, "priorities/decisions", {**round_in(request, of), "parts": parts, "waiting": waiting})


def _decided(
    request: HttpRequest, choice: Choice, signed: dict[int, list[str]], said: dict[str, str]
) -> dict[str, Any]:
    why, lang = chosen(request, "", choice.reason_easy, choice.reason_cy)
    reports = [{"report": m, "words": chosen(request, m.dissent.words, m.words_easy, "")[0],
                "role": said.get(m.role_group, "")} for m in choice.minority_reports.all()]  # fmt: skip
    return {**candidate_in(request, choice.candidate), "choice": choice, "decision": choice.decision, "why": why,
            "why_lang": lang, "signed": signed[choice.decision_id], "reports": reports}  # fmt: skip
