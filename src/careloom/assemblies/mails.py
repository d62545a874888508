"""Mails of this room: each in its reader's own language and wording. A mail that is sent twice carries one number."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from careloom.assemblies.models import Application, Invitation
from careloom.assemblies.words import question_in
from careloom.people.models import Person
from careloom.people.queries import languages_to_send, pages_in

SALT = "assemblies.ask"


def token_of(application: Application) -> str:
    """What only somebody who reads the mail can know."""
    return signing.dumps(application.public_id, salt=SALT)


def id_in(token: str) -> str:
    """The application of a link, or '' for a link that we did not make."""
    try:
        return str(signing.loads(token, salt=SALT))
    except signing.BadSignature:
        return ""


def _written(person: Person, page: str, subject: Any, values: Any, number: str) -> EmailMessage:
    """One mail with every language in which we write to a person; `subject` and `values` are asked in each."""
    subjects, parts = [], []
    for language in languages_to_send(person):
        with translation.override(language):
            subjects.append(str(subject()))
            easy = ".easy" if person.preferred_format == "easy" else ""
            parts.append(render_to_string(f"assemblies/mail/{page}{easy}.txt", values()).strip())
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
    return EmailMessage(subject=" / ".join(subjects), body="\n\n--\n\n".join(parts) + "\n", to=[person.email],
                        headers={"Message-ID": f"<{number}@{host}>"})  # fmt: skip


def ask(row: Application) -> EmailMessage:
    """Was it you who applied? It goes to the address that was typed, so that its owner can say yes or no."""
    assembly, address = row.recruitment.assembly.name, row.recruitment.address

    def values() -> dict[str, str]:
        return {"assembly": assembly, "link": address + reverse("assemblies:was_it_you", args=[token_of(row)])}

    return _written(row.person, "ask", lambda: _("Did you apply to the Assembly %s?") % assembly, values,
                    f"{row.public_id}.ask")  # fmt: skip


def invitation(row: Invitation, address: str) -> EmailMessage:
    """Please come: when, where, the question, and where to answer."""
    return _written(row.person, "invitation", lambda: _("Invitation: %s") % row.meeting.title,
                    lambda: invitation_values(row, address), f"{row.public_id}.invitation")  # fmt: skip


def invitation_values(row: Invitation, address: str) -> dict[str, Any]:
    """What an invitation says, in the language of now."""
    return {"name": row.person.name, "meeting": row.meeting,
            "question": question_in(row.meeting.question, easy=row.person.preferred_format == "easy"),
            "link": address + reverse("assemblies:invitation", args=[row.public_id])}  # fmt: skip


def answer(row: Application) -> EmailMessage:
    """What the lottery gave; the letter is written already."""
    with translation.override(pages_in(row.person.preferred_language or "en-gb")):
        subject = _("Your application to the Assembly %s") % row.recruitment.assembly.name
        body = row.letter
        if row.recruitment.address:
            body += "\n\n" + row.recruitment.address + reverse("assemblies:mine")
    return EmailMessage(subject, body, to=[row.person.email])
