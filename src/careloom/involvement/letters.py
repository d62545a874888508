"""Letters as tagged PDF and as plain text, from the same lines."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from careloom.involvement.models import Offer
from careloom.involvement.words import expense_names, how_much


@dataclass(frozen=True)
class Line:
    """One line of a letter; a heading, or a paragraph."""

    text: str
    heading: bool = False


def as_text(title: str, lines: Iterable[Line]) -> str:
    """The letter for a mail or a screen reader."""
    body = [f"\n{line.text.upper()}" if line.heading else line.text for line in lines]
    return "\n\n".join([title, *body]) + "\n"


def as_pdf(title: str, lines: Iterable[Line], *, language: str = "en", size: int = 12) -> bytes:
    """The letter as PDF/UA: tagged, with its language, in letters that every machine has; `size` in points."""
    import fontpkg
    import typst

    tongue = language.split("-")[0]
    parts = [f"#set document(title: {_quoted(title)})", f"#set page(margin: 2.2cm, numbering: {_quoted('1')})",
             f"#set text(font: {_quoted('Noto Sans')}, size: {size}pt, lang: {_quoted(tongue)})",
             "#set par(leading: 0.75em, spacing: 1.1em)", f"#title[#{_quoted(title)}]"]  # fmt: skip
    parts += [f"#heading(level: 1)[#{_quoted(line.text)}]" if line.heading else f"#par[#{_quoted(line.text)}]"
              for line in lines]  # fmt: skip
    folder = str(fontpkg.path("Noto Sans").parent)
    source = "\n".join(parts).encode()
    made: bytes = typst.compile(source, font_paths=[folder], ignore_system_fonts=True,  # type: ignore[misc]
                                pdf_standards=["ua-1"])  # fmt: skip
    return made


def _quoted(text: str) -> str:
    """A typst string: what people wrote is never read as markup."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


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
