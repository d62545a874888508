"""What of this room is open data: rounds, topics with what was decided and why, ballots, the work programme."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count as CountOf
from django.utils.translation import gettext_lazy as _

from careloom.priorities import queries
from careloom.priorities.models import Candidate, Count, ProgrammeTopic, Round
from careloom.thread.publishing import Column, OpenTable, Row
from careloom.ui.money import in_money

ROUND, TOPIC = Column("round", _("Code of the round")), Column("candidate", _("Number of the topic"))
TITLE = Column("title", _("Title"))


def _counts() -> dict[int, dict[str, Any]]:
    """{round: what its ballots came to, where enough people voted}."""
    return {row.round_id: row.data for row in Count.objects.all() if not row.data["few"]}


def rounds() -> Iterable[Row]:
    """Every round that everybody may see."""
    counted = _counts()
    for row in queries.rounds().order_by("year", "pk"):
        data = counted.get(row.pk, {})
        yield {"round": row.slug, "year": row.year, "name": row.name, "why": row.why, "state": row.state,
               "rule": data.get("rule", ""), "seats": row.seats, "budget": row.budget or None,
               "ballots": data.get("ballots")}  # fmt: skip


def _candidates() -> Any:
    rows = Candidate.objects.exclude(round__state=Round.State.GATHERING).select_related("round", "choice__decision")
    return rows.order_by("round__year", "round__pk", "number")


def priorities() -> Iterable[Row]:
    """Each topic of a round: what was decided, with reasons for and against. Declined ones stand like the others."""
    for row in _candidates().annotate(reports=CountOf("choice__minority_reports")):
        choice = getattr(row, "choice", None)
        decision = choice.decision if choice else None
        yield {
            "candidate": row.public_id, "round": row.round.slug, "number": row.number, "title": row.title,
            "says": row.says, "today": row.current_way, "raised_by": row.raised_by, "topic": row.topic,
            "nations": row.nations, "cost": row.cost or None, "decided": choice.kind if choice else "",
            "decided_on": choice.at.date().isoformat() if choice else None,
            "outcome": decision.outcome if decision else "", "reasons_for": decision.reasons_for if decision else "",
            "reasons_against": decision.reasons_against if decision else "",
            "review_on": choice.review_on.isoformat() if choice and choice.review_on else None,
            "minority_reports": row.reports,
        }  # fmt: skip


def ballots() -> Iterable[Row]:
    """The order that the ballots came to."""
    counted = _counts()
    titles = {row.public_id: row for row in _candidates()}
    for of in sorted({row.round for row in titles.values()}, key=lambda r: r.pk):
        yield from _counted(of, counted.get(of.pk), titles)


def _counted(of: Round, data: dict[str, Any] | None, titles: dict[str, Candidate]) -> Iterator[Row]:
    for row in data["order"] if data else []:
        if row["id"] in titles and data:
            yield {"round": of.slug, "candidate": row["id"], "title": titles[row["id"]].title,
                   **{name: row.get(name) for name in ("place", "points", "share", "low", "high")},
                   "in_top": row["id"] in data["top"], "on_slate": row["id"] in data.get("slate", [])}  # fmt: skip


def programme() -> Iterable[Row]:
    """The newest version of each work programme; money in whole units."""
    rows = ProgrammeTopic.objects.select_related("version__programme__round", "candidate").order_by(
        "version__programme__pk", "version__number", "candidate__number")  # fmt: skip
    newest = {row.version.programme_id: row.version_id for row in rows}
    for row in rows:
        if newest[row.version.programme_id] == row.version_id:
            of = row.version.programme
            yield {"round": of.round.slug, "version": row.version.number, "state": of.state,
                   "candidate": row.candidate.public_id, "title": row.candidate.title, "model": row.delivery_model,
                   "nations": row.nations, "budget": row.budget}  # fmt: skip


TABLES = [
    OpenTable(
        "rounds", _("Rounds of priorities"), _("Each yearly priority setting: its rule, and how many voted."),
        (ROUND, Column("year", _("Year"), "integer"), Column("name", _("Name")), Column("why", _("What it is about")),
         Column("state", _("Where it stands")), Column("rule", _("Rule of counting")),
         Column("seats", _("How many are chosen"), "integer"),
         Column("budget", in_money(_("Whole {money}")), "integer"),
         Column("ballots", _("Ballots; empty: not counted, or few"), "integer")),
        rounds, ("year", "state"), named=True,
    ),
    OpenTable(
        "priorities", _("Priorities and decisions"),
        _("Every topic of a round: done, not done or waiting, with the reasons for and against."),
        (TOPIC, ROUND, Column("number", _("Its place"), "integer"), TITLE, Column("says", _("What it says")),
         Column("today", _("How it is done today")), Column("raised_by", _("Who raised it")),
         Column("topic", _("Topic")), Column("nations", _("Codes of nations; empty: all"), many=True),
         Column("cost", in_money(_("Whole {money}; empty: not known")), "integer"),
         Column("decided", _("adopted, declined or parked; empty: not yet")),
         Column("decided_on", _("Day of the decision"), "date"), Column("outcome", _("What was decided")),
         Column("reasons_for", _("Reasons for it")), Column("reasons_against", _("Reasons against it")),
         Column("review_on", _("We look again on"), "date"),
         Column("minority_reports", _("How many reports see it otherwise"), "integer")),
        priorities, ("round", "decided", "topic", "nations"), named=True,
    ),
    OpenTable(
        "ballots", _("What the ballots came to"), _("The order of topics by the ballots of each round."),
        (ROUND, TOPIC, TITLE, Column("place", _("Place"), "integer"), Column("points", _("Points"), "decimal"),
         Column("share", _("Of 100 ballots, how many"), "decimal"), Column("low", _("At least"), "decimal"),
         Column("high", _("At most"), "decimal"), Column("in_top", _("Among those chosen"), "boolean"),
         Column("on_slate", _("On the list in which nobody is left out"), "boolean")),
        ballots, ("round",),
    ),
    OpenTable(
        "work-programme", _("Work programme"), _("What is done, how, where and with what money."),
        (ROUND, Column("version", _("Version"), "integer"), Column("state", _("Draft or approved")), TOPIC, TITLE,
         Column("model", _("Way of working")), Column("nations", _("Codes of nations; empty: all"), many=True),
         Column("budget", in_money(_("Whole {money}")), "integer")),
        programme, ("round", "nations"),
    ),
]  # fmt: skip
