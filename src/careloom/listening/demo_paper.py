"""One copy on paper for the demo: printed, filled in and scanned by the computer, so that its review can be seen.

Nobody wrote on it: what stands in its fields says so.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from careloom.listening.services import paper as services
from careloom.questionnaires import paper, queries
from careloom.questionnaires.models import Questionnaire
from careloom_methods.errors import MethodError
from careloom_methods.paper import form_of, layout_of, pdf, scans, serial

NUMBER = 7  # of the copy
DOTS = 130 / 25.4  # in a millimetre
# Two crosses where one was asked for, so that a person has to look; the rest is clear.
CROSSES = ["role=carer", "role=practitioner", "nation=wales", "first-time=yes", "how-good=4", "topics=home",
           "topics=breaks", "help=advice", "quote=no", "helped=alone"]  # fmt: skip
WORDS = {"what-matters": "Made up for the demo: time to talk", "hopes": "Made up for the demo: the same person",
         "care-hours": "12"}  # fmt: skip


def load(questionnaire: Questionnaire, *, by: str) -> None:
    """The copy as an upload that a job reads; nothing where the packages for paper are not installed."""
    version = queries.published(questionnaire.slug)
    try:
        scans.need()
    except MethodError:
        return
    if version is None:
        return
    form = form_of(paper.file_of(version), edition="standard", language="en")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for number, page in enumerate(_pages(form), 1):
            file.writestr(f"made-up-copy-{number:02d}.jpg", page)
    uploads = [("made-up-copy.zip", packed.getvalue())]
    services.keep_scans(questionnaire=questionnaire, uploads=uploads, share=0, by=by)


def _pages(form: Any) -> Iterator[bytes]:
    """Each page as a picture with crosses and words on it."""
    import cv2
    import pypdfium2

    layout, document = layout_of(form), pypdfium2.PdfDocument(pdf(form, [serial(NUMBER)]))
    for number, sheet in enumerate(document, 1):
        page = sheet.render(scale=DOTS * 25.4 / 72, grayscale=True).to_numpy().squeeze().copy()
        for box in (layout.boxes[key] for key in CROSSES if key in layout.boxes):
            if box.page == number:
                left, top, right, bottom = (round(DOTS * n) for n in (box.x, box.y, box.x + box.w, box.y + box.h))
                cv2.line(page, (left + 3, top + 3), (right - 3, bottom - 3), 60, 2, cv2.LINE_AA)
                cv2.line(page, (right - 3, top + 3), (left + 3, bottom - 3), 60, 2, cv2.LINE_AA)
        for field in (layout.fields[key] for key in WORDS if key in layout.fields):
            if field.page == number:
                at = (round(DOTS * (field.x + 3)), round(DOTS * (field.y + min(field.h - 2, 8))))
                cv2.putText(page, WORDS[field.key], at, cv2.FONT_HERSHEY_SCRIPT_SIMPLEX, 1.0, 50, 2, cv2.LINE_AA)
        yield cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, 60])[1].tobytes()
    document.close()
