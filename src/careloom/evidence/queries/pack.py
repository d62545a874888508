"""The quarterly pack as a document."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from careloom.ui.documents import Part


def pack_parts(pack: dict[str, Any]) -> list[Part]:
    """Every part of the pack, in the order of the page."""
    made = [Part("title", _("Quarterly pack for %(partner)s") % {"partner": pack["partner"].name}),
            Part("text", date_format(pack["today"]))]  # fmt: skip
    _part(made, _("New gaps this quarter"), [f"{g.question.words} {g.plain}" for g in pack["fresh"]])
    _part(made, _("Gaps that were sent to you"),
          [f"{g.question.words} ({g.get_state_display()})" for g in pack["open"]])  # fmt: skip
    _part(made, _("Studies that may fit our topics: please look with us"), [
        f"{row['name']}: {x['study'].ref} {x['study'].title}" for row in pack["to_match"] for x in row["rows"]
    ])  # fmt: skip
    _part(made, _("Studies that end in this or the next two quarters"),
          [f"{s.ref} {s.title} ({date_format(s.ends)})" for s in pack["ending"]])  # fmt: skip
    _part(made, _("Findings that are due"),
          [f"{m.study.ref} {m.study.title} ({date_format(m.findings_due)})" for m in pack["due"]])  # fmt: skip
    _part(made, _("Do these studies count the same things as evidence?"),
          [f"{s.ref} {s.title}" for s in pack["unchecked"]])  # fmt: skip
    _part(made, _("Actions"),
          [f"{a.words} ({a.get_who_display()}, {date_format(a.due)})" for a in pack["actions"]])  # fmt: skip
    values = {"n": pack["study_led"], "most": pack["partner"].most_study_led}
    made.append(Part("text", _("Topics that come from studies: %(n)s of at most %(most)s.") % values))
    return made


def _part(made: list[Part], title: str, lines: list[str]) -> None:
    made.append(Part("heading", title, 2))
    made += [Part("text", line) for line in lines or [_("Nothing.")]]
