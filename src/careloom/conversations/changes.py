"""What is different from the last result, and why: facts as (code, values), which a page says in words."""

from typing import Any

Fact = tuple[str, dict[str, Any]]


def changes(before: dict[str, Any], now: dict[str, Any], withdrawn: set[str]) -> list[Fact]:
    """Facts in the order in which a reader wants them; empty where nothing changed. `withdrawn`: taken out since."""
    facts: list[Fact] = []
    if now["people"] != before["people"] or now["votes"] != before["votes"]:
        facts.append(("more", {"people": now["people"] - before["people"], "votes": now["votes"] - before["votes"]}))
    if now["verdict"] != before["verdict"]:
        facts.append(("verdict", {"before": before["verdict"], "now": now["verdict"], "why": now["why"]}))
    old = {row["id"]: row for row in before["statements"]}
    for row in now["statements"]:
        was = old.get(row["id"])
        was_head, is_head = (row["id"] in data["agree"] + data["disagree"] for data in (before, now))
        if is_head and not was_head:
            why = "new" if was is None else "enough" if was.get("thin") or was.get("hidden") else "votes"
            facts.append(("joined", {"id": row["id"], "why": why}))
        elif was_head and not is_head:
            why = "withdrawn" if row["id"] in withdrawn else "thin" if row.get("thin") else "votes"
            facts.append(("left", {"id": row["id"], "why": why}))
        elif was and "agree" in was and "agree" in row and abs(_share(row) - _share(was)) >= 10:
            facts.append(("moved", {"id": row["id"], "before": _share(was), "now": _share(row)}))
    return facts


def _share(row: dict[str, Any]) -> int:
    return int(row["share"])
