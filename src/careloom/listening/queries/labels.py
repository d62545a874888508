"""The words of questions and answers in the reader's language and edition; the first twin where there is none."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from careloom.listening.queries.findings import NONE
from careloom.questionnaires import queries as forms
from careloom.questionnaires.definition import Definition, Question
from careloom.questionnaires.models import Questionnaire, Version
from careloom.questionnaires.words import FIRST

Words = Mapping[str, str]


def words_for(version: Version, edition: str, language: str) -> Words:
    """{key: text} of the best twin there is."""
    first = forms.texts(version, FIRST)
    twin = (edition, language.split("-")[0])
    return first | (forms.texts(version, twin) if twin != FIRST else {})


def answer_name(words: Words, question: Question, code: str) -> str:
    """How an answer is called: its option, or a step of a scale with the words at its ends."""
    if code == NONE:
        return _("No answer")
    if question.kind != "scale":
        return words.get(f"q.{question.id}.o.{code}", code)
    ends = {str(question.steps[0]): f"q.{question.id}.low", str(question.steps[-1]): f"q.{question.id}.high"}
    said = words.get(ends.get(code, ""), "")
    return f"{code}: {said}" if said else code


def group_names(definition: Definition, words: Words, by: str) -> dict[str, str]:
    """{code: name} of role groups or nations, as the survey itself calls them, in its order."""
    question = definition.meaning(by)
    if question is None:
        return {NONE: _("No answer")}
    return {code: words.get(f"q.{question.id}.o.{code}", code) for code in question.options} | {NONE: _("No answer")}


def version_of(questionnaire: Questionnaire) -> Version | None:
    """The version whose words are shown."""
    return forms.published(questionnaire.slug)
