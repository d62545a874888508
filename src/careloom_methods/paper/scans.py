"""Opening scans: each page of a PDF or picture as grey values, and whether the scanner kept any grey at all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from careloom_methods.errors import MethodError

PIXELS = 6.0  # in a millimetre, about 150 dots in an inch
TIFF = {b"II*\0", b"MM\0*"}
KINDS = {".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff"}


@dataclass(frozen=True)
class Scan:
    """One scanned page: uint8 grey values of shape (height, width), and where it came from (pages from 1)."""

    file: str
    page: int
    grey: Any


def need() -> None:
    """Refuse with a plain sentence where the packages for reading are not installed."""
    try:
        import cv2  # noqa: F401
        import pypdfium2  # noqa: F401
        import zxingcpp  # noqa: F401
    except ImportError as missing:
        raise MethodError("extra", "Reading scans needs the extra 'paper' (requirements/paper.txt).",
                          missing=str(missing.name)) from missing  # fmt: skip


def open_scans(paths: list[Path]) -> Iterator[Scan]:
    """Every page of files and folders, in order of name."""
    need()
    for path in paths:
        if not path.exists():
            raise MethodError("no_file", f"There is no file '{path.name}'.", file=path.name)
        files = sorted(p for p in path.iterdir() if p.suffix.lower() in KINDS) if path.is_dir() else [path]
        for file in files:
            yield from open_scan(file.name, file.read_bytes())


def open_scan(name: str, content: bytes) -> Iterator[Scan]:
    """The pages of one file."""
    import cv2

    if content[:5] == b"%PDF-":
        yield from _pages_of_pdf(name, content)
        return
    pages: Sequence[Any]
    if content[:4] in TIFF:  # a scanner may put many pages into one
        _, pages = cv2.imdecodemulti(np.frombuffer(content, np.uint8), cv2.IMREAD_GRAYSCALE)
    else:
        pages = [cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_GRAYSCALE)]
    if not pages or any(grey is None for grey in pages):
        raise MethodError("not_a_scan", f"'{name}' is neither a PDF nor a picture that we can open.", file=name)
    for number, grey in enumerate(pages, 1):
        yield Scan(name, number, grey)


def _pages_of_pdf(name: str, content: bytes) -> Iterator[Scan]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as wrong:
        raise MethodError("not_a_scan", f"'{name}' is not a whole PDF.", file=name) from wrong
    for number in range(len(document)):
        page = document[number]
        yield Scan(name, number + 1, _picture_in(page) if _is_one_picture(page) else _drawn(page))
        page.close()
    document.close()


def _is_one_picture(page: Any) -> bool:
    import pypdfium2.raw

    return [o.type for o in page.get_objects(max_depth=1)] == [pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]


def _picture_in(page: Any) -> Any:
    """The scanner's own pixels, not drawn anew: faster, and a scan without grey stays one."""
    import cv2

    picture = next(iter(page.get_objects(max_depth=1)))
    if picture.get_filters() == ["DCTDecode"]:
        grey = cv2.imdecode(np.frombuffer(picture.get_data(), np.uint8), cv2.IMREAD_GRAYSCALE)
        if grey is not None:
            return grey
    pixels = picture.get_bitmap().to_numpy()
    return pixels if pixels.ndim == 2 else np.ascontiguousarray(pixels[..., :3].mean(axis=2).astype(np.uint8))


def _drawn(page: Any) -> Any:
    return page.render(scale=PIXELS * 25.4 / 72, grayscale=True).to_numpy().squeeze()


def is_one_bit(grey: Any) -> bool:
    """Did the scanner keep only black and white? Then pencil and pale ink are gone before we look."""
    counts = np.bincount(grey[::2, ::2].ravel(), minlength=256)
    return bool(counts[40:216].sum() < 0.02 * max(counts[:40].sum(), 1))
