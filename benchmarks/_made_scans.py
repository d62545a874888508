"""Made-up pens and scanners for the measurement of paper: the truth is known, the distortion has a fixed seed."""

from typing import Any

import cv2
import numpy as np

from careloom_methods.paper import Form, Layout, Spot, layout_of, pdf, serial
from careloom_methods.paper.scans import Scan, open_scan

DRAWN = 12  # pixels in a millimetre while drawing
ORDINARY = {"turn": 3.0, "dpi": 150, "noise": (6, 14), "jpeg": (40, 75), "shade": 0.12, "bend": 0.0, "torn": 0.0}
HARD = {"turn": 7.0, "dpi": 120, "noise": (8, 18), "jpeg": (25, 45), "shade": 0.35, "bend": 0.02, "torn": 0.15}


def form(statements: int = 40) -> Form:
    """A dense form of short questions, three boxes each."""
    from careloom_methods.paper import ballot

    raw = {"form": "bench", "version": 1, "title": {"en": "A form to measure with"},
           "statements": [{"id": f"s{n}", "text": {"en": f"Statement number {n} of this measurement"}}
                          for n in range(1, statements + 1)]}  # fmt: skip
    return ballot(raw)


def blank_pages(made: Form, number: int) -> list[Any]:
    """The printed pages of one copy as grey pictures."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf(made, [serial(number)]))
    return [page.render(scale=DRAWN * 25.4 / 72, grayscale=True).to_numpy().squeeze().copy() for page in document]


def fill(pages: list[Any], made: Form, rng: np.random.Generator, odd: float) -> dict[str, bool]:
    """Mark one box of most questions; gives what the person meant for every box. `odd`: share of odd marks."""
    layout, truth = layout_of(made), {}
    for item in made.items:
        keys = list(item.boxes())
        truth |= dict.fromkeys(keys, False)
        if rng.random() < 0.05 or not keys:
            continue
        key = keys[int(rng.integers(len(keys)))]
        truth[key] = True
        picture = pages[layout.boxes[key].page - 1]
        if rng.random() < odd:
            truth[key] = _odd(picture, layout, key, rng)
        else:
            ordinary_mark(picture, layout.boxes[key], rng)
    return truth


def _stroke(picture: Any, points: Any, rng: np.random.Generator, shade: int, width: float) -> None:
    shaken = np.asarray(points) + rng.normal(0, 0.12, (len(points), 2))
    cv2.polylines(picture, [np.round(shaken * DRAWN * 16).astype(np.int32)], False, shade,
                  max(1, round(width * DRAWN)), cv2.LINE_AA, 4)  # fmt: skip


def ordinary_mark(picture: Any, b: Spot, rng: np.random.Generator) -> None:
    """A cross or a tick in a box."""
    shade, width = int(rng.integers(15, 90)), float(rng.uniform(0.35, 0.7))
    x, y, s = b.x + rng.normal(0, 0.25), b.y + rng.normal(0, 0.25), b.w
    lo, hi = rng.uniform(0.05, 0.22), rng.uniform(0.78, 1.1)
    if rng.random() < 0.7:
        _stroke(picture, [(x + lo * s, y + lo * s), (x + hi * s, y + hi * s)], rng, shade, width)
        _stroke(picture, [(x + hi * s, y + lo * s), (x + lo * s, y + hi * s)], rng, shade, width)
    else:
        tail = rng.uniform(0.9, 1.5)
        _stroke(picture, [(x + 0.15 * s, y + 0.5 * s), (x + 0.4 * s, y + 0.85 * s),
                          (x + tail * s, y + (0.9 - tail) * s)], rng, shade, width)  # fmt: skip


def _odd(picture: Any, layout: Layout, key: str, rng: np.random.Generator) -> bool:
    """One odd mark; gives whether the person chose this box."""
    b, w = layout.boxes[key], layout.words[key]
    kind = int(rng.integers(4))
    if kind == 0:  # a pen that rested
        middle = ((b.x + b.w * rng.uniform(0.3, 0.7)) * DRAWN, (b.y + b.h * rng.uniform(0.3, 0.7)) * DRAWN)
        size = round(rng.uniform(0.3, 0.6) * DRAWN)
        cv2.circle(picture, (round(middle[0]), round(middle[1])), size, 60, -1, cv2.LINE_AA)
        return False
    if kind == 1:  # a faint tick
        x, y, s = b.x, b.y, b.w
        _stroke(picture, [(x + 0.2 * s, y + 0.5 * s), (x + 0.4 * s, y + 0.8 * s), (x + 0.85 * s, y + 0.2 * s)], rng,
                int(rng.integers(130, 180)), 0.35)  # fmt: skip
    elif kind == 2:  # the words ringed
        middle = (round((w.x + 8) * DRAWN), round((w.y + w.h / 2) * DRAWN))
        cv2.ellipse(picture, middle, (round(11 * DRAWN), round((w.h / 2 + 1.5) * DRAWN)), rng.uniform(-4, 4), 0, 350,
                    50, round(0.5 * DRAWN), cv2.LINE_AA)  # fmt: skip
    else:  # a tick beside the box
        x, y = b.x - rng.uniform(4.0, 5.5), b.y
        _stroke(picture, [(x, y + 2.5), (x + 1.2, y + 4.2), (x + 3.0, y + 0.6)], rng, 40, 0.5)
    return True


def written(picture: Any, b: Spot, rng: np.random.Generator) -> None:
    """Some lines of a pen in a field; nobody can read them."""
    for line in range(2):
        xs = np.linspace(b.x + 4, b.x + min(b.w, 60) - 4, 40)
        ys = b.y + b.h * (0.35 + 0.3 * line) + rng.normal(0, 0.9, 40)
        _stroke(picture, list(zip(xs, ys, strict=True)), rng, 50, 0.5)


def scan(picture: Any, rng: np.random.Generator, how: dict[str, Any], name: str, page: int) -> Scan:
    """A page as a scanner gives it."""
    size = (round(210 * how["dpi"] / 25.4), round(297 * how["dpi"] / 25.4))
    corners = np.float32([(0, 0), (picture.shape[1], 0), (picture.shape[1], picture.shape[0]), (0, picture.shape[0])])
    turn = np.deg2rad(rng.uniform(-how["turn"], how["turn"]) + 180 * (rng.random() < 0.1))
    scale = rng.uniform(0.95, 1.02) * size[0] / picture.shape[1]
    middle = corners.mean(axis=0)
    spin = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    to = (corners - middle) @ spin.T * scale + np.float32(size) / 2 + rng.normal(0, 4, 2)
    to += rng.uniform(-how["bend"], how["bend"], (4, 2)) * size[0]
    seen = cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    home = cv2.getPerspectiveTransform(corners / 2, np.float32(to))
    flat = cv2.warpPerspective(seen, home, size, flags=cv2.INTER_AREA, borderValue=int(rng.integers(200, 250)))
    grey = cv2.GaussianBlur(flat, (0, 0), 0.6).astype(np.float32)
    grey = 35 + grey * (215 / 255) * np.linspace(1, 1 - rng.uniform(0, how["shade"]), size[0], dtype=np.float32)
    grey += rng.normal(0, rng.uniform(*how["noise"]), grey.shape).astype(np.float32)
    for _ in range(int(rng.integers(0, 40))):
        cv2.circle(grey, (int(rng.integers(size[0])), int(rng.integers(size[1]))), 1, 60.0, -1)
    if rng.random() < how["torn"]:
        cv2.fillPoly(grey, [np.int32([(0, 0), (size[0] // 7, 0), (0, size[1] // 10)])], 250.0)
    if how["bend"] and rng.random() < 0.3:
        grey[:, int(rng.integers(size[0]))] -= 60
    raw = np.clip(grey, 0, 255).astype(np.uint8)
    sent = cv2.imencode(".jpg", raw, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(*how["jpeg"]))])[1]
    return next(open_scan(f"{name}-{page}.jpg", sent.tobytes()))
