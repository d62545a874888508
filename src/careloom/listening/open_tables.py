"""What of this room is open data: released results of surveys and published themes. Nothing is counted anew."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from careloom.listening.models import Release, ThemeReport
from careloom.listening.queries import findings, labels, results
from careloom.questionnaires.models import Questionnaire
from careloom.thread.publishing import Column, OpenTable, Row

SURVEY, RELEASE = Column("survey", _("Code of the survey")), Column("release", _("Release of its results"), "integer")
RETURNS = Column("returns", _("Returns, in fives; empty: hidden to protect people"), "integer")
PEOPLE = Column("people", _("People they speak for, in fives; empty: hidden"), "integer")
GROUP = Column("group", _("Code of the group"))


def _released() -> Iterator[tuple[Questionnaire, Release]]:
    """Each survey with its newest release."""
    rows = Release.objects.select_related("questionnaire").defer("counts").order_by("number")
    newest = {row.questionnaire_id: row for row in rows}
    for row in sorted(newest.values(), key=lambda r: r.questionnaire.slug):
        yield row.questionnaire, row


def answers() -> Iterable[Row]:
    """Every released number of every closed question: in all, by role group, by nation."""
    for survey, release in _released():
        version = labels.version_of(survey)
        words = labels.words_for(version, "standard", "en") if version else {}
        for question in findings.closed_questions(survey):
            for row in results.download(release, question):
                yield {"survey": survey.slug, "release": release.number, "question": question.id,
                       "asked": words.get(f"q.{question.id}", ""), "answer": row["answer"],
                       "answer_words": labels.answer_name(words, question, row["answer"]), "by": row["by"],
                       "group": row["group"], "returns": row["returns"], "people": row["people"]}  # fmt: skip


def reach() -> Iterable[Row]:
    """Who answered: role group by nation, as released."""
    for survey, release in _released():
        for row in results.crossed(release):
            yield {"survey": survey.slug, "release": release.number, **row}


def themes() -> Iterable[Row]:
    """Agreed themes of the newest published report of each question: in all, then by group."""
    rows = ThemeReport.objects.exclude(published_at=None).select_related("codebook__questionnaire")
    newest = {row.codebook_id: row for row in rows.order_by("published_at", "pk")}
    for report in sorted(newest.values(), key=lambda r: r.pk):
        for theme in report.data["themes"]:
            if theme["agreed"]:
                yield from _theme(report, theme)


def _theme(report: ThemeReport, theme: dict[str, Any]) -> Iterator[Row]:
    same = {"theme": theme["id"], "survey": report.codebook.questionnaire.slug, "question": report.codebook.question,
            "name": theme["name"], "definition": theme["definition"]}  # fmt: skip
    parts = ("for", "against", "both")
    yield {**same, "by": "all", "group": "", **{n: theme[n] for n in ("returns", "people", *parts)}, "share": None,
           "low": None, "high": None, "agreement": theme["alpha"]}  # fmt: skip
    for by in ("role", "nation"):
        for group, cell in sorted(theme[by].items()):
            stances = cell.get("stances", {})
            yield {**same, "by": "role_group" if by == "role" else by, "group": group, "agreement": None,
                   **{n: cell[n] for n in ("returns", "people", "share", "low", "high")},
                   **{n: stances.get(n) for n in parts}}  # fmt: skip


TABLES = [
    OpenTable(
        "survey-answers", _("Answers to surveys"),
        _("Released numbers of each closed question, in all, by role group and by nation."),
        (SURVEY, RELEASE, Column("question", _("Code of the question")), Column("asked", _("The question")),
         Column("answer", _("Code of the answer")), Column("answer_words", _("The answer")),
         Column("by", _("Counted by")), GROUP, RETURNS, PEOPLE),
        answers, ("survey", "question", "by", "group"),
    ),
    OpenTable(
        "survey-reach", _("Who answered surveys"),
        _("Returns by role group and nation together. Small numbers, and what would give them away, are hidden."),
        (SURVEY, RELEASE, Column("role_group", _("Role group")), Column("nation", _("Nation")), RETURNS, PEOPLE),
        reach, ("survey", "role_group", "nation"),
    ),
    OpenTable(
        "themes", _("Themes"), _("What people said in their own words: agreed themes, in all and by group."),
        (Column("theme", _("Number on the record")), SURVEY, Column("question", _("Code of the question")),
         Column("name", _("Name")), Column("definition", _("What belongs to it")), Column("by", _("Counted by")),
         GROUP, RETURNS, PEOPLE, Column("for", _("Returns that speak for it"), "integer"),
         Column("against", _("Returns that speak against it"), "integer"),
         Column("both", _("Returns that do both"), "integer"),
         Column("share", _("Share of the group, between 0 and 1"), "decimal"),
         Column("low", _("Share: at least"), "decimal"), Column("high", _("Share: at most"), "decimal"),
         Column("agreement", _("How well two readers agreed (alpha)"), "decimal")),
        themes, ("survey", "question", "by", "group"),
    ),
]  # fmt: skip
