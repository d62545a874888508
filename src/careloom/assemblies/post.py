"""What goes by post: invitations and papers as tagged PDF, in each reader's language and size of letters."""

from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from careloom.assemblies import queries
from careloom.assemblies.models import Invitation, Paper
from careloom.assemblies.words import question_in
from careloom.involvement import letters
from careloom.people.queries import languages_to_send
from careloom.ui import documents

NORMAL, LARGE, LARGEST = 12, 16, 18  # points


TYPES = {**documents.TYPES, "mp3": "audio/mpeg", "ogg": "audio/ogg", "wav": "audio/wav", "mp4": "video/mp4",
         "webm": "video/webm"}  # fmt: skip


def size_for(preferred_format: str) -> int:
    """The size of letters for a reader, in points."""
    return {"large": LARGEST, "easy": LARGE}.get(preferred_format, NORMAL)


def invitation(row: Invitation) -> bytes:
    """The invitation and every paper, in each language in which we write to this person."""
    lines, tongues = [], languages_to_send(row.person)
    for language in tongues:
        with translation.override(language):
            lines += _lines(row)
    with translation.override(tongues[0]):
        title = _("Invitation: %s") % row.meeting.title
    return letters.as_pdf(title, lines, language=tongues[0], size=size_for(row.person.preferred_format))


def paper(row: Paper, *, large: bool = False) -> bytes:
    """One edition of a paper, to print."""
    size = LARGEST if large else LARGE if "easy" in row.twin else NORMAL
    lines = [letters.Line(part) for part in row.text.split("\n") if part.strip()]
    return letters.as_pdf(row.title, lines, language=row.twin.split("-")[0], size=size)


def _lines(row: Invitation) -> list[letters.Line]:
    """One language of it."""
    easy, meeting = row.person.preferred_format == "easy", row.meeting
    said = [_("Dear %s,") % row.person.name,
            _("please come to the next meeting of your Assembly.") if not easy else _("Please come to a meeting."),
            date_format(localtime(meeting.begins_at), "DATETIME_FORMAT"), meeting.where]  # fmt: skip
    if question := question_in(meeting.question, easy=easy):
        said.append((_("We will talk about: %s") if easy else _("The question: %s")) % question)
    said.append(_("Please tell us: do you come, would you like Welsh, and what do you need? We book and pay travel and "
                  "cover at home before."))  # fmt: skip
    lines = [letters.Line(text) for text in said]
    for paper in queries.papers_for(meeting, "easy" if easy else "standard"):
        lines.append(letters.Line(str(paper["title"]), heading=True))
        lines += [letters.Line(part) for part in str(paper["text"]).split("\n") if part.strip()]
    return lines
