"""Geometry of the charts: plain values in, numbers for SVG out. Templates draw; each chart has an equal table."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

WIDE, HIGH = 300.0, 12.0  # one row of bars or dots, in the drawing's own units
LINES_WIDE, LINES_HIGH, MARGIN = 320.0, 180.0, 26.0
STYLES = ("research", "lived", "practice")
Row = Mapping[str, Any]


def bars(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Rows of {label, value, text?, hidden?} with the length of each bar; the largest value fills the width."""
    known = [dict(row) for row in rows]
    most = max((float(row["value"]) for row in known if _shown(row)), default=0.0)
    for row in known:
        row["length"] = _round(WIDE * float(row["value"]) / most) if _shown(row) and most > 0 else 0
        row["hidden"] = not _shown(row)
        row.setdefault("text", row.get("value"))
    return known


def dots(rows: Iterable[Row], *, low: float = 0.0, high: float = 1.0) -> list[dict[str, Any]]:
    """Rows of {label, value, low, high, text?, hidden?} on one scale from `low` to `high`."""

    def at(value: Any) -> float:
        share = (float(value) - low) / (high - low) if high > low else 0.0
        return _round(6 + (WIDE - 12) * min(1.0, max(0.0, share)))

    known = [dict(row) for row in rows]
    for row in known:
        row["hidden"] = not _shown(row)
        row.setdefault("text", row.get("value"))
        if not row["hidden"]:
            row |= {"x": at(row["value"]), "x1": at(row.get("low", row["value"])),
                    "x2": at(row.get("high", row["value"]))}  # fmt: skip
    return known


def lines(series: Sequence[Row]) -> dict[str, Any]:
    """Series of {label, points: [(x label, value or None)]} on one scale from 0; a gap breaks the line."""
    labels = [x for x, _ in series[0]["points"]] if series else []
    most = max((float(v) for one in series for _, v in one["points"] if v is not None), default=0.0) or 1.0
    step = (LINES_WIDE - 2 * MARGIN) / max(1, len(labels) - 1)

    def at(index: int, value: Any) -> tuple[float, float]:
        return _round(MARGIN + index * step), _round(LINES_HIGH - MARGIN - (LINES_HIGH - 2 * MARGIN) * value / most)

    drawn = []
    for number, one in enumerate(series):
        spots = [at(i, float(v)) for i, (_, v) in enumerate(one["points"]) if v is not None]
        path = "".join(
            f"{'L' if i and one['points'][i - 1][1] is not None else 'M'}{x} {y}"
            for (i, (_, v)), (x, y) in zip(
                ((i, p) for i, p in enumerate(one["points"]) if p[1] is not None), spots, strict=True
            )
            if v is not None
        )
        drawn.append({"label": one["label"], "path": path, "spots": spots, "style": STYLES[number % 3],
                      "end": spots[-1] if spots else None})  # fmt: skip
    table = [{"label": x, "values": [one["points"][i][1] for one in series]} for i, x in enumerate(labels)]
    most = int(most) if most == int(most) else most
    return {"series": drawn, "labels": labels, "most": most, "table": table, "wide": LINES_WIDE, "high": LINES_HIGH,
            "base": LINES_HIGH - MARGIN, "left": MARGIN, "right": LINES_WIDE - MARGIN}  # fmt: skip


def tiles(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Rows of {label, value, text?, hidden?, row?, column?} as equal tiles with a shade from 0 to 4 by their value.

    Rows with `row` and `column` (from 1) stand where the place is, as on a map.
    """
    known = bars(rows)
    for row in known:
        row["shade"] = 0 if row["hidden"] else min(4, int(5 * row["length"] / (WIDE + 1)))
    return known


def _shown(row: Row) -> bool:
    return not row.get("hidden") and row.get("value") is not None


def _round(number: float) -> float:
    return round(number, 1)
