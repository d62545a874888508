"""Numbers for the pictures of a result: plain values in and out. Each picture has an equal table."""

from typing import Any

WIDE, HIGH, EDGE = 320.0, 160.0, 40.0
STYLES = ("research", "lived", "practice")


def dots(rows: list[dict[str, Any]], side: str, final: bool) -> list[dict[str, Any]]:
    """Rows for the chart of dots: the share who agree (or disagree) with a 90% interval, in percent."""
    found = []
    for row in rows:
        if "agree" not in row:
            found.append({"label": row["words"], "value": None, "hidden": True})
            continue
        total = row["agree"] + row["disagree"] + row["pass"]
        share = row["share" if side == "agree" else "against"]
        low, high = (row["low"], row["high"]) if side == "agree" else _interval(share, total)
        found.append({"label": row["words"], "value": share, "low": low, "high": high,
                      "text": f"{row[side]} / {total}" if final else str(share)})  # fmt: skip
    return found


def _interval(share: int, of: int) -> tuple[int, int]:
    """90% interval (Wilson 1927) of a share, all in percent."""
    z2, part = 1.6448536269514722**2, share / 100
    middle = (part + z2 / (2 * of)) / (1 + z2 / of)
    half = z2**0.5 * (part * (1 - part) / of + z2 / (4 * of * of)) ** 0.5 / (1 + z2 / of)
    return round(100 * max(0.0, middle - half)), round(100 * min(1.0, middle + half))


def map_of(groups: list[dict[str, Any]]) -> dict[str, Any] | None:
    """An ellipse for each group: where its people stand and how far apart; None where no group is shown."""
    known = [g for g in groups if not g.get("hidden")]
    if not known:
        return None
    span = [max(abs(g["centre"][i]) + 1.2 * g["spread"][i] for g in known) for i in range(2)]
    # One scale for both directions, or near would not look near.
    scale = min((WIDE / 2 - EDGE) / (span[0] or 1.0), (HIGH / 2 - EDGE) / (span[1] or 1.0))
    most = max(g["people"] for g in known) or 1
    return {"wide": WIDE, "high": HIGH, "groups": [
        {"letter": g["letter"], "style": STYLES[i % 3], "people": g["people"],
         "x": round(WIDE / 2 + scale * g["centre"][0], 1),
         "y": round(HIGH / 2 - scale * g["centre"][1], 1),
         "rx": round(10 + scale * g["spread"][0], 1),
         "ry": round(10 + scale * g["spread"][1], 1),
         "thick": round(2 + 4 * g["people"] / most, 1)}
        for i, g in enumerate(known)]}  # fmt: skip


def sentences(groups: list[dict[str, Any]], rows: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """For each group what sets it apart: (statement, does it agree, of how many), for one sentence."""
    found = []
    for group in groups:
        telling = []
        for name in group.get("telling", []):
            cell = rows.get(name, {}).get("groups", {}).get(group["letter"], {"hidden": True})
            if "agree" in cell:
                agrees = cell["agree"] >= cell["disagree"]
                telling.append({"words": rows[name]["words"], "agrees": agrees,
                                "number": cell["agree"] if agrees else cell["disagree"],
                                "total": cell["agree"] + cell["disagree"] + cell["pass"]})  # fmt: skip
        found.append(group | {"sentence": telling})
    return found


def widths(row: dict[str, Any]) -> list[dict[str, Any]]:
    """Three bars of one statement on the screen, in the drawing's own units."""
    total = max(1, row["agree"] + row["disagree"] + row["pass"])
    at, found = 0.0, []
    for name in ("agree", "disagree", "pass"):
        wide = round(300 * row[name] / total, 1)
        found.append({"name": name, "x": round(at, 1), "wide": wide})
        at += wide
    return found
