"""Help that people asked for, beside help that somebody offers; communities that do not get what is offered."""

from typing import Any

from django.db.models import Count

from careloom.listening.models import AccessGap, HelpOffer
from careloom.listening.queries import labels
from careloom.questionnaires import queries as forms
from careloom.questionnaires.definition import Question
from careloom.questionnaires.models import Answer, Questionnaire


def help_question(questionnaire: Questionnaire) -> Question | None:
    """The question "what help do you need?", if the survey asks it."""
    version = forms.published(questionnaire.slug)
    return forms.definition_of(version).meaning("help_wanted") if version else None


def kinds(questionnaire: Questionnaire, edition: str = "standard", language: str = "en") -> list[tuple[str, str]]:
    """(code, name) of the kinds of help that can be asked for; never "none"."""
    question, version = help_question(questionnaire), labels.version_of(questionnaire)
    if question is None or version is None:
        return []
    words = labels.words_for(version, edition, language)
    return [(code, labels.answer_name(words, question, code)) for code in question.options
            if code not in question.exclusive]  # fmt: skip


def offers(questionnaire: Questionnaire) -> list[HelpOffer]:
    """Help that can be had today."""
    return list(HelpOffer.objects.filter(questionnaire=questionnaire, ended_at=None).order_by("kind", "nation", "pk"))


def matched(questionnaire: Questionnaire) -> list[dict[str, Any]]:
    """For each kind of help and nation: how many returns asked, and what is offered there; nothing offered first.

    For staff: small numbers stand here as they are.
    """
    question = help_question(questionnaire)
    if question is None:
        return []
    rows = (
        Answer.objects.filter(question=question.id, answer_set__in=forms.sent(questionnaire))
        .exclude(code__in=question.exclusive)
        .values("code", "answer_set__nation").annotate(n=Count("pk")).order_by("code", "answer_set__nation")
    )  # fmt: skip
    names, given = dict(kinds(questionnaire)), offers(questionnaire)
    found = []
    for row in rows:
        nation = row["answer_set__nation"]
        fitting = [o for o in given if o.kind == row["code"] and o.nation in ("", nation)]
        found.append({"kind": row["code"], "name": names.get(row["code"], row["code"]), "nation": nation,
                      "wanted": row["n"], "offers": fitting})  # fmt: skip
    return sorted(found, key=lambda r: (bool(r["offers"]), -r["wanted"], r["kind"], r["nation"]))


def access_gaps(questionnaire: Questionnaire) -> list[AccessGap]:
    """Communities that do not get the support that is offered, the newest first."""
    return list(AccessGap.objects.filter(questionnaire=questionnaire).order_by("-noted_at", "-pk"))


def access_gaps_in(nations: list[str]) -> list[AccessGap]:
    """For weighing topics: where people do not get what is offered, the newest first; no nation named means all."""
    rows = AccessGap.objects.order_by("-noted_at", "-pk")
    return list((rows.filter(nation__in=["", *nations]) if nations else rows)[:30])
