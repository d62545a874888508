"""The message itself: plain lines, for a mail, for a letter as PDF, and to be read out on the phone."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from careloom.involvement.letters import Line, as_pdf, as_text
from careloom.people.queries import pages_in
from careloom.showing import tongues
from careloom.showing.models import Message, News
from careloom.thread.ids import link_of
from careloom.thread.meanings import Said, State

LARGE, NORMAL, EASY = 20, 12, 16  # points
ADDRESS = re.compile(r"https?://\S+")
STOP = "telling.stop"  # what the link in each message is good for


def said_in(news: News, language: str, edition: str) -> Said:
    """What was said, as it was told then."""
    words = news.said.get(language) or news.said[settings.LANGUAGE_CODE]
    return Said(**(words.get(edition) or words["standard"]))


def title(edition: str) -> str:
    """The subject of a mail and the head of a letter."""
    return _("What happened with what you told us") if edition == "easy" else _("What came of what you told us")


def lines_of(news: News, language: str, edition: str, *, again: bool) -> list[Line]:
    """One thing that came of it. `again`: it takes the place of something that was told before."""
    said = said_in(news, language, edition)
    found = [Line(said.title, heading=True)]
    if again:
        found.append(Line(_("We told you something else before. That is no longer so. This is how it stands now.")))
    parts = [(_("You said: %s"), said.heard), (_("We considered: %s"), said.considered)]
    if edition == "easy":
        parts = [(_("You said: %s"), said.heard), ("%s", said.considered)]
    if news.state == State.DECLINED:
        found_did = [Line(_("We did not do this."))]
        parts_did = [("%s", said.did)]
    else:
        found_did, parts_did = [], [("%s" if edition == "easy" else _("What we did: %s"), said.did)]
    found += [Line(form % text) for form, text in parts if text]
    found += found_did + [Line(form % text) for form, text in parts_did if text]
    if said.why:
        found.append(Line(_("Why: %s") % said.why))
    if said.until and (day := parse_date(said.until)):
        found.append(Line(_("We look at this again on %s.") % date_format(day)))
    if said.address:
        found.append(Line(settings.ADDRESS + said.address))
    return found


@lru_cache(maxsize=512)
def _body(news: tuple[int, ...], language: str, edition: str) -> tuple[Line, ...]:
    """The lines of these pieces of news. Told words never change, so they are put together once."""
    rows = {one.pk: one for one in News.objects.filter(pk__in=news)}
    replaced = set(News.objects.filter(replaced_by__in=news).values_list("replaced_by", flat=True))
    pages = pages_in(language)
    with translation.override(pages):
        return tuple(line for pk in news for line in tongues.around(
            language, rows[pk], lines_of(rows[pk], pages, edition, again=pk in replaced), again=pk in replaced
        ))  # fmt: skip


def begin() -> None:
    """Forget what was put together before: a centre that was put back as it was uses the same numbers again."""
    _body.cache_clear()


def lines(message: Message, news: Sequence[int], language: str) -> list[Line]:
    """The whole message in one language, without its title."""
    person = message.reader.startswith("person_")
    with translation.override(pages_in(language)):
        mine = settings.ADDRESS + reverse("showing:mine" if person else "questionnaires:receipt")
        stop = settings.ADDRESS + reverse("showing:stop", args=[link_of(message.public_id, STOP)])
        if tongues.say(language, "title"):
            ending = [tongues.say(language, "everything", address=mine), tongues.say(language, "enough"),
                      tongues.say(language, "stop", address=stop)]  # fmt: skip
        elif message.edition == "easy":
            ending = [_("You can see everything here: %s") % mine, _("Is our answer good? Please tell us there."),
                      _("You do not want these messages? Stop them here: %s") % stop]  # fmt: skip
        else:
            ending = [_("Everything that came of it is here: %s") % mine,
                      _("If our answer is not good enough, please say so there. That counts as a voice too."),
                      _("To stop these messages: %s") % stop]  # fmt: skip
        first = tongues.notice(language)
        return [*([Line(first)] if first else []), *_body(tuple(news), language, message.edition), *map(Line, ending)]


def _said(message: Message, news: Sequence[int], language: str) -> tuple[str, list[Line]]:
    with translation.override(pages_in(language)):
        return tongues.say(language, "title") or title(message.edition), lines(message, news, language)


def mail(message: Message, news: Sequence[int], email: str) -> EmailMessage:
    """The mail. Its number never changes, so a mail program that is given it twice shows it once."""
    parts = [_said(message, news, language) for language in message.language.split(",")]
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
    stop = settings.ADDRESS + reverse("showing:stop", args=[link_of(message.public_id, STOP)])
    return EmailMessage(
        subject=" / ".join(head for head, _ in parts), to=[email],
        body="\n\n--\n\n".join(as_text(head, rows).strip() for head, rows in parts) + "\n",
        headers={"Message-ID": f"<{message.public_id}@{host}>", "List-Unsubscribe": f"<{stop}>"},
    )  # fmt: skip


def letter(message: Message, news: Sequence[int], language: str) -> bytes:
    """The letter as tagged PDF, in large letters where somebody needs them."""
    head, rows = _said(message, news, language)
    size = LARGE if message.large else EASY if message.edition == "easy" else NORMAL
    tongue = language if tongues.has_letter(language) else settings.LANGUAGE_CODE
    if tongues.runs(tongue) == "rtl":  # an address runs from left to right to its last sign
        rows = [replace(row, text=ADDRESS.sub("\u2066\\g<0>\u2069", row.text)) for row in rows]
    return as_pdf(head, rows, language=tongue, size=size)


def spoken(message: Message, news: Sequence[int], language: str) -> list[Line]:
    """The sentences to read out on the phone, without addresses."""
    head, rows = _said(message, news, language)
    return [Line(head), *(row for row in rows if "://" not in row.text)]
