"""A brief drafted from a gap, and the same brief as parts of a document in the partner's own format."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careloom.evidence.models import Brief, Gap, Judgement
from careloom.evidence.queries.gaps import asked_by
from careloom.evidence.queries.verdict_words import explained
from careloom.evidence.services.gaps import searches_for
from careloom.ui.documents import Part

# Our parts, in our order; a partner's own format names some of them in its own words and order.
PARTS = {
    "question": gettext_lazy("The question"), "why": gettext_lazy("Why it matters"),
    "asked": gettext_lazy("Who asked"), "so_far": gettext_lazy("What is known so far"),
    "population": gettext_lazy("Population"), "intervention": gettext_lazy("Intervention"),
    "comparison": gettext_lazy("Comparison"), "outcome": gettext_lazy("Outcome"),
    "time": gettext_lazy("Time stamp"), "burden": gettext_lazy("Burden"), "timeliness": gettext_lazy("Timeliness"),
    "study_type": gettext_lazy("Study type"), "must": gettext_lazy("What an answer must look like"),
    "plain": gettext_lazy("In plain words"),
}  # fmt: skip


def draft(gap: Gap) -> dict[str, str]:
    """What the record already says, to be changed by a person."""
    unit = Judgement.objects.filter(question=gap.question, kind=gap.kind, nation=gap.nation).first()
    looked = [f"{date_format(s.on)}: {s.where}" for s in searches_for(gap).order_by("on")]
    so_far = [gap.evidence, explained(unit) if unit else "", *looked]
    must = [gap.outcome, gap.study_type]
    return {
        "why": "\n".join(x for x in (gap.burden, gap.timeliness, asked_by(gap)) if x),
        "so_far": "\n".join(x for x in so_far if x), "must": "\n".join(x for x in must if x),
        "plain": gap.plain, "easy": gap.easy,
    }  # fmt: skip


def rows(brief: Brief) -> list[dict[str, Any]]:
    """(heading, text) in the partner's format; parts without words are left out."""
    gap = brief.gap
    said = {"question": gap.question.words, "asked": asked_by(gap)}
    order = brief.partner.parts or [[name, str(words)] for name, words in PARTS.items()]
    found = []
    for name, heading in order:
        own = getattr(brief, name, None) if name in ("why", "so_far", "must", "plain") else getattr(gap, name, None)
        text = said.get(name) or own
        if text:
            found.append({"heading": heading, "text": str(text)})
    return found


def parts_of(brief: Brief, *, easy: bool = False) -> list[Part]:
    """The brief as a document."""
    gap = brief.gap
    if easy:
        return [Part("title", gap.question.plain), *(Part("text", line) for line in brief.easy.splitlines() if line)]
    head = _("For %(partner)s, %(day)s. Number on the thread: %(entry)s")
    values = {"partner": brief.partner.name, "day": date_format(brief.at), "entry": gap.entry_id}
    made = [Part("title", gap.question.words), Part("text", head % values)]
    if gap.made_up:
        made.append(Part("text", _("This was made up for the demo. Nobody asked for it.")))
    for row in rows(brief):
        made.append(Part("heading", row["heading"], 2))
        made += [Part("text", line) for line in row["text"].splitlines() if line.strip()]
    return made
