"""What stands on a scanned copy, in the terms of its questionnaire: questions, form fields, what counts."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings

from careloom.listening.models import ScannedCopy, ScannedItem
from careloom.people import sealed
from careloom.questionnaires import group, kinds, queries
from careloom.questionnaires.answering import Sheet
from careloom.questionnaires.definition import Definition, Question

Fields = dict[str, list[str]]  # names as the web's form has them → what was marked or written
LETTER = "letter!"  # the field in which somebody asks for a letter; no question


def definition_of(copy: ScannedCopy) -> Definition:
    """The questions on a copy; those about the group too where it is for one."""
    questions = queries.definition_of(copy.version)
    return group.with_group(questions) if copy.for_group else questions


def question_of(definition: Definition, item: str) -> tuple[Question, str, str]:
    """(question or its part, name of its form field, key of its words) of an item on paper."""
    head, _, rest = item.partition(".")
    question = definition.questions[head]
    if not rest:
        return question, f"q.{head}", f"q.{head}"
    name = rest.partition(".")[2]
    return next(part for part in question.questions if part.id == name), f"q.{item}", f"q.{head}.{name}"


def fault_in(definition: Definition, item: str, fields: Fields) -> kinds.Fault | None:
    """What is wrong with what stands on one item. On paper anything may be left out, except a group's size."""
    if item == LETTER:
        return None
    question, name, _ = question_of(definition, item)
    fault = kinds.read(question, fields, name).fault
    return None if fault and fault.code == "required" and item != "group-size" else fault


def put(fields: Fields) -> bytes:
    """Sealed for keeping."""
    return sealed.seal(fields)


def value_of(item: ScannedItem) -> Fields:
    """What counts: how a difference was settled, else what came first."""
    kept = bytes(item.settled) or bytes(item.first)
    return sealed.unseal(kept) if kept else {}


def second_of(item: ScannedItem) -> Fields:
    """What the second person said."""
    return sealed.unseal(bytes(item.second)) if item.second else {}


def read_value(question: Question, fields: Fields, name: str) -> Any:
    """The value of one question; None where nothing stands or it does not fit."""
    return kinds.read(question, fields, name).value


def same(one: Fields, other: Fields) -> bool:
    """Do two people say the same? Capitals, spaces and stops do not matter."""
    return _plain(one) == _plain(other)


def _plain(fields: Fields) -> dict[str, list[str]]:
    said = {name: sorted("".join(s for s in text.casefold() if s.isalnum()) for text in texts if text.strip())
            for name, texts in fields.items()}  # fmt: skip
    return {name: texts for name, texts in said.items() if texts}


def sheet_of(copy: ScannedCopy, items: Iterable[ScannedItem]) -> Sheet:
    """Every item of a copy together, as a sheet of the web."""
    raw: Fields = {}
    for item in items:
        if item.item != LETTER:
            raw |= value_of(item)
    edition = "easy" if copy.edition == "easy" else "standard"
    return Sheet(definition_of(copy), edition, {name: texts for name, texts in raw.items() if any(texts)})


def faults_of(sheet: Sheet) -> Mapping[str, kinds.Fault]:
    """What keeps the answers of a copy from being taken."""
    sent = {name.split(".")[1] for name in sheet.raw} | ({"group-size"} & set(sheet.definition.questions))
    faults = kinds.read_all([sheet.definition.questions[key] for key in sorted(sent)], sheet.raw)[1]
    return {key: fault for key, fault in faults.items() if fault.code != "required" or key == "group-size"}


def once_key(copy: ScannedCopy) -> str:
    """One copy is one answer. The number is printed on the copy, so the key (and the receipt) needs our secret too."""
    text = f"paper {copy.questionnaire.public_id} {copy.serial}"
    return "paper-" + hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def crop(picture: bytes, box: Iterable[float] | None, around: float = 2.0) -> tuple[bytes, str]:
    """(picture of a part of a page, its kind): the part at `box` in millimetres, or all of it."""
    if box is None:
        return picture, "image/jpeg"
    import cv2
    import numpy as np

    from careloom_methods.paper.scans import PIXELS

    page: Any = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_GRAYSCALE)
    x, y, w, h = box
    top, left = max(round((y - around) * PIXELS), 0), max(round((x - around) * PIXELS), 0)
    part = page[top : round((y + h + around) * PIXELS), left : round((x + w + around) * PIXELS)]
    return bytes(cv2.imencode(".png", part)[1].tobytes()), "image/png"
