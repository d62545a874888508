"""The pack for the funder: one list of parts, drawn as Word, PDF or Easy Read. What is declined stands as large as
what is done, and so does every minority report."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from careloom.priorities.models import Choice, Programme
from careloom.priorities.queries.programme import programme_page
from careloom.ui.documents import Part
from careloom.ui.money import whole_money


def parts_of(programme: Programme, *, easy: bool) -> list[Part]:
    """Everything the page says, in its order."""
    page = programme_page(programme)
    last = page["versions"][0]
    state = _("Approved") if programme.decision else _("Draft")
    found = [
        Part("title", _("Work programme %d") % programme.round.year),
        Part("text", f"{state} · " + _("version %(n)d of %(day)s")
             % {"n": last.number, "day": date_format(last.at, "j F Y")}),
        Part("text", last.intro_easy if easy else last.intro),
    ]  # fmt: skip
    if programme.decision:
        found.append(Part("text", _("Signed by %s") % ", ".join(page["signed"])))
    found += [Part("heading", _("What we do"), 2), *_table(page)]
    for t in page["topics"]:
        found += _topic(t.choice, easy)
    for heading, key in ((_("What we do not do, and why"), "declined"), (_("What waits, and until when"), "parked")):
        found.append(Part("heading", heading, 2))
        for choice in page[key]:
            found += _topic(choice, easy)
        if not page[key]:
            found.append(Part("text", _("Nothing.")))
    return found + _otherwise(page, easy) + ([] if easy else _history(page))


def _table(page: dict[str, Any]) -> list[Part]:
    head = [_("Topic"), _("Delivery model"), _("Where"), _("Money")]
    rows = [[t.candidate.title, t.model_name, t.where or _("everywhere"), whole_money(t.budget)]
            for t in page["topics"]]  # fmt: skip
    rows.append([_("Together"), "", "", whole_money(page["total"])])
    return [Part("table", _("What we do"), head=head, rows=rows)]


def _topic(choice: Choice, easy: bool) -> list[Part]:
    candidate, decision = choice.candidate, choice.decision
    found = [Part("heading", (easy and candidate.title_easy) or candidate.title, 3)]
    if easy:
        found.append(Part("text", choice.reason_easy or decision.outcome))
    else:
        found += [Part("text", decision.outcome), Part("text", _("For it: %s") % decision.reasons_for)]
        if decision.reasons_against:
            found.append(Part("text", _("Against it: %s") % decision.reasons_against))
        found += [Part("text", _("Today: %s") % candidate.current_way),
                  Part("text", _("Number on the thread: %s") % choice.entry_id)]  # fmt: skip
    if choice.review_on:
        found.append(Part("text", _("We look again on %s.") % date_format(choice.review_on, "j F Y")))
    return found


def _otherwise(page: dict[str, Any], easy: bool) -> list[Part]:
    found = [Part("heading", _("Who sees it otherwise"), 2)]
    for report in page["reports"]:
        words = (easy and report.words_easy) or report.dissent.words
        found += [Part("heading", f"{report.choice.candidate.title}: {report.title}", 3), Part("text", words)]
    return found if page["reports"] else [*found, Part("text", _("Nobody wrote that they see it otherwise."))]


def _history(page: dict[str, Any]) -> list[Part]:
    found = [Part("heading", _("What Assemblies said, and what came of it"), 2)]
    for c in page["comments"]:
        found.append(Part("text", f"{c.assembly}: {c.words}"))
        found.append(Part("text", f"{c.get_answer_display()}: {c.why}" if c.answer else _("Not answered yet.")))
    found.append(Part("heading", _("Versions"), 2))
    for v in page["versions"]:
        found.append(Part("text", f"{v.number}: {v.what_changed or _('The first draft.')}"))
    return found
