"""Paper that somebody filled in and scanned: printed by the product, marked and scanned by the benchmark's pens."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

import cv2
import numpy as np

from benchmarks import _made_scans as made
from careloom.questionnaires import paper
from careloom.questionnaires.models import Version
from careloom_methods.paper import form_of, layout_of
from careloom_methods.paper.scans import Scan


def form(version: Version, **how: Any) -> Any:
    """The form as it is printed."""
    return form_of(paper.file_of(version), **how)


def pages(of: Any, number: int, boxes: Iterable[str] = (), written: Iterable[str] = (), seed: int = 1) -> list[Scan]:
    """Scans of one copy, with crosses in `boxes` (question=code) and lines of a pen in the fields `written`."""
    rng, layout = np.random.default_rng(seed), layout_of(of)
    blank = made.blank_pages(of, number)
    for key in boxes:
        made.ordinary_mark(blank[layout.boxes[key].page - 1], layout.boxes[key], rng)
    for key in written:
        made.written(blank[layout.fields[key].page - 1], layout.fields[key], rng)
    return [made.scan(picture, rng, made.ORDINARY, f"copy-{number}", n) for n, picture in enumerate(blank, 1)]


def zipped(scans: Iterable[Scan], *, one_bit: bool = False) -> bytes:
    """Scans as a folder in a zip."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for number, scan in enumerate(scans):
            grey = np.where(scan.grey < 128, 0, 255).astype(np.uint8) if one_bit else scan.grey
            kind = ".png" if one_bit else ".jpg"
            file.writestr(f"scans/{number:03d}{kind}", cv2.imencode(kind, grey)[1].tobytes())
    return packed.getvalue()


def boxes_of(answers: Mapping[str, Any]) -> list[str]:
    """The boxes that somebody crosses who means these answers."""
    found = []
    for question, value in answers.items():
        if isinstance(value, list) and question == "order":
            found += [f"{question}={code}@{place}" for place, code in enumerate(value, 1)]
        else:
            found += [f"{question}={code}" for code in (value if isinstance(value, list) else [value])]
    return found
