"""The one message to somebody who waits: in their format and language, always with a way to leave the list."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from careloom.listening.models import Waiting
from careloom.thread.ids import link_of

FIRST = "en"
LEAVE = "waiting.leave"  # what the link in the message is good for


def languages(waiting: Waiting) -> list[str]:
    """In which languages to write. Not known: Welsh and English both, Welsh to be read first.

    Welsh Language Standards (No. 9) 2023, standards 2 and 4: a recorded wish is followed; without one, Welsh goes too.
    """
    return [waiting.language] if waiting.language else ["cy", FIRST]


def message(waiting: Waiting, address: str) -> EmailMessage:
    """The message. Its number never changes, so a mail program that is given it twice shows it once."""
    slug, host = waiting.questionnaire.slug, settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
    subjects, parts = [], []
    for language in languages(waiting):
        with translation.override(_pages(language)):
            values = {
                "name": waiting.questionnaire.name,
                "survey": address + reverse("questionnaires:start", args=[slug]) + "?twin=" + _twin(waiting, language),
                "leave": address + reverse("listening:leave_waiting", args=[link_of(waiting.public_id, LEAVE)]),
            }
            subjects.append(_("It is open: %(name)s") % values)
            page = "launch.easy.txt" if waiting.edition == "easy" else "launch.txt"
            parts.append(render_to_string(f"listening/mail/{page}", values).strip())
    return EmailMessage(
        subject=f"[{slug}] " + " / ".join(subjects), body="\n\n--\n\n".join(parts) + "\n", to=[waiting.email],
        headers={"Message-ID": f"<{waiting.public_id}.launch@{host}>", "List-Unsubscribe": f"<{values['leave']}>"},
    )  # fmt: skip


def _pages(language: str) -> str:
    """The language of our pages that fits ("en" may be "en-gb" here); the first one if none does."""
    known = [code for code, _name in settings.LANGUAGES if code.split("-")[0] == language]
    return str(known[0]) if known else str(settings.LANGUAGE_CODE)


def _twin(waiting: Waiting, language: str) -> str:
    return f"{language}-easy" if waiting.edition == "easy" else language
