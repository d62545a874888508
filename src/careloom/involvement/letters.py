"""Letters as tagged PDF and as plain text, from the same lines."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from careloom.involvement.models import Offer
from careloom.involvement.words import expense_names, how_much
from careloom.ui import documents


@dataclass(frozen=True)
class Line:
    """One line of a letter; a heading, or a paragraph."""

    text: str
    heading: bool = False
    language: str = ""  # where it is not that of the letter


def as_text(title: str, lines: Iterable[Line]) -> str:
    """The letter for a mail or a screen reader."""
    body = [f"\n{line.text.upper()}" if line.heading else line.text for line in lines]
    return "\n\n".join([title, *body]) + "\n"


def as_pdf(title: str, lines: Iterable[Line], *, language: str = "en", size: int = 12) -> bytes:
    """The letter as tagged PDF; `size` of letters in points."""
    parts = [documents.Part("heading" if line.heading else "text", " ".join(line.text.split()), 2 * line.heading,
                            language=line.language) for line in lines]  # fmt: skip
    return documents.as_pdf([documents.Part("title", title), *parts], language, size=size)


def jobcentre(offer: Offer) -> list[Line]:
    """The two parts: information for the person, and the letter from us that they can show."""
    terms = [offer.what, _("How long: %s") % offer.how_long, _("How often: %s") % offer.how_often,
             _("How much: %s") % how_much(offer), _("Expenses we pay: %s") % expense_names(offer.expenses)]  # fmt: skip
    return [
        Line(_("Part 1: information for you"), heading=True),
        Line(_("You decide whether to show this letter to anybody.")),
        Line(_("Money for your time can change your benefits. Get free advice before you start: Citizens Advice, or a "
               "welfare rights adviser of your council.")),
        Line(_("If you receive a benefit, tell the office that pays it before you start. For permitted work it may ask "
               "for the form PW1.")),
        Line(_("You can say no to the money, or take less. You can still take part.")),
        Line(_("Part 2: letter from us"), heading=True),
        Line(_("To whom it may concern")),
        Line(_("%s has been invited to take part in our work as a member of the public.") % offer.person.name),
        *[Line(term) for term in terms],
        Line(_("This is involvement, not a job. There is no contract of work. The person can stop at any time.")),
        Line(_("Expenses are paid back as they were spent. They are not earnings.")),
    ]  # fmt: skip
