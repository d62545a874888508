"""What of this room is open data: the library, gaps, and where there is enough evidence.

No summary of a publication stands here (it belongs to its publisher), nobody's name who spoke of their life, and no
contact of anybody.
"""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from careloom.evidence.models import Item, Judgement
from careloom.evidence.queries import gaps as gap_queries
from careloom.evidence.queries import library
from careloom.evidence.queries.schema import LISTS, as_schema
from careloom.thread.publishing import Column, OpenTable, Row
from careloom_methods.representation import rounded

TEXTS = ("kind", "title", "year", "language", "link", "study_type", "journal", "doi", "gathered", "led_by", "setting",
         "tried", "happened", "outcome")  # fmt: skip
KIND, NATION, TOPIC = Column("kind", _("Kind of evidence")), Column("nation", _("Nation")), Column("topic", _("Topic"))
MADE_UP = Column("made_up", _("Made up for a demonstration"), "boolean")


def items() -> Iterable[Row]:
    """Everything that everybody may read in the library, as far as it is ours to give."""
    found = library.with_parts(library.found(library.Filters())).order_by("pk")
    for item in found.iterator(chunk_size=1000):
        row = as_schema(item)
        summary = "" if item.kind == Item.Kind.RESEARCH else item.summary
        yield {"item": item.public_id, **{name: row.get(name) for name in TEXTS}, "summary": summary,
               "authors": row.get("authors", []), **{name: row.get(name, []) for name in LISTS.values()},
               "example": bool(row.get("example")), "retracted": bool(row.get("retracted")),
               "made_up": item.made_up}  # fmt: skip


def withdrawn() -> set[str]:
    """Items that were withdrawn, or that only the centre may read now."""
    gone = Item.objects.filter(state=Item.State.WITHDRAWN) | Item.objects.filter(is_public=False)
    return set(gone.values_list("public_id", flat=True))


def gaps() -> Iterable[Row]:
    """Each gap, and what becomes of it. How many asked is said from ten on, in fives."""
    for gap in gap_queries.gaps().order_by("raised_at", "pk"):
        yield {
            "gap": gap.public_id, "topic": gap.question.topic, "question": gap.question.words, "kind": gap.kind,
            "nation": gap.nation, "state": gap.state, "raised_on": gap.raised_at.date().isoformat(),
            "people": rounded(gap.people) if gap.people >= gap_queries.FEWEST else None, "plain": gap.plain,
            "partner": gap.partner.name if gap.partner else "", "answer": gap.answer,
            "next_on": gap.next_on.isoformat() if gap.next_on else None,
            **{name: getattr(gap, name) for name in EPICOT}, "made_up": gap.made_up,
        }  # fmt: skip


def judged() -> Iterable[Row]:
    """Each judgement: enough, thin, a gap, or nobody has looked."""
    rows = Judgement.objects.select_related("question").order_by("question__topic", "question__pk", "kind", "nation")
    for row in rows:
        yield {
            "question": row.question.public_id, "words": row.question.words, "topic": row.question.topic,
            "kind": row.kind, "nation": row.nation, "state": row.stands, "overruled": bool(row.over_state),
            "signed": row.signed_at is not None, "sources": row.counts.get("independent", 0),
            "flags": sorted(row.flags), "rules": row.rule_version, "made_up": row.question.made_up,
        }  # fmt: skip


EPICOT = ("population", "intervention", "comparison", "outcome", "time")
TABLES = [
    OpenTable(
        "evidence", _("Evidence library"), _("Research, lived experience and practice knowledge, side by side."),
        (Column("item", _("Number of the item")), KIND, Column("title", _("Title")),
         Column("year", _("Year"), "integer"), Column("language", _("Language")), Column("link", _("Link")),
         Column("study_type", _("Kind of study")), Column("journal", _("Journal")), Column("doi", _("DOI")),
         Column("gathered", _("How it was gathered")), Column("led_by", _("Who led it")),
         Column("setting", _("Where it was tried")), Column("tried", _("What was tried")),
         Column("happened", _("What happened")), Column("outcome", _("How it went")),
         Column("summary", _("Summary, where it is ours to give")), Column("authors", _("Authors"), many=True),
         Column("nations", _("Codes of nations"), many=True), Column("places", _("Codes of places"), many=True),
         Column("topics", _("Codes of topics"), many=True), Column("sectors", _("Codes of sectors"), many=True),
         Column("example", _("Something that people have tried"), "boolean"),
         Column("retracted", _("Taken back by its publisher"), "boolean"), MADE_UP),
        items, ("kind", "year", "nations", "topics", "outcome"), named=True, taken_back=withdrawn,
    ),
    OpenTable(
        "gaps", _("What nobody knows yet"),
        _("Gaps in the evidence, who was asked to fill them, and where they stand."),
        (Column("gap", _("Number of the gap")), TOPIC, Column("question", _("The question")), KIND, NATION,
         Column("state", _("Where it stands")), Column("raised_on", _("Raised on"), "date"),
         Column("people", _("People who asked, in fives; empty: few or none"), "integer"),
         Column("plain", _("In plain words")), Column("partner", _("Who was asked to answer it")),
         Column("answer", _("What they answered")), Column("next_on", _("Next step by"), "date"),
         Column("population", _("About whom")), Column("intervention", _("What would be done")),
         Column("comparison", _("Compared with what")), Column("outcome", _("What should become better")),
         Column("time", _("When it was last looked at")), MADE_UP),
        gaps, ("topic", "kind", "nation", "state"), named=True,
    ),
    OpenTable(
        "enough-evidence", _("Where there is enough evidence"),
        _("What we judge of each question, for each kind of evidence and nation, and on how many sources."),
        (Column("question", _("Number of the question")), Column("words", _("The question")), TOPIC, KIND, NATION,
         Column("state", _("Enough, thin, a gap, or not looked")),
         Column("overruled", _("A person decided otherwise than the rules"), "boolean"),
         Column("signed", _("A person signed it"), "boolean"),
         Column("sources", _("Independent sources"), "integer"), Column("flags", _("What else is so"), many=True),
         Column("rules", _("Version of the rules")), MADE_UP),
        judged, ("topic", "kind", "nation", "state"),
    ),
]  # fmt: skip
