"""Ballots from files: Pabulib, CSV (a row a mark, a row a ballot, pairs, best-worst screens) or JSON."""

import json
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from careloom_methods.ballots import pabulib
from careloom_methods.ballots.limits import Quota
from careloom_methods.ballots.pabulib import number
from careloom_methods.ballots.pairs import best_worst
from careloom_methods.ballots.profile import APPROVAL, PAIRS, POINTS, RANKING, Ballot, Item, Profile, wrong
from careloom_methods.csv_rows import rows_of, text_of

Row = Mapping[str, str]
VOTER = ("voter", "voter_id", "voter-id")


def read(file: str, *, items: str | None = None) -> Profile:
    """A profile from a file. Raises MethodError with what is wrong and where."""
    path = Path(file)
    text = text_of(path)
    if path.suffix == ".pb" or text.lstrip().startswith("META"):
        return pabulib.read(text)
    if text.lstrip()[:1] in ("{", "["):
        return from_json(text)
    return from_rows(rows_of(path), rows_of(Path(items)) if items else [])


def read_quotas(file: str) -> dict[str, Quota]:
    """Columns kind, min, max; an empty max is no limit. Raises MethodError (column, kind_twice, quota)."""
    found: dict[str, Quota] = {}
    for row in rows_of(Path(file)):
        if "kind" not in row:
            raise wrong("column", "The list of quotas has no column 'kind'.", "Add the column.", column="kind")
        kind = row["kind"]
        if kind in found:
            raise wrong("kind_twice", f"The kind '{kind}' stands twice.", "Keep one of the two.", kind=kind)
        high = _so_many(row["max"], kind) if row.get("max") else None
        found[kind] = Quota(_so_many(row.get("min") or "0", kind), high)
    return found


def _so_many(text: str, kind: str) -> int:
    given = number(text, f"a quota of {kind}")
    if given < 0 or given.denominator != 1:
        raise wrong("quota", f"'{text}' of '{kind}' is not a number of items.", "Write a whole number from 0.",
                    kind=kind)  # fmt: skip
    return int(given)


def from_rows(rows: list[dict[str, str]], items: list[dict[str, str]]) -> Profile:
    """From CSV rows. What is in a row is told by the headings."""
    rows = [{key.strip().lower(): value.strip() for key, value in row.items()} for row in rows]
    columns = set(rows[0])
    voter = next((name for name in VOTER if name in columns), None)
    if voter is None:
        raise wrong("column", "There is no column 'voter'.", "Name the column of the voters 'voter'.", column="voter")
    by_voter: dict[str, list[Row]] = {}
    for row in rows:
        by_voter.setdefault(row[voter], []).append(row)
    kind = _kind(columns, by_voter)
    ballots = tuple(_ballot(name, marks, kind) for name, marks in by_voter.items())
    return Profile(kind, _items(items, ballots), ballots)


def _kind(columns: set[str], by_voter: dict[str, list[Row]]) -> str:
    if {"better", "worse"} <= columns or {"best", "worst", "shown"} <= columns:
        return PAIRS
    if "vote" in columns:
        voter = next((name for name, rows in by_voter.items() if len(rows) > 1), None)
        if voter is not None:
            raise wrong(
                "voted_twice", f"The voter '{voter}' has two ballots.", "Keep the one that counts.", voter=voter
            )
        return POINTS if "points" in columns else RANKING
    if "item" in columns:
        return RANKING if "rank" in columns else POINTS if "points" in columns else APPROVAL
    raise wrong("column", "We cannot tell how the ballots are written.",
                "Use voter and item (with rank or points), vote, better and worse, or shown, best and worst.",
                column="item")  # fmt: skip


def _ballot(voter: str, rows: list[Row], kind: str) -> Ballot:
    first = rows[0]
    group = first.get("group") or first.get("role") or ""
    weight = number(first["weight"], f"the weight of {voter}") if first.get("weight") else Fraction(1)
    if kind == PAIRS:
        pairs: list[tuple[str, str]] = []
        for row in rows:
            if "better" in row:
                pairs.append((row["better"], row["worse"]))
            else:
                pairs += best_worst(_list(row["shown"]), row["best"], row["worst"])
        return Ballot(voter, pairs=tuple(pairs), group=group, weight=weight)
    if "vote" in first:
        given = tuple(number(p, "points") for p in _list(first.get("points", ""))) if kind == POINTS else ()
        items = _list(first["vote"])
        if kind == POINTS and len(given) != len(items):
            raise wrong("points", f"The ballot of '{voter}' has {len(items)} items and {len(given)} points.",
                        "Give one number for each item.", voter=voter)  # fmt: skip
        return Ballot(voter, items, given, (), group, weight)
    marked = [row for row in rows if row["item"]]
    if kind == RANKING:
        return Ballot(voter, ranked(voter, [(row["item"], row["rank"]) for row in marked]), group=group, weight=weight)
    points = tuple(number(r["points"], f"points of {voter}") for r in marked) if kind == POINTS else ()
    return Ballot(voter, tuple(r["item"] for r in marked), points, (), group, weight)


def ranked(voter: str, places: list[tuple[str, str]]) -> tuple[str, ...]:
    """Items by their rank, best (1) first. Raises MethodError (repeated_rank, not_a_number)."""
    by_rank: dict[Fraction, str] = {}
    for item, rank in places:
        place = number(rank, f"a rank of {voter}")
        if place in by_rank:
            other = by_rank[place]
            raise wrong("repeated_rank", f"The ballot of '{voter}' gives rank {rank} to '{other}' and '{item}'.",
                        "Give each item a rank of its own.", voter=voter, rank=rank)  # fmt: skip
        by_rank[place] = item
    return tuple(by_rank[place] for place in sorted(by_rank))


def _list(text: str) -> tuple[str, ...]:
    mark = ";" if ";" in text else ","
    return tuple(part.strip() for part in text.split(mark) if part.strip())


def _items(rows: list[dict[str, str]], ballots: tuple[Ballot, ...]) -> tuple[Item, ...]:
    """From the file of items, or else what stands on ballots, in order of name."""
    if not rows:
        marked = {i for b in ballots for i in (*b.items, *(i for pair in b.pairs for i in pair))}
        return tuple(Item(i) for i in sorted(marked))
    rows = [{key.strip().lower(): value.strip() for key, value in row.items()} for row in rows]
    name = next((n for n in ("item", "id", "project_id") if n in rows[0]), None)
    if name is None:
        raise wrong("column", "The list of items has no column 'item'.", "Add the column.", column="item")
    return tuple(
        Item(row[name], number(row["cost"], f"the cost of {row[name]}") if row.get("cost") else Fraction(1),
             row.get("kind", "")) for row in rows
    )  # fmt: skip


def from_json(text: str) -> Profile:
    """{"items": [{id, cost, kind}], "ballots": [{voter, approve | ranking | points | pairs, group}], "budget"}."""
    try:
        data = json.loads(text, parse_float=str)
        ballots = [_from_object(n, row) for n, row in enumerate(data["ballots"])]
        items = [Item(str(i), Fraction(1)) if not isinstance(i, dict) else
                 Item(str(i["id"]), number(str(i.get("cost", 1)), f"the cost of {i['id']}"), str(i.get("kind", "")))
                 for i in data.get("items", [])]  # fmt: skip
        budget = number(str(data["budget"]), "the budget") if data.get("budget") is not None else None
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as slip:
        raise wrong("not_json", f"The file is not what we read as JSON: {slip}.",
                    'Write {"items": [...], "ballots": [{"voter": ..., "ranking": [...]}]}.') from None  # fmt: skip
    kinds = {kind for kind, _ in ballots}
    if len(kinds) > 1:
        raise wrong("mixed_ballots", "The ballots are of different kinds.", "Count each kind by itself.",
                    kinds=sorted(kinds))  # fmt: skip
    marked = tuple(ballot for _, ballot in ballots)
    return Profile(kinds.pop() if kinds else APPROVAL, tuple(items) or _items([], marked), marked, budget)


def _from_object(number_of: int, row: dict[str, Any]) -> tuple[str, Ballot]:
    voter, group = str(row.get("voter", number_of + 1)), str(row.get("group", ""))
    weight = number(str(row.get("weight", 1)), f"the weight of {voter}")
    if "ranking" in row:
        return RANKING, Ballot(voter, tuple(map(str, row["ranking"])), group=group, weight=weight)
    if "points" in row:
        points = tuple(number(str(p), "points") for p in row["points"].values())
        return POINTS, Ballot(voter, tuple(map(str, row["points"])), points, (), group, weight)
    if "pairs" in row:
        pairs = tuple((str(a), str(b)) for a, b in row["pairs"])
        return PAIRS, Ballot(voter, pairs=pairs, group=group, weight=weight)
    if "shown" in row:
        pairs = best_worst([str(i) for i in row["shown"]], str(row["best"]), str(row["worst"]))
        return PAIRS, Ballot(voter, pairs=pairs, group=group, weight=weight)
    return APPROVAL, Ballot(voter, tuple(map(str, row["approve"])), group=group, weight=weight)
