"""What comes beside the answers: files, translations, a receipt by e-mail."""

import base64

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from careloom.people import sealed
from careloom.questionnaires import chrome, events, files
from careloom.questionnaires.models import Answer, AnswerSet, Attachment, Picture, Questionnaire, Translation
from careloom.questionnaires.words import Twin
from careloom.thread.ids import new_id
from careloom.thread.services import record


@transaction.atomic
def keep_file(*, questionnaire: Questionnaire, question: str, name: str, content: bytes, by: str) -> Attachment:
    """Keep a file of an answer that is being written, sealed. The caller has asked `files.fault_in`."""
    kept = Attachment.objects.create(
        public_id=new_id("file"), questionnaire=questionnaire, question=question, name=files.plain_name(name),
        kind=files.kind_of(content), size=len(content), kept_at=timezone.now(),
        sealed=sealed.seal({"content": base64.b64encode(content).decode()}),
    )  # fmt: skip
    record(event=events.FILE_KEPT, subject=kept.public_id, by=by, values={"kind": kept.kind})
    return kept


def read_file(*, kept: Attachment) -> bytes:
    """The content of a kept file."""
    return base64.b64decode(sealed.unseal(bytes(kept.sealed))["content"])


@transaction.atomic
def keep_picture(*, content: bytes, licence: str, by: str) -> Picture:
    """Keep a picture for Easy Read. Raises ValueError unless it is a PNG, JPEG, GIF or WebP picture of at most 1 MB."""
    kind = files.kind_of(content)
    if kind not in files.PICTURES or len(content) > files.LARGEST_PICTURE or not licence.strip():
        raise ValueError(kind)
    kept = Picture.objects.create(public_id=new_id("picture"), kind=kind, licence=licence.strip()[:300],
                                  content=content)  # fmt: skip
    record(event=events.PICTURE_KEPT, subject=kept.public_id, by=by)
    return kept


@transaction.atomic
def translate(*, answer: Answer, language: str, text: str, translator: str, by: str) -> Translation:
    """Put what somebody wrote into another language; the original stays. A later one takes the first one's place."""
    made, _ = Translation.objects.update_or_create(
        answer=answer, language=language,
        defaults={"text": text.strip(), "translator": translator.strip(), "at": timezone.now()},
    )  # fmt: skip
    record(event=events.TRANSLATED, subject=answer.answer_set.public_id, by=by, values={"language": language})
    return made


@transaction.atomic
def mail_receipt(*, answer_set: AnswerSet, code: str, email: str, address: str, twin: Twin) -> None:
    """Send the receipt code once to an address that we do not keep; `address` is the page where the code is used."""
    said = chrome.words_for(twin)
    body = said["mail-body"].format(code=code, address=address)
    record(event=events.RECEIPT_MAILED, subject=answer_set.public_id, by="guest")
    transaction.on_commit(lambda: send_mail(said["mail-subject"], body, settings.DEFAULT_FROM_EMAIL, [email]))
