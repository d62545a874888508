"""From votes in the database to what may be published, as plain values."""

from collections import Counter
from math import isnan
from typing import Any

from careloom.conversations import queries
from careloom.conversations.models import Conversation, Statement

FEWEST = 10  # people behind any number that is shown
STEP = 5  # numbers shown before the close are rounded to this
LETTERS = "ABCDE"
VOTES = ("agree", "disagree", "pass")


def result_of(conversation: Conversation, *, final: bool) -> dict[str, Any]:
    """Verdict, groups, statements with shares and intervals, lists, slate, role groups side by side."""
    rows = queries.votes_of(conversation)
    statements = queries.weighed(conversation)
    if not rows:
        return _empty(statements)
    from careloom_methods.opinions import analyse
    from careloom_methods.opinions.analysis import equal_voice
    from careloom_methods.opinions.publish import published
    from careloom_methods.opinions.votes import votes_from

    out = [s.number for s in statements if s.state == Statement.State.WITHDRAWN]
    votes = votes_from([r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows], rejected=out,
                       known=[s.number for s in statements])  # fmt: skip
    result = analyse(votes, seed=conversation.seed)
    voters = queries.voters_of(conversation)
    found = published(result, respondents={str(v): role for v, (role, _, _) in voters.items() if role})
    nations = equal_voice(votes, {str(v): nation for v, (_, nation, _) in voters.items() if nation})[0].tolist()
    for row, share in zip(found["statement_results"], nations, strict=True):
        row["equal_nations"] = None if isnan(share) else share
    letters = {g["id"]: LETTERS[i] for i, g in enumerate(found["groups"])}
    names = {s.number: s.public_id for s in statements}
    divides = _divides(found)
    found = _named(found, {str(number): name for number, name in names.items()})
    important = Counter(names[r[1]] for r in rows if r[3])
    if found["people"] < FEWEST:
        return _empty(statements) | {"why": "few_people"}
    return {
        "verdict": found["verdict"], "why": found["why"], "people": _round(found["people"], final),
        "speaks_for": _round(sum(voters[int(p)][2] for p in votes.people if int(p) in voters), final),
        "votes": _round(found["votes"], final), "final": final, "tests": found["tests"],
        "groups": _groups(result, found, letters),
        "statements": [_statement(row, letters, important, final) for row in found["statement_results"]],
        "agree": found["headlines"]["agree"], "disagree": found["headlines"]["disagree"],
        "slate": found["slate"], "slate_check": found["slate_check"] | {
            k: _round(found["slate_check"][k], final) for k in ("people", "served", "largest_left", "needed")},
        "divides": [names[int(number)] for number in divides],
        "roles": _by_role(rows, voters),
    }  # fmt: skip


def _empty(statements: list[Statement]) -> dict[str, Any]:
    """The honest answer where fewer than ten people voted: no number at all."""
    return {"verdict": "too few votes", "why": "few_people", "people": 0, "speaks_for": 0, "votes": 0, "final": False,
            "tests": {}, "groups": [], "statements": [{"id": s.public_id, "sure": "too few votes", "hidden": True}
                                                      for s in statements if s.state == Statement.State.SHOWN],
            "agree": [], "disagree": [], "slate": [], "slate_check": {}, "divides": [], "roles": []}  # fmt: skip


def _round(number: int, final: bool) -> int:
    return number if final else STEP * round(number / STEP)


def _counts(row: dict[str, Any], final: bool) -> dict[str, Any]:
    """Agree, disagree, pass; hidden where fewer than ten people voted."""
    if row.get("hidden") or row["agree"] + row["disagree"] + row["pass"] < FEWEST:
        return {"hidden": True}
    low, high = row["interval"]
    total = row["agree"] + row["disagree"] + row["pass"]
    shares = {"share": row["agree"] / total, "against": row["disagree"] / total, "low": low, "high": high}
    return {k: _round(row[k], final) for k in VOTES} | {
        k: _round(round(100 * v), final) for k, v in shares.items()}  # fmt: skip


def _statement(row: dict[str, Any], letters: dict[str, str], important: Counter[str], final: bool) -> dict[str, Any]:
    many = important[row["id"]]
    voices = {name: row.get(name) for name in ("equal_voice", "equal_nations")}
    return {"id": row["id"], "out": row["rejected"], "sure": row["sure"], "thin": row["thin"],
            "important": _round(many, final) if many >= FEWEST else None,
            **{name: None if share is None else _round(round(100 * share), final) for name, share in voices.items()},
            "groups": _cells({letters[g]: cell for g, cell in row["by_group"].items()}),
            **_counts(row, final)}  # fmt: skip


def _cells(given: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Each group's votes on one statement, rounded to fives also after the close; small ones hidden, and what would
    give them away."""
    from careloom_methods.representation import protect_table

    known = {g: cell for g, cell in given.items() if not cell.get("hidden")}
    voters: dict[tuple[str, ...], int] = {(g,): sum(cell[k] for k in VOTES) for g, cell in known.items()}
    shown = {key[0] for key, cell in protect_table(voters).cells.items() if not cell.hidden} if voters else set()
    return {g: {k: _round(cell[k], False) for k in VOTES} if g in shown else {"hidden": True}
            for g, cell in given.items()}  # fmt: skip


def _groups(result: Any, found: dict[str, Any], letters: dict[str, str]) -> list[dict[str, Any]]:
    """Where each group stands on the map (centre and spread), its size, and what sets it apart."""
    from careloom_methods.representation import protect_table

    sizes: dict[tuple[str, ...], int] = {(g["id"],): g["size"] for g in found["groups"] if not g.get("hidden")}
    shown = protect_table(sizes).cells if sizes else {}
    rows: list[dict[str, Any]] = []
    for place, group in enumerate(found["groups"]):
        size = shown[(group["id"],)].value if (group["id"],) in shown else None
        if size is None:
            rows.append({"letter": letters[group["id"]], "hidden": True})
            continue
        points = result.points[result.label == place]
        rows.append({
            "letter": letters[group["id"]], "people": size,
            "centre": [round(float(c), 2) for c in points.mean(axis=0)],
            "spread": [round(float(s), 2) for s in points.std(axis=0)],
            "telling": found["headlines"]["by_group"].get(group["id"], [])[:3],
        })  # fmt: skip
    return rows


def _divides(found: dict[str, Any]) -> list[str]:
    """Up to five statements on which people are closest to half and half, the surest first; dissent is shown too."""
    heads = {*found["headlines"]["agree"], *found["headlines"]["disagree"]}
    rows = [r for r in found["statement_results"] if not (r["thin"] or r["rejected"] or r["id"] in heads)]
    split = [(min(r["agree"], r["disagree"]) / (r["agree"] + r["disagree"] + r["pass"]), r["id"]) for r in rows]
    return [s for share, s in sorted(split, key=lambda row: (-row[0], int(row[1])))[:5] if share >= 0.25]


def _named(found: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """The statements by their public ids instead of their numbers."""
    heads = found["headlines"]
    return found | {
        "statement_results": [{**row, "id": names[row["id"]]} for row in found["statement_results"]],
        "slate": [names[n] for n in found["slate"]],
        "headlines": {
            **{side: [names[n] for n in heads[side]] for side in ("agree", "disagree")},
            "by_group": {group: [names[n] for n in some] for group, some in heads["by_group"].items()},
        },
    }  # fmt: skip


def _by_role(rows: list[tuple[int, int, int, bool]], voters: dict[int, tuple[str, str, int]]) -> list[dict[str, Any]]:
    """People who voted by role group and by nation, both tables protected together. No answer is a category too."""
    from careloom_methods.representation import Table, protect

    seen = {r[0] for r in rows if r[0] in voters}
    kinds = {"role": 0, "nation": 1}
    tables = [Table(kind, (kind,), Counter((str(voters[v][at]),) for v in seen)) for kind, at in kinds.items()]
    return [{"kind": table.name, "code": key[0], **({"hidden": True} if cell.hidden else {"people": cell.value})}
            for table in protect(tables) for key, cell in sorted(table.cells.items()) if key[0]]  # fmt: skip
