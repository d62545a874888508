"""What a contributor hears of this room: a gap that rests on their voice, at each of its steps until it is answered."""

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from careloom.evidence import events
from careloom.evidence.models import Gap, GapStep
from careloom.thread.meanings import Meaning, Said, State
from careloom.thread.models import Entry


def _came_to(step: GapStep, *, easy: bool) -> str:
    partner = step.gap.partner.name if step.gap.partner else ""
    answered: dict[str, str] = {
        Gap.Answer.YES: _("%(partner)s takes it up."), Gap.Answer.LATER: _("%(partner)s comes back to it later."),
        Gap.Answer.NO: _("%(partner)s said no. We look for somebody else."),
    }  # fmt: skip
    words: dict[str, str] = {
        Gap.State.RAISED: _("We do not know this yet. We wrote that down."),
        Gap.State.CHECKED: _("We looked again. We still did not find an answer."),
        Gap.State.WRITTEN: _("We wrote down what an answer must look like."),
        Gap.State.SENT: _("We asked %(partner)s to find out.") % {"partner": partner},
        Gap.State.ANSWERED: answered.get(step.gap.answer, _("%(partner)s wrote back.")) % {"partner": partner},
        Gap.State.BRIEF: _("We wrote a page that says what needs to be found out.") if easy
        else _("We wrote a brief from it."),
        Gap.State.FUNDED: _("Somebody has money to find out."),
        Gap.State.FOUND: _("There is an answer now."),
        Gap.State.USED: _("The answer is in use."),
    }  # fmt: skip
    return words[step.state]


def _first_sentence(words: str) -> str:
    """What a list calls it."""
    line = words.strip().split("\n")[0]
    return line.split(". ")[0].rstrip(".")[:150]


def gap(entry: Entry, edition: str) -> Said | None:
    """One dated step of a gap."""
    step = GapStep.objects.select_related("gap__partner").filter(entry_id=entry.public_id).first()
    if step is None:
        return None
    found, easy = step.gap, edition == "easy"
    welsh = (get_language() or "").startswith("cy")
    words = (welsh and found.plain_welsh) or (easy and found.easy) or found.plain
    return Said(
        _first_sentence(words) or _("Something we do not know yet"), heard=words,
        considered=_("We looked for an answer.") if easy
        else _("We looked for research, for what people have lived, and for what services know."),
        did=_came_to(step, easy=easy), address=reverse("evidence:gap", args=[found.public_id]),
    )  # fmt: skip


KNOTS = {
    events.GAP_RAISED: gettext_lazy("Nobody knows this yet: written down as a gap"),
    events.GAP_CHECKED: gettext_lazy("The gap was checked"),
    events.GAP_WRITTEN: gettext_lazy("The gap was written up"),
    events.GAP_SENT: gettext_lazy("The gap was sent to somebody who can answer it"),
    events.GAP_ANSWERED: gettext_lazy("They replied"),
    events.GAP_BRIEF: gettext_lazy("A brief was made from the gap"),
    events.GAP_FUNDED: gettext_lazy("Work on the gap was funded"),
    events.GAP_FOUND: gettext_lazy("An answer was found"),
    events.GAP_USED: gettext_lazy("The answer was used"),
}
DID_SOMETHING = {events.GAP_FUNDED, events.GAP_FOUND, events.GAP_USED}
MEANINGS = {
    event: Meaning("gap", knot, gap, state=State.CHANGED if event in DID_SOMETHING else State.CONSIDERED)
    for event, knot in KNOTS.items()
}
