"""Where a scanned page is: its code gives form, page and rough position; the black squares give the exact one."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from careloom_methods.paper.layout import CODE, CODES, MARK, MARKS, PAGE
from careloom_methods.paper.scans import PIXELS
from careloom_methods.paper.serials import PageCode, read_code

TALLEST = 2400  # pixels; a finer scan is made smaller first
WINDOW = 10.0  # mm around its expected place in which a square is looked for
FURTHEST = 1.0  # mm that a square may lie from where the others say


@dataclass(frozen=True)
class Found:
    """A page laid flat: grey values at PIXELS a millimetre, and how many squares were found."""

    code: PageCode
    flat: Any
    squares: int


def _points(values: Any) -> Any:
    return np.asarray(values, dtype=np.float32)


def find(grey: Any) -> Found | str:
    """The page, or why it cannot be read: `no_code`, `two_codes`, `no_marks`."""
    import cv2

    if max(grey.shape) > TALLEST:
        scale = TALLEST / max(grey.shape)
        grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    codes = _codes(grey)
    if len({code.text() for code, _ in codes}) != 1:
        return "two_codes" if codes else "no_code"
    paper, seen = _corners(codes, grey.shape)
    rough, _ = cv2.estimateAffinePartial2D(paper, seen, method=cv2.LMEDS)
    if rough is None:
        return "no_marks"
    places = _squares(grey, rough)
    on_paper = _points([MARKS[n] for n in places]).reshape(-1, 2)
    in_scan = _points(list(places.values())).reshape(-1, 2)
    if len(places) < 4:
        # A page that lies askew loses squares at its corners; then two of them and the corners of both codes will do.
        if len(places) < 2 or len(codes) < 2:
            return "no_marks"
        on_paper, in_scan = np.concatenate([on_paper, paper]), np.concatenate([in_scan, seen])
    home, kept = cv2.findHomography(on_paper * PIXELS, in_scan, cv2.RANSAC, FURTHEST * _size(rough))
    if home is None or int(kept.sum()) < max(4, len(on_paper) - 2):
        return "no_marks"
    size = (round(PAGE[0] * PIXELS), round(PAGE[1] * PIXELS))
    flat = cv2.warpPerspective(grey, home, size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderValue=255)
    return Found(codes[0][0], flat, int(kept.sum()))


def _codes(grey: Any) -> list[tuple[PageCode, Any]]:
    import cv2
    import zxingcpp

    qr: Any = zxingcpp.BarcodeFormat.QRCode
    for scale in (1.0, 0.5):  # a code that is not read at once is tried twice as large
        picture = grey if scale == 1.0 else cv2.resize(grey, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
        found = []
        for seen in zxingcpp.read_barcodes(picture, formats=qr):
            code, p = read_code(seen.text), seen.position
            if code:
                corners = [(c.x * scale, c.y * scale) for c in (p.top_left, p.top_right, p.bottom_right, p.bottom_left)]
                found.append((code, _points(corners)))
        if found:
            return found
    return []


def _corners(codes: list[tuple[PageCode, Any]], shape: tuple[int, ...]) -> tuple[Any, Any]:
    """(corners on paper in mm, the same in the scan). Which of the two codes one is shows in how they lie."""
    squares = [_points([(x, y), (x + CODE, y), (x + CODE, y + CODE), (x, y + CODE)]) for x, y in CODES]
    if len(codes) == 2:
        first, second = codes[0][1], codes[1][1]
        right = first[1] - first[0]
        ordered = [first, second] if np.dot(first[0] - second[0], right) > 0 else [second, first]
        return np.concatenate(squares), np.concatenate(ordered)
    return squares[_which(codes[0][1], shape)], codes[0][1]


def _which(corners: Any, shape: tuple[int, ...]) -> int:
    """With one code alone: 0, the upper one, if it lies above the middle as the page itself is turned."""
    from_middle = corners.mean(axis=0) - _points([shape[1] / 2, shape[0] / 2])
    return 0 if np.dot(from_middle, corners[3] - corners[0]) < 0 else 1


def _size(rough: Any) -> float:
    return float(np.hypot(rough[0, 0], rough[1, 0]))


def _squares(grey: Any, rough: Any) -> dict[int, tuple[float, float]]:
    """Middle of each square that is found, by its number; each one found makes the next guess better."""
    import cv2

    found: dict[int, tuple[float, float]] = {}
    guess = rough
    for n in (1, 2, 5, 3, 4, 0):
        at = guess @ np.array([*MARKS[n], 1.0])
        middle = _square_at(grey, at, _size(guess))
        if middle is not None:
            found[n] = middle
            if len(found) >= 3:
                paper, seen = _points([MARKS[k] for k in found]), _points(list(found.values()))
                better, _ = cv2.estimateAffinePartial2D(paper, seen)
                guess = better if better is not None else guess
    return found


def _square_at(grey: Any, at: Any, scale: float) -> tuple[float, float] | None:
    import cv2

    if not (np.isfinite(at).all() and 1.0 < scale < 40.0):
        return None
    reach, side = round(WINDOW * scale), MARK * scale
    x0, y0 = max(round(at[0]) - reach, 0), max(round(at[1]) - reach, 0)
    part = grey[y0 : round(at[1]) + reach, x0 : round(at[0]) + reach]
    if min(part.shape, default=0) < side:
        return None
    level = float(np.percentile(part, 90)) * 0.5
    count, _, stats, middles = cv2.connectedComponentsWithStats((part < level).astype(np.uint8), connectivity=4)
    best, nearest = None, reach * 1.2
    for n in range(1, count):
        _, _, w, h, area = stats[n]
        far = float(np.hypot(middles[n][0] + x0 - at[0], middles[n][1] + y0 - at[1]))
        if 0.7 * side**2 < area < 1.35 * side**2 and max(w, h) < 1.5 * side and area > 0.62 * w * h and far < nearest:
            best, nearest = (float(middles[n][0] + x0), float(middles[n][1] + y0)), far
    return best
