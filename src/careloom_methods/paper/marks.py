"""What each box of a flat page says: marked, empty, filled or ask, and what is written beside it."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from careloom_methods.paper.layout import Layout, Spot
from careloom_methods.paper.scans import PIXELS

REFIT = 1.3  # mm by which a box may lie beside its place
RIM = 0.75  # mm inside the outline that is not looked at
EMPTY, MARKED, THICK, FILLED = 0.015, 0.075, 0.70, 0.85  # shares of the inside that is ink
LONG = 2.0  # mm that a mark is at least long; a resting pen leaves less
TAIL = 2.5  # mm around a marked box in which ink belongs to its mark
SIDE = 4.0  # mm more to the left and right of a box in which a tick beside it may stand
BESIDE = 1.6  # mm² of ink beside a box that we ask about
WRITTEN = 1.2  # mm² of ink in a field that somebody wrote
DARK, PALE = 0.30, 0.18  # ink, as shares of the darkness of print


@dataclass(frozen=True)
class Mark:
    """One box. `state`: `marked`, `empty`, `filled` or `ask`; `share` of its inside is ink; `why` it is asked."""

    state: str
    share: float
    why: str = ""


def darkness(flat: Any) -> Any:
    """0 (paper) to about 1 (print), evened out: shade and yellowed paper are divided away."""
    import cv2

    small = cv2.resize(flat, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    ground = cv2.GaussianBlur(cv2.dilate(small, np.ones((9, 9), np.uint8)), (0, 0), 4)
    ground = cv2.resize(ground, flat.shape[::-1], interpolation=cv2.INTER_LINEAR).astype(np.float32)
    return np.clip(1.0 - cv2.GaussianBlur(flat, (3, 3), 0) / np.maximum(ground, 1.0), 0, 1)


def _cut(picture: Any, spot: Spot, around: float, dx: int = 0, dy: int = 0) -> tuple[slice, slice]:
    top, left = round((spot.y - around) * PIXELS) + dy, round((spot.x - around) * PIXELS) + dx
    height, width = round((spot.h + 2 * around) * PIXELS), round((spot.w + 2 * around) * PIXELS)
    return slice(max(top, 0), max(top + height, 0)), slice(max(left, 0), max(left + width, 0))


def _refit(dark: Any, blank: Any, spot: Spot) -> tuple[int, int, float]:
    """(dx, dy) in pixels by which a box lies beside its place, and how well its outline fits (1: exactly)."""
    import cv2

    outline = blank[_cut(blank, spot, 0.6)]
    area = dark[_cut(dark, spot, 0.6 + REFIT)]
    if outline.shape[0] >= area.shape[0] or outline.shape[1] >= area.shape[1] or outline.std() < 1e-6:
        return 0, 0, 0.0
    weight = np.ones_like(outline)
    rim = round((0.6 + 0.5) * PIXELS)
    weight[rim:-rim, rim:-rim] = 0  # what is written inside must not pull the outline
    fits = cv2.matchTemplate(area, outline, cv2.TM_SQDIFF, mask=weight)
    _, _, (x, y), _ = cv2.minMaxLoc(fits)
    there = area[y : y + outline.shape[0], x : x + outline.shape[1]]
    lacking = float((weight * np.maximum(outline - there, 0) ** 2).sum())  # ink over the outline takes nothing away
    middle = round(REFIT * PIXELS)
    return x - middle, y - middle, 1.0 - lacking / max(float((weight * outline**2).sum()), 1e-6)


def read_boxes(flat: Any, blank: Any, layout: Layout, page: int) -> tuple[dict[str, Mark], set[str]]:
    """(marks by box, fields that somebody wrote in) of one page. `blank` is the darkness of the unmarked page."""
    import cv2

    dark = darkness(flat)
    print_level = float(np.percentile(dark[blank > 0.7], 60)) if (blank > 0.7).any() else 1.0
    dark = dark / max(print_level, 0.2)
    printed = cv2.dilate((blank > 0.2).astype(np.uint8), np.ones((7, 7), np.uint8))
    fresh = ((dark > DARK) & (printed == 0)).astype(np.uint8)
    inside: dict[str, tuple[slice, slice]] = {}
    fits: dict[str, float] = {}
    boxes = {key: spot for key, spot in layout.boxes.items() if spot.page == page}
    for key, spot in boxes.items():
        dx, dy, fits[key] = _refit(dark, blank, spot)
        inside[key] = _cut(dark, spot, -RIM, dx, dy)
        fresh[inside[key]] = dark[inside[key]] > DARK
    _, labels, stats, _ = cv2.connectedComponentsWithStats(fresh, connectivity=8)
    marks = {key: _mark(dark, labels, stats, inside[key], fits[key]) for key in boxes}
    own = {int(n) for cut in inside.values() for n in np.unique(labels[cut])}
    for key in (k for k, mark in marks.items() if mark.state == "marked"):
        own |= {int(n) for n in np.unique(labels[_cut(labels, boxes[key], TAIL)])}  # the tail of its own cross or tick
    asked = _beside(labels, stats, own, boxes, layout)
    for key in asked:
        if marks[key].state != "ask":
            marks[key] = Mark("ask", marks[key].share, "beside")
    return marks, _fields(labels, stats, dark, layout, page)


def _mark(dark: Any, labels: Any, stats: Any, cut: tuple[slice, slice], fit: float) -> Mark:
    part = dark[cut]
    share, pale = float((part > DARK).mean()), float((part > PALE).mean())
    if fit < 0.6:
        return Mark("ask", share, "no_outline")
    if share >= FILLED:
        return Mark("filled", share)
    if share >= THICK:
        return Mark("ask", share, "thick")
    if share < EMPTY:
        return Mark("ask", share, "faint") if pale > 0.05 else Mark("empty", share)
    ys, xs = np.nonzero(part > DARK)
    long = float(np.hypot(np.ptp(ys), np.ptp(xs))) / PIXELS
    if share >= MARKED and long >= LONG:
        return Mark("marked", share)
    biggest = max((int((labels[cut] == n).sum()) for n in np.unique(labels[cut]) if n), default=0)
    if biggest < 0.02 * part.size and share < 0.03:
        return Mark("empty", share)  # dust: a few specks, none of them a stroke
    return Mark("ask", share, "small")


def _beside(labels: Any, stats: Any, own: set[int], boxes: dict[str, Spot], layout: Layout) -> set[str]:
    """Boxes with ink beside them, or on their words, that belongs to no box: words ringed, a tick beside."""
    found = set()
    for key, spot in boxes.items():
        ink = 0
        wide = replace(spot, x=max(spot.x - SIDE, 0.0), w=spot.w + 2 * SIDE)
        for area, around in ((wide, 2.0), (layout.words.get(key), 1.0)):
            if area is not None:
                seen, counts = np.unique(labels[_cut(labels, area, around)], return_counts=True)
                big = [c for n, c in zip(seen, counts, strict=True) if n and n not in own and stats[n][4] > 9]
                ink = max(ink, int(sum(big)))
        if ink > BESIDE * PIXELS**2:
            found.add(key)
    return found


def _fields(labels: Any, stats: Any, dark: Any, layout: Layout, page: int) -> set[str]:
    found = set()
    for key, spot in layout.fields.items():
        if spot.page == page:
            seen, counts = np.unique(labels[_cut(labels, spot, -0.7)], return_counts=True)
            big = sum(int(c) for n, c in zip(seen, counts, strict=True) if n and stats[n][4] > 6)
            pale = float((dark[_cut(dark, spot, -1.0)] > PALE).mean())
            if big > WRITTEN * PIXELS**2 or pale > 0.004:
                found.add(key)
    return found


def crop(flat: Any, spot: Spot, around: float = 1.0) -> bytes:
    """A part of a flat page as PNG."""
    import cv2

    return bytes(cv2.imencode(".png", flat[_cut(flat, spot, around)])[1].tobytes())
