"""The mails: the link to say yes, and an issue in a subscriber's language and edition, with a way out in each."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from careloom.showing.updates import twins
from careloom.showing.updates.models import Delivery, Issue, Purpose, Subscriber
from careloom.showing.updates.queries import newsletter
from careloom.thread.ids import link_of

YES, MINE, STOP = "newsletter.yes", "newsletter.mine", "newsletter.stop"  # what a link is good for


def languages(row: Subscriber) -> list[str]:
    """In which languages to write. Not known: Welsh and English, Welsh to be read first (Welsh Language Standards)."""
    return [row.language] if row.language in twins.LANGUAGES else sorted(twins.LANGUAGES, key=lambda code: code != "cy")


def _page(name: str, row: Subscriber, purpose: str) -> str:
    return settings.ADDRESS + reverse(f"showing:{name}", args=[link_of(row.public_id, purpose)])


def link(row: Subscriber) -> EmailMessage:
    """Say yes by this link; whoever gets our mails already finds the way to what they chose instead."""
    subjects, parts = [], []
    for language in languages(row):
        with translation.override(language):
            known = _("Somebody typed this address to sign up. You get our mails already, so nothing was changed. Here "
                      "you can see and change what you chose, or stop:")  # fmt: skip
            ask = _("Somebody typed this address to sign up for our mails. If it was you, open this page and press the "
                    "button:")  # fmt: skip
            otherwise = _("If it was not you, do nothing. We write no more, and forget the address in two weeks.")
            if row.confirmed_at and not row.bounced_at:
                subjects.append(_("You get our mails already"))
                parts.append(known + "\n" + _page("my_mails", row, MINE))
            else:
                subjects.append(_("Please say yes to our mails"))
                parts.append("\n".join([ask, _page("say_yes", row, YES), "", otherwise]))
    host, number = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2], f"{row.public_id}.{row.asked_at:%Y%m%d}.{row.links}"
    return EmailMessage(subject=" / ".join(subjects), body="\n\n--\n\n".join(parts) + "\n", to=[row.email],
                        headers={"Message-ID": f"<{number}@{host}>"})  # fmt: skip


def issue(delivery: Delivery) -> EmailMessage:
    """One issue for one subscriber. Its number never changes, so a mail program that gets it twice shows it once."""
    row, sent = delivery.subscriber, delivery.issue
    refs = tuple(piece["ref"] for piece in newsletter.pieces_for(sent, row))
    missed = tuple(newsletter.missed(sent, row))
    subjects, parts = [], []
    for language in languages(row):
        title, body = _body(sent.pk, language, row.edition, refs, missed)
        subjects.append(title)
        with translation.override(language):
            parts.append(f"{body}\n\n{_footer(row, sent)}")
            stop = _page("stop_mails", row, STOP)
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
    return EmailMessage(
        subject=" / ".join(subjects), body="\n\n==\n\n".join(parts) + "\n", to=[row.email],
        headers={"Message-ID": f"<{delivery.public_id}@{host}>", "List-ID": f"<{sent.kind}.{host}>",
                 "List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )  # fmt: skip


def _footer(row: Subscriber, sent: Issue) -> str:
    if row.edition == "easy":
        lines = [_("You asked for these mails."), _("Change something: %s") % _page("my_mails", row, MINE),
                 _("Stop the mails: %s") % _page("stop_mails", row, STOP)]  # fmt: skip
    else:
        day = date_format(row.confirmed_at, "j F Y") if row.confirmed_at else ""
        lines = [_("You get this because you said yes to it on %s.") % day,
                 _("Change what you get: %s") % _page("my_mails", row, MINE),
                 _("Stop these mails, without signing in: %s") % _page("stop_mails", row, STOP)]  # fmt: skip
    if sent.kind == Purpose.NEWSLETTER:
        lines.append(_("Read it on the web: %s") % settings.ADDRESS + reverse("showing:issue", args=[sent.number]))
    return "-- \n" + "\n".join(lines)


@lru_cache(maxsize=256)
def _body(pk: int, language: str, edition: str, refs: tuple[str, ...], missed: tuple[int, ...]) -> tuple[str, str]:
    """(title, text). What goes out never changes, so it is put together once for all who want the same."""
    sent = Issue.objects.get(pk=pk)
    words = twins.said(sent.words, edition, language)
    with translation.override(language):
        lines = [words["title"], "", words["opening"]]
        for name, pieces in newsletter.grouped([p for p in sent.pieces if p["ref"] in refs]):
            lines += ["", name.upper() if edition == "standard" else name, ""]
            for piece in pieces:
                lines += [*_lines(piece, language, edition), ""]
        if missed:
            lines += ["", _("Since your last mail we also sent:")]
            lines += [settings.ADDRESS + reverse("showing:issue", args=[number]) for number in missed]
    return words["title"], "\n".join(lines).strip()


def _lines(piece: Mapping[str, Any], language: str, edition: str) -> list[str]:
    said = piece["words"][language][edition]
    return [line for line in (said["title"], said["text"], settings.ADDRESS + piece["address"][language]) if line]

