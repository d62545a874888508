"""Rounds, candidates, and the voices behind them as they may be shown."""

from collections import Counter
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from careloom.assemblies.models import Meeting
from careloom.centre import queries as centre
from careloom.conversations.models import Conversation, Statement
from careloom.listening.models import Theme
from careloom.priorities.models import Candidate, Round
from careloom.thread import queries as thread
from careloom.thread.models import Entry

SOURCES = ("theme.agreed", "meeting.closed", "statement.weighed", "conversation.weighed", "statement.written",
           "gap.raised", "evidence.judged")  # fmt: skip


def rounds(*, staff: bool = False) -> QuerySet[Round]:
    """The newest first; what is still gathered is for staff only."""
    rows = Round.objects.annotate(topics=Count("candidates", distinct=True)).order_by("-year", "-pk")
    return rows if staff else rows.exclude(state=Round.State.GATHERING)


def newest_round() -> Round | None:
    """The newest round that everybody may see."""
    return rounds().first()


def round_named(slug: str) -> Round | None:
    """One round."""
    return Round.objects.filter(slug=slug).first()


def candidates_of(round: Round) -> list[Candidate]:
    """In the order in which they were proposed, with their decision."""
    return list(round.candidates.select_related("choice__decision", "round").order_by("number"))


def candidate_named(public_id: str) -> Candidate | None:
    """By its public id."""
    return Candidate.objects.filter(public_id=public_id).select_related("round").first()


def voices_of(candidate: Candidate) -> dict[str, Any]:
    """The voices behind a candidate by role group and by nation, through disclosure control.

    {"role": [{code, value, hidden}], "nation": […], "returns": rounded or None, "none": nobody stands behind}.
    """
    from careloom_methods.representation import ALL, Table, protect

    entry = Entry.objects.filter(public_id=candidate.entry_id).first()
    found = thread.voices_behind(entry) if entry else {}
    if not found:
        return {"role": [], "nation": [], "returns": None, "none": True}
    counted = {at: Counter[tuple[str, ...]]() for at in (0, 1)}
    for key, cell in found.items():
        for at in (0, 1):
            counted[at][(key[at],)] += cell["returns"]
    tables = [Table(name, (name,), counted[at]) for at, name in enumerate(("role", "nation"))]
    released = protect(tables)
    rows = {table.name: [{"code": key[0], "value": cell.value, "hidden": cell.hidden}
                         for key, cell in sorted(table.cells.items())] for table in released}  # fmt: skip
    return {**rows, "returns": released[0].totals[(ALL,)].value, "none": False}


def sources_of(candidate: Candidate) -> list[Entry]:
    """The entries that a candidate rests on, oldest first."""
    ids = candidate.sources.values_list("entry_id", flat=True)
    return list(Entry.objects.filter(public_id__in=list(ids)).order_by("pk"))


def choices() -> dict[str, list[tuple[str, str]]]:
    """What the form of a candidate offers: {field: [(code, words)]}."""
    found = Entry.objects.filter(event__in=SOURCES).order_by("-pk")[:200]
    words = {"theme.agreed": _("Theme"), "meeting.closed": _("Meeting"), "statement.weighed": _("Statement, voted on"),
             "conversation.weighed": _("Conversation"), "statement.written": _("Statement"), "gap.raised": _("Gap"),
             "evidence.judged": _("Evidence")}  # fmt: skip
    names = source_names(list(found))
    return {
        "raised_role": centre.role_groups(ended=False), "nations": centre.nations(ended=False),
        "sources": [(e.public_id, f"{words[e.event]}: {names.get(e.subject, e.subject)}") for e in found],
        "topic": list(dict(centre.offered(centre.topics()).values_list("slug", "name")).items()),
        "delivery_model": centre.delivery_models(),
    }  # fmt: skip


def source_names(entries: list[Entry]) -> dict[str, str]:
    """{subject: what it is called}: themes and statements by their words, meetings by their title."""
    subjects = [e.subject for e in entries]
    return (
        dict(Theme.objects.filter(public_id__in=subjects).values_list("public_id", "name"))
        | dict(Statement.objects.filter(public_id__in=subjects).values_list("public_id", "text"))
        | dict(Conversation.objects.filter(public_id__in=subjects).values_list("public_id", "name"))
        | dict(Meeting.objects.filter(public_id__in=subjects).values_list("public_id", "title"))
    )  # fmt: skip
