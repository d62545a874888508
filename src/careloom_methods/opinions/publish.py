"""A result as plain values, with small groups hidden."""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from careloom_methods.opinions import sure
from careloom_methods.opinions.analysis import Result, equal_voice
from careloom_methods.opinions.axes import means, reach
from careloom_methods.opinions.findings import Findings, find
from careloom_methods.opinions.hiding import hidden
from careloom_methods.opinions.votes import Array


def published(
    result: Result, *, respondents: Mapping[str, str] | None = None, everything: bool = False
) -> dict[str, Any]:  # fmt: skip
    """The keys of the command's contract. Groups under ten people are hidden; `everything` is for own use only."""
    votes, sizes = result.votes, result.sizes
    away = set() if everything else hidden(sizes)
    shown = [name for name in result.names if name not in away]
    found = _pooled(result, away)
    texts, verdict = votes.statements, result.verdict
    headlines = _headlines(result)
    return {
        "people": result.voters, "statements": votes.shape[1], "votes": len(votes.vote), "verdict": verdict.word,
        "why": verdict.why, "sentence": verdict.sentence,
        "tests": {"stability": verdict.stability, "chance": verdict.chance,
                  "silhouette": verdict.found.silhouette if verdict.found else None},
        "groups": [{"id": name, "size": sizes[name]} if name in shown else {"id": name, "hidden": True}
                   for name in result.names],
        "group_of": {votes.people[i]: result.names[g] for i, g in enumerate(result.label.tolist()) if g >= 0},
        "axes": result.axes.tolist(),
        "statement_results": _statements(result, found, shown, respondents),
        "consensus": {"agree": [texts[s] for s in found.agree], "disagree": [texts[s] for s in found.disagree]},
        "representative": {name: [texts[s] for s in found.representative[i]]
                           for i, name in enumerate(result.names) if name in shown},
        "headlines": {"agree": [texts[s] for s in headlines[0]], "disagree": [texts[s] for s in headlines[1]],
                      "by_group": {name: [texts[s] for s in headlines[2][i]]
                                   for i, name in enumerate(result.names) if name in shown}},
        "routing": dict(zip(texts, found.routing.tolist(), strict=True)),
        "slate": [texts[s] for s in result.slate.chosen],
        "slate_check": {"people": result.slate.people, "served": result.slate.served,
                        "largest_left": result.slate.largest_left, "needed": result.slate.needed,
                        "justified": result.slate.justified},
    }  # fmt: skip


def _headlines(result: Result) -> tuple[list[int], list[int], list[list[int]]]:
    """The lists again without anything thin."""
    found = result.findings if result.verdict.why != "given" else _honest(result, result.findings.tally)
    return found.agree, found.disagree, found.representative


def _honest(result: Result, rows: Array) -> Findings:
    """The findings for other groups (`rows`: groups x statements x 3), without anything thin in a list."""
    everybody, rejected = result.findings.everybody, result.votes.rejected
    far = reach(result.axes, means(everybody, rejected), everybody)
    return find(everybody, rows, result.voters, rejected, far, exact=False)


def _pooled(result: Result, away: set[str]) -> Findings:
    """Hidden groups count as one, so that a product or a lowest share cannot be solved for a single small group."""
    found = result.findings
    if not away:
        return found
    inside = np.array([name in away for name in result.names])
    rows = np.concatenate([found.tally[~inside], found.tally[inside].sum(axis=0, keepdims=True)])
    again = _honest(result, rows)
    return replace(found, consensus=again.consensus, safe=again.safe, thin=found.thin | again.thin)


def _statements(
    result: Result, found: Findings, shown: list[str], respondents: Mapping[str, str] | None
) -> list[dict[str, Any]]:  # fmt: skip
    votes = result.votes
    words = sure.how_sure(found.low, found.high, found.thin)
    voice = equal_voice(votes, respondents)[0].tolist() if respondents else None
    rows = []
    for s, text in enumerate(votes.statements):
        disagree, passed, agree = (int(n) for n in found.everybody[s])
        row: dict[str, Any] = {
            "id": text, "agree": agree, "disagree": disagree, "pass": passed, "consensus": float(found.consensus[s]),
            "interval": [float(found.low[s]), float(found.high[s])], "sure": words[s], "thin": bool(found.thin[s]),
            "safe": float(found.safe[s]), "rejected": bool(votes.rejected[s]),
            "by_group": {name: _cell(result.findings.tally[i, s]) if name in shown else {"hidden": True}
                         for i, name in enumerate(result.names)},
        }  # fmt: skip
        if voice is not None:
            row["equal_voice"] = None if math.isnan(voice[s]) else voice[s]
        rows.append(row)
    return rows


def _cell(three: Array) -> dict[str, Any]:
    disagree, passed, agree = (int(n) for n in three)
    low, high = sure.interval(three[2], three.sum())
    return {"agree": agree, "disagree": disagree, "pass": passed, "interval": [float(low), float(high)]}
