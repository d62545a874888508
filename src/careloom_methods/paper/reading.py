"""Scans to answers: pages joined by serial (never by order), doubt given to a person, nothing dropped silently."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from careloom_methods.paper import marks, registering, scans
from careloom_methods.paper.form import Form, Item
from careloom_methods.paper.layout import Layout
from careloom_methods.paper.marks import Mark
from careloom_methods.paper.printing import layout_of, pdf
from careloom_methods.paper.serials import PageCode, serial

ONE = {"one", "row"}


@dataclass(frozen=True)
class Ask:
    """A box that a person must look at, with its picture."""

    item: str
    box: str
    why: str
    page: int
    picture: bytes


@dataclass
class Copy:
    """What was read of one copy: choices by item, doubtful boxes, pictures of what was written."""

    form: Form
    serial: str
    pages: int
    chosen: dict[str, list[str]] = field(default_factory=dict)
    asks: list[Ask] = field(default_factory=list)
    texts: dict[str, bytes] = field(default_factory=dict)
    seen: dict[int, dict[str, Mark]] = field(default_factory=dict)
    second_copies: list[dict[str, Any]] = field(default_factory=list)
    foreign_pages: list[dict[str, Any]] = field(default_factory=list)
    flats: dict[int, Any] = field(default_factory=dict)  # pages laid flat, only where they were asked for

    @property
    def missing_pages(self) -> list[int]:
        """Pages that were not among the scans."""
        return [n for n in range(1, self.pages + 1) if n not in self.seen]


@dataclass
class Report:
    """Every copy by serial, and pages that belong to none of them, each with the reason."""

    copies: dict[str, Copy] = field(default_factory=dict)
    foreign_pages: list[dict[str, Any]] = field(default_factory=list)
    refused: list[dict[str, Any]] = field(default_factory=list)


@lru_cache(maxsize=8)  # 9 MB a page
def _blanks(form: Form) -> tuple[Any, ...]:
    """Darkness of every page as it is printed, without marks."""
    pages = scans.open_scan("blank", pdf(form, [serial(0)]))
    return tuple(marks.darkness(scan.grey[:1782, :1260]) for scan in pages)


def read(
    pages: Iterable[scans.Scan], forms: Iterable[Form], *, one_bit: str = "refuse", keep_flats: bool = False
) -> Report:
    """Read scanned pages. `one_bit`: `refuse` pages scanned in black and white only, or `ask` about every mark.

    With `keep_flats` each copy keeps its pages laid flat (2 MB a page), the second copy of a page too.
    """
    known = {(f.code, f.version, f.edition, f.language, f.group): f for f in forms}
    report = Report()
    for scan in pages:
        _read_page(scan, known, report, one_bit, keep_flats)
    return report


def _read_page(scan: scans.Scan, known: Mapping[Any, Form], report: Report, one_bit: str, keep: bool) -> None:
    where = {"file": scan.file, "page": scan.page}
    bare = scans.is_one_bit(scan.grey)
    if bare and one_bit == "refuse":
        report.refused.append({**where, "why": "one_bit"})
        return
    found = registering.find(scan.grey)
    if isinstance(found, str):
        report.refused.append({**where, "why": found})
        return
    form, code = known.get(found.code.twin), found.code
    if form is None or code.pages != layout_of(form).pages or not 1 <= code.page <= code.pages:
        page = {**where, "why": "other_form", "form": code.form, "version": code.version, "serial": code.serial}
        report.foreign_pages.append(page)
        if code.serial in report.copies:
            report.copies[code.serial].foreign_pages.append(page)
        return
    _take(where, form, code, found, report, bare)
    if keep:
        report.copies[code.serial].flats.setdefault(code.page, found.flat)


def _take(
    where: dict[str, Any], form: Form, code: PageCode, found: registering.Found, report: Report, bare: bool
) -> None:
    layout = layout_of(form)
    copy = report.copies.setdefault(code.serial, Copy(form, code.serial, code.pages))
    if copy.form is not form:
        page = {**where, "why": "other_twin", "serial": code.serial}
        report.foreign_pages.append(page)
        copy.foreign_pages.append(page)
        return
    read_marks, written = marks.read_boxes(found.flat, _blanks(form)[code.page - 1], layout, code.page)
    if code.page in copy.seen:
        before = {key: mark.state for key, mark in copy.seen[code.page].items()}
        same = before == {key: mark.state for key, mark in read_marks.items()}
        copy.second_copies.append({**where, "of_page": code.page, "same": same})
        return
    copy.seen[code.page] = read_marks
    for item in form.items:
        keys = [key for key in item.boxes() if key in read_marks]
        if keys:
            _settle(copy, item, {key: read_marks[key] for key in keys}, found.flat, layout, bare)
    for key in written:
        copy.texts[key] = marks.crop(found.flat, layout.fields[key])


def _settle(copy: Copy, item: Item, read_marks: dict[str, Mark], flat: Any, layout: Layout, bare: bool) -> None:
    """Choices of one item, or what to ask about it."""
    chosen = [key for key, mark in read_marks.items() if mark.state == "marked"]
    asks = {key: mark.why for key, mark in read_marks.items() if mark.state == "ask"}
    filled = [key for key, mark in read_marks.items() if mark.state == "filled"]
    alone = item.kind in ONE and len(chosen) == 1
    if filled and not alone:  # beside one clear cross a filled box was cancelled; else only a person can tell
        asks |= dict.fromkeys(filled, "filled")
    if len(chosen) > 1 and (item.kind in ONE or (item.kind == "rank" and _clash(chosen))):
        asks |= dict.fromkeys(chosen, "two")
    if bare:
        asks |= dict.fromkeys(read_marks, "one_bit")
    for key, why in asks.items():
        page = layout.boxes[key].page
        copy.asks.append(Ask(item.id, key, why, page, marks.crop(flat, layout.items[item.id], 2.0)))
    copy.chosen[item.id] = [key for key in chosen if key not in asks]


def _clash(chosen: list[str]) -> bool:
    pairs = [key.partition("=")[2].split("@") for key in chosen]
    return any(len({pair[n] for pair in pairs}) != len(pairs) for n in (0, 1))


def fields_of(copy: Copy) -> dict[str, list[str]]:
    """What was chosen without doubt, as the form fields of the web (`q.ID` → codes; a ranking by place)."""
    doubtful = {ask.item for ask in copy.asks}
    found: dict[str, list[str]] = {}
    for item in copy.form.items:
        if item.id in copy.chosen and item.id not in doubtful:
            found |= as_fields(item, copy.chosen[item.id])
    return found


def as_fields(item: Item, keys: Iterable[str]) -> dict[str, list[str]]:
    """Boxes of one item as the form fields of the web."""
    codes = [key.partition("=")[2] for key in keys]
    if item.kind == "rank":
        return {f"q.{item.id}.{code}": [place] for code, _, place in (pair.partition("@") for pair in codes)}
    return {f"q.{item.id}": codes} if codes else {}


def answers_of(copy: Copy) -> dict[str, Any]:
    """The same as values: a code, a list of codes, or a ranking from first to last; repeats stay apart by row."""
    fields = fields_of(copy)
    found: dict[str, Any] = {}
    for item in copy.form.items:
        if item.kind == "rank":
            places = {code: int(fields[f"q.{item.id}.{code}"][0]) for code, _ in item.options
                      if f"q.{item.id}.{code}" in fields}  # fmt: skip
            if places:
                found[item.id] = sorted(places, key=lambda code: places[code])
        elif codes := fields.get(f"q.{item.id}"):
            found[item.id] = codes if item.kind == "many" else codes[0]
    return found
