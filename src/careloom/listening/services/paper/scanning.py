"""Scans come in: kept sealed, read by a job page by page, joined to copies by their number; nothing is dropped."""

import io
import random
import zipfile
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone

from careloom.jobs.services import enqueue
from careloom.listening import events, scanned
from careloom.listening.models import ScanFile, ScannedCopy, ScannedItem, ScannedPage, Scanning
from careloom.people import sealed
from careloom.questionnaires import files, paper
from careloom.questionnaires.definition import Definition
from careloom.questionnaires.models import Questionnaire, Version
from careloom.thread.ids import new_id
from careloom.thread.services import record
from careloom_methods.errors import MethodError

JOB = "listening.read_scans"
MOST_FILES, MOST_BYTES = 2_000, 300_000_000  # in one zip, unpacked
PAGES_AT_ONCE = 8  # pages written in one transaction
QUALITY = 60  # of the pictures that are kept
LARGEST = 1_800  # pixels of a picture of a page that could not be read
Say = Callable[[int, int, str], None]
State, What = ScannedItem.State, ScannedPage.What


class TooLarge(ValueError):
    """A zip holds more than we take at once."""


@transaction.atomic
def keep_scans(*, questionnaire: Questionnaire, uploads: Iterable[tuple[str, bytes]], share: int, by: str) -> Scanning:
    """Keep uploaded files and read them in the background. Raises TooLarge, zipfile.BadZipFile."""
    made = Scanning.objects.create(
        public_id=new_id("scans"), questionnaire=questionnaire, share=share, at=timezone.now()
    )
    kept = [ScanFile(scanning=made, name=files.plain_name(name), sealed=sealed.seal_content(content))
            for name, content in _unpacked(uploads)]  # fmt: skip
    ScanFile.objects.bulk_create(kept, batch_size=20)
    record(event=events.SCANS_KEPT, subject=made.public_id, by=by, values={"files": len(kept)})
    enqueue(name=JOB, by=by, arguments={"scanning": made.public_id}, once=f"{JOB} {made.public_id}")
    return made


def _unpacked(uploads: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    for name, content in uploads:
        if content[:4] != b"PK\x03\x04":
            yield name, content
            continue
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            inside = [entry for entry in packed.infolist() if _is_scan(entry.filename)]
            if len(inside) > MOST_FILES or sum(entry.file_size for entry in inside) > MOST_BYTES:
                raise TooLarge
            yield from ((entry.filename, packed.read(entry)) for entry in sorted(inside, key=lambda e: e.filename))


def _is_scan(name: str) -> bool:
    from careloom_methods.paper import scans

    last = name.rpartition("/")[2].lower()
    return not last.startswith(".") and any(last.endswith(kind) for kind in scans.KINDS)


def read_scans(*, scanning: Scanning, by: str, say: Say) -> Callable[[], None]:
    """Read every file that was not read yet; gives what to write last. Being stopped in between does no harm."""
    reader = _Reader(scanning)
    waiting = list(scanning.files.filter(done=False).order_by("pk").values_list("pk", flat=True))
    for number, pk in enumerate(waiting):
        file = ScanFile.objects.get(pk=pk)
        say(number, len(waiting), f"{number} of {len(waiting)} files, {reader.pages} pages")
        fault = ""
        try:
            for pages in _batches(reader.read(file)):
                with transaction.atomic():
                    for page in pages:
                        reader.keep(file, page)
                say(number, len(waiting), f"{number} of {len(waiting)} files, {reader.pages} pages")
        except MethodError as wrong:
            fault = wrong.message[:300]
        _close(file, fault)
    return lambda: _end(scanning, by)


def _batches(pages: Iterator[Any]) -> Iterator[list[Any]]:
    batch = []
    for page in pages:
        batch.append(page)
        if len(batch) == PAGES_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


@transaction.atomic
def _close(file: ScanFile, fault: str) -> None:
    """The file itself goes as soon as its pages are kept."""
    ScanFile.objects.filter(pk=file.pk).update(done=True, sealed=b"", fault=fault)
    record(event=events.SCAN_FILE_READ, subject=file.scanning.public_id, by="system")


@transaction.atomic
def _end(scanning: Scanning, by: str) -> None:
    scanning.done_at = timezone.now()
    scanning.save(update_fields=["done_at"])
    pages = ScannedPage.objects.filter(file__scanning=scanning)
    counts = {what: pages.filter(what=what).count() for what in What.values}
    record(event=events.SCANS_READ, subject=scanning.public_id, by=by, values=counts)


class _Reader:
    """Reads pages against every form that this survey was ever printed as, and writes down what they say."""

    def __init__(self, scanning: Scanning) -> None:
        from careloom_methods.paper import forms_of

        self.scanning, self.pages = scanning, 0
        rows = Version.objects.filter(questionnaire=scanning.questionnaire, published_at__isnull=False)
        self.versions = {version.number: version for version in rows.select_related("questionnaire")}
        self.forms = [form for v in self.versions.values() for form in forms_of(paper.file_of(v))]
        self.chance = random.SystemRandom()

    def read(self, file: ScanFile) -> Iterator[tuple[int, Any, Any]]:
        """(page in its file, scan, what was read) of each page that is not kept yet."""
        from careloom_methods.paper import reading, scans

        there = set(file.pages.values_list("number", flat=True))
        for scan in scans.open_scan(file.name, sealed.unseal_content(bytes(file.sealed))):
            if scan.page not in there:
                yield scan.page, scan, reading.read([scan], self.forms, keep_flats=True)

    def keep(self, file: ScanFile, page: tuple[int, Any, Any]) -> None:
        """Write one page down."""
        number, scan, report = page
        self.pages += 1
        kept = ScannedPage(file=file, number=number, at=timezone.now())
        if report.refused or report.foreign_pages:
            self._keep_stranger(kept, scan, report)
            return
        read = next(iter(report.copies.values()))
        of_copy, flat = next(iter(read.flats.items()))
        copy, kept.page = self._copy_of(read), of_copy
        kept.picture = _picture(flat)
        if (copy.version_id, copy.edition, copy.language, copy.for_group) != self._twin(read):
            kept.what, kept.why, kept.says = What.STRANGE, "other_twin", f"{read.form.code} {read.serial}"
        elif copy.state != ScannedCopy.State.OPEN or copy.scans.filter(page=of_copy, what=What.READ).exists():
            kept.copy, kept.what = copy, What.SECOND
        else:
            kept.copy, kept.what = copy, What.READ
            self._keep_items(copy, read, of_copy)
        kept.save()

    def _keep_stranger(self, kept: ScannedPage, scan: Any, report: Any) -> None:
        wrong = (report.refused or report.foreign_pages)[0]
        kept.what = What.REFUSED if report.refused else What.STRANGE
        kept.why = wrong["why"]
        kept.says = f"{wrong['form']} {wrong['version']}, {wrong['serial']}" if report.foreign_pages else ""
        kept.picture = _picture(scan.grey)
        kept.save()

    def _twin(self, read: Any) -> tuple[Any, ...]:
        form = read.form
        return self.versions[form.version].pk, form.edition, form.language, form.group

    def _copy_of(self, read: Any) -> ScannedCopy:
        _version, edition, language, for_group = self._twin(read)
        found, _ = ScannedCopy.objects.select_related("questionnaire").get_or_create(
            questionnaire=self.scanning.questionnaire, serial=read.serial,
            defaults={"public_id": new_id("copy"), "version": self.versions[read.form.version], "edition": edition,
                      "language": language, "for_group": for_group, "pages": read.pages},
        )  # fmt: skip
        return found

    def _keep_items(self, copy: ScannedCopy, read: Any, page: int) -> None:
        from careloom_methods.paper import layout_of

        layout, definition = layout_of(read.form), scanned.definition_of(copy)
        rows = [_item(copy, definition, item, read, layout, page) for item in read.form.items
                if item.id in layout.items and item.kind != "note" and _page_of(item, layout) == page]  # fmt: skip
        for row in rows:
            share = self.scanning.share
            row.drawn = bool(share) and row.item != scanned.LETTER and self.chance.randrange(share) == 0
            if row.drawn and row.state == State.DONE:
                row.state = State.SECOND
        ScannedItem.objects.bulk_create(rows)


def _page_of(item: Any, layout: Any) -> int:
    """The page on which the first box or the field of an item stands."""
    spot = layout.fields.get(item.id) or layout.boxes[next(item.boxes())]
    return int(spot.page)


def _item(copy: ScannedCopy, definition: Definition, item: Any, read: Any, layout: Any, page: int) -> ScannedItem:
    """One question as it was read: settled, in doubt, or words to type."""
    from careloom_methods.paper import reading

    spot = layout.items[item.id]
    made = ScannedItem(copy=copy, item=item.id, page=page, box=[spot.x, spot.y, spot.w, spot.h], state=State.DONE)
    if item.id in layout.fields:
        made.state = State.TYPE if item.id in read.texts or item.id == "group-size" else State.DONE
        return made
    fields = reading.as_fields(item, read.chosen.get(item.id, []))
    made.doubts = {ask.box.partition("=")[2]: ask.why for ask in read.asks if ask.item == item.id}
    if any(layout.boxes[key].page != page for key in item.boxes()):
        made.doubts["*"] = "split"  # its boxes go on over the page: only a person sees them all
    if fault := scanned.fault_in(definition, item.id, fields):
        made.doubts["*"] = fault.code
    made.first = scanned.put(fields) if fields else b""
    made.state = State.LOOK if made.doubts else State.DONE
    return made


def _picture(grey: Any) -> bytes:
    """A page as it is kept: sealed, small enough for years of post."""
    import cv2

    if max(grey.shape) > LARGEST:
        scale = LARGEST / max(grey.shape)
        grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return sealed.seal_content(cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1].tobytes())
