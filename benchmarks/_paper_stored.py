"""From a scanned PDF to stored answers, and copies to print, through the product itself, on a database of its own."""

import os
import tempfile
import time
from typing import Any

import cv2
import numpy as np

from benchmarks import _made_scans as made


def begin() -> Any:
    """A centre of its own with the demo's survey; gives its version."""
    os.environ["CARELOOM_FOLDER"] = tempfile.mkdtemp(prefix="careloom-bench-")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careloom.site.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from careloom.centre.services import load_defaults
    from careloom.listening import demo

    call_command("migrate", verbosity=0)
    load_defaults(by="bench")
    return demo.survey(by="bench")


def scanned_pdf(form: Any, copies: int, seed: int) -> tuple[bytes, int]:
    """(one PDF as a scanner makes it, its pages): copies with ordinary marks, each page a JPEG."""
    import io

    import pypdfium2

    rng, document = np.random.default_rng(seed), pypdfium2.PdfDocument.new()
    for number in range(seed, seed + copies):
        blank = made.blank_pages(form, number)
        made.fill(blank, form, rng, 0.0)
        for at, picture in enumerate(blank, 1):
            grey = made.scan(picture, rng, made.ORDINARY, f"{number}", at).grey
            jpeg = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, 75])[1].tobytes()
            image = pypdfium2.PdfImage.new(document)
            image.load_jpeg(io.BytesIO(jpeg), inline=True)
            page = document.new_page(595, 842)
            image.set_matrix(pypdfium2.PdfMatrix().scale(595, 842))
            page.insert_obj(image)
            page.gen_content()
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue(), len(document)


def stored(copies: int = 25, seed: int = 4104) -> list[dict[str, Any]]:
    """Figures: pages a minute from PDF to stored answers, and CPU seconds for 100 copies to print."""
    version = begin()
    from careloom.jobs import registry, worker
    from careloom.listening.models import ScannedCopy, ScannedItem
    from careloom.listening.services import paper as services
    from careloom.questionnaires import paper
    from careloom.questionnaires.models import AnswerSet
    from careloom_methods.paper import form_of

    form = form_of(paper.file_of(version))
    content, pages = scanned_pdf(form, copies, seed + 1)
    registry.find_jobs()
    # The first copy of a form costs its map and its empty pages; a centre pays that once, so it is not in the figure.
    services.keep_scans(questionnaire=version.questionnaire, uploads=[("one.pdf", scanned_pdf(form, 1, seed)[0])],
                        share=0, by="bench")  # fmt: skip
    _work(worker)
    services.accept_all(questionnaire=version.questionnaire, by="bench")
    _work(worker)
    before, start = AnswerSet.objects.count(), time.process_time()
    services.keep_scans(questionnaire=version.questionnaire, uploads=[("scans.pdf", content)], share=0, by="bench")
    _work(worker)
    read = time.process_time() - start
    asked = ScannedItem.objects.exclude(state="done").count()
    for item in ScannedItem.objects.exclude(state="done"):  # a person's part: its typing costs the machine little
        services.settle(item=item, fields={}, by="bench")
    services.accept_all(questionnaire=version.questionnaire, by="bench")
    _work(worker)
    seconds, answers = time.process_time() - start, AnswerSet.objects.count() - before
    left = ScannedCopy.objects.filter(state="open").count()
    start = time.process_time()
    services.order_copies(version=version, edition="standard", language="en", for_group=False, copies=100, by="bench")
    _work(worker)
    return [
        {"what": "PDF to stored answers", "pages": pages, "copies": copies, "answers": answers, "left": left,
         "asked": asked, "cpu_seconds": round(seconds, 2), "reading_cpu_seconds": round(read, 2),
         "pages_a_minute": round(60 * pages / seconds), "target_pages_a_minute": 150},
        {"what": "100 copies to print", "pages": 100 * pages // copies,
         "cpu_seconds": round(time.process_time() - start, 2)},
    ]  # fmt: skip


def _work(worker: Any) -> None:
    while worker.work_once():
        pass
