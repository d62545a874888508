"""A judgement in at most 60 words of the reader's language."""

import re
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from careloom.evidence.models import Judgement

STATE_WORDS = {
    "not looked yet": gettext_lazy("Not looked yet"), "gap": gettext_lazy("Gap"), "thin": gettext_lazy("Thin"),
    "enough to start": gettext_lazy("Enough to start"), "strong": gettext_lazy("Strong"),
}  # fmt: skip
MORE = {
    "sound independent studies": gettext_lazy("sound independent studies"),
    "sound study from the UK": gettext_lazy("sound study from our own nations"),
    "sound reviews that agree": gettext_lazy("sound reviews that agree"),
    "independent collections": gettext_lazy("independent collections"), "people": gettext_lazy("people"),
    "user-led or carer-led collection": gettext_lazy("user-led or carer-led collection"),
    "nations": gettext_lazy("nations"), "organisations": gettext_lazy("organisations"),
    "sorts of organisation": gettext_lazy("sorts of organisation"), "roles": gettext_lazy("roles"),
    "account of what did not work": gettext_lazy("account of what did not work"),
    "organisations that say what was done and what happened":
        gettext_lazy("organisations that say what was done and what happened"),
}  # fmt: skip
WHOLE = {
    "a search or an outreach that is written down": gettext_lazy("a search or an outreach that is written down"),
    "one source that can be used": gettext_lazy("one source that can be used"),
    "a sound review of this question, not older than five years":
        gettext_lazy("a sound review of this question, not older than five years"),
    "reviews that agree": gettext_lazy("reviews that agree"),
    "a finding whose confidence was judged high": gettext_lazy("a finding whose confidence was judged high"),
    "a synthesis made together with people concerned":
        gettext_lazy("a synthesis made together with people concerned"),
}  # fmt: skip


def state_word(state: str) -> str:
    """A state in the reader's language."""
    return str(STATE_WORDS[state])


def addition(words: str) -> str:
    """What would change a judgement, in the reader's language."""
    if words in WHOLE:
        return str(WHOLE[words])
    more = re.match(r"(\d+) more (.+)", words)
    if more and more[2] in MORE:
        return _("%(n)s more %(what)s") % {"n": more[1], "what": MORE[more[2]]}
    return _("the voice of %(who)s") % {"who": words.removeprefix("the voice of ")}


def explained(unit: Judgement) -> str:
    """Counts, when we last looked, what would change it, the rule version, and who overruled it. At most 60 words."""
    parts = [f"{state_word(unit.stands)}: {_counted(unit)}."]
    if unit.looked:
        parts.append(_looked(unit.looked))
    if unit.missing:
        listed = _(" and ").join(addition(m) for m in unit.missing[:3])
        parts.append(_("It would change with %(what)s.") % {"what": listed})
    if unit.over_state:
        parts.append(_("A person changed this from “%(state)s”.") % {"state": state_word(unit.state)})
    last = _("Rules %(version)s.") % {"version": unit.rule_version}
    words = " ".join(parts).split()
    return " ".join(words if len(words) <= 57 else [*words[:56], "…"]) + f" {last}"


def _counted(unit: Judgement) -> str:
    n = unit.counts.get("independent", 0)
    if unit.kind == "research":
        said = ngettext("%(n)s independent study", "%(n)s independent studies", n) % {"n": n}
    elif unit.kind == "lived":
        people = unit.counts.get("people", 0)
        said = ngettext("%(n)s gathering, %(p)s people", "%(n)s gatherings, %(p)s people", n) % {"n": n, "p": people}
    else:
        said = ngettext("%(n)s organisation", "%(n)s organisations", n) % {"n": n}
    reports = unit.counts.get("reports", 0)
    return said + (_(" in %(r)s reports") % {"r": reports} if reports > n else "")


def _day(text: str) -> str:
    return date_format(date.fromisoformat(text)) if text else "–"


def _looked(last: dict[str, Any]) -> str:
    day = _day(last["date"])
    if last.get("found") and "read" in last:
        values = {"day": day, "read": last["read"], "found": last["found"]}
        return _("We last looked on %(day)s and read %(read)s of %(found)s records.") % values
    return _("We last looked on %(day)s.") % {"day": day}


def flag_words(unit: Judgement, titles: dict[str, str], nations: dict[str, str]) -> list[str]:
    """Flags as sentences; `titles` names origins, `nations` names codes."""
    flags, said = unit.flags, []

    def named(origins: list[str]) -> str:
        return "; ".join(titles.get(o, o) for o in origins)

    if "mixed" in flags:
        said.append(_("Mixed: sources disagree."))
    if "old" in flags:
        said.append(_("Old: the newest is from %(year)s.") % {"year": flags["old"]})
    if "whose voice is missing" in flags:
        said.append(_("Whose voice is missing: %(who)s.") % {"who": ", ".join(flags["whose voice is missing"])})
    if "being studied" in flags:
        said.append(_("Being studied: %(what)s.") % {"what": "; ".join(
            f"{row['project']} ({_day(row['ends'])})" for row in flags["being studied"])})  # fmt: skip
    if "borrowed" in flags:
        where = ", ".join(nations.get(n, _("another country")) for n in flags["borrowed"])
        said.append(_("Borrowed from %(where)s: law and money differ there, so somebody must say whether it carries "
                      "over.") % {"where": where})  # fmt: skip
    if "fragile" in flags:
        said.append(_("Fragile: it would be less without %(what)s.") % {"what": named(flags["fragile"])})
    if "synthesis gap" in flags:
        said.append(_("Synthesis gap: there are studies, but no sound new review of them."))
    return said
