"""A judgement in Easy Read: one short sentence for each thing, the same things as the standard words say."""

import re
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from careloom.evidence.models import Judgement
from careloom.evidence.queries.verdict_words import MORE, addition

STATES = {
    "not looked yet": gettext_lazy("We have not looked yet."), "gap": gettext_lazy("We looked. We found nothing."),
    "thin": gettext_lazy("We know a little."), "enough to start": gettext_lazy("We know enough to start."),
    "strong": gettext_lazy("We know a lot."),
}  # fmt: skip
NEEDS = {
    "sound independent studies": gettext_lazy("good studies"),
    "sound study from the UK": gettext_lazy("good study from our own nations"),
    "sound reviews that agree": gettext_lazy("good reviews of studies that say the same"),
    "independent collections": gettext_lazy("groups of people who tell us"),
    "people": gettext_lazy("people who tell us"),
    "user-led or carer-led collection": gettext_lazy("group led by people who draw on care, or by carers"),
    "nations": gettext_lazy("nations"), "organisations": gettext_lazy("services that tell us"),
    "sorts of organisation": gettext_lazy("sorts of service"), "roles": gettext_lazy("sorts of worker"),
    "account of what did not work": gettext_lazy("story of what did not work"),
    "organisations that say what was done and what happened":
        gettext_lazy("services that say what they did and what happened"),
    "a search or an outreach that is written down": gettext_lazy("somebody who looks, and writes it down"),
    "one source that can be used": gettext_lazy("one thing we can use"),
    "a sound review of this question, not older than five years": gettext_lazy("a good, new review of studies"),
    "reviews that agree": gettext_lazy("reviews that say the same"),
    "a finding whose confidence was judged high": gettext_lazy("a finding we are very sure of"),
    "a synthesis made together with people concerned":
        gettext_lazy("a text written together with people who draw on care"),
}  # fmt: skip
FLAGS = {
    "mixed": gettext_lazy("They do not all say the same."), "old": gettext_lazy("What we know is old."),
    "being studied": gettext_lazy("People are studying it now."),
    "borrowed": gettext_lazy("It comes from another nation. It may be different here."),
    "fragile": gettext_lazy("It hangs on very few. If one goes, we know less."),
    "synthesis gap": gettext_lazy("There are studies. Nobody has put them together."),
}  # fmt: skip


def easy_words(unit: Judgement) -> list[str]:
    """What we say, how much there is, what is odd about it, what would help, who stands for it."""
    said = [str(STATES[unit.stands]), _counted(unit)]
    if unit.linked:
        said.append(_("Some reports tell of the same thing. We count them once."))
    if unit.looked:
        said.append(_("We looked on %(day)s.") % {"day": date_format(date.fromisoformat(unit.looked["date"]))})
    said += [str(words) for name, words in FLAGS.items() if name in unit.flags]
    if unheard := unit.flags.get("whose voice is missing"):
        said.append(_("We have not heard from: %(who)s.") % {"who": ", ".join(unheard)})
    said += [_("This would help: %(what)s.") % {"what": _need(words)} for words in unit.missing[:3]]
    if unit.over_state:
        said.append(_("A person changed this. They say why: %(why)s") % {"why": unit.over_reason})
    if unit.reopened:
        said.append(_("Something is gone. We look at it again."))
    signed = unit.signed_at and _("Somebody signed this on %(day)s.") % {"day": date_format(unit.signed_at)}
    return [*said, signed or _("Nobody has signed this yet."), _("We used the rules %(v)s.") % {"v": unit.rule_version}]


def _counted(unit: Judgement) -> str:
    n, people = unit.counts.get("independent", 0), unit.counts.get("people", 0)
    if unit.kind == "research":
        return ngettext("We have %(n)s study.", "We have %(n)s studies.", n) % {"n": n}
    if unit.kind == "lived":
        return ngettext("%(p)s person told us.", "%(p)s people told us.", people) % {"p": people}
    return ngettext("%(n)s service told us.", "%(n)s services told us.", n) % {"n": n}


def _need(words: str) -> str:
    more = re.match(r"(\d+) more (.+)", words)
    if more and more[2] in MORE:
        return _("%(n)s more %(what)s") % {"n": more[1], "what": NEEDS[more[2]]}
    return str(NEEDS[words]) if words in NEEDS else addition(words)
