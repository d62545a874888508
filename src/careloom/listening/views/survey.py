"""The survey that an address names."""

from django.shortcuts import get_object_or_404

from careloom.questionnaires.models import Questionnaire


def survey(slug: str) -> Questionnaire:
    """The survey with this address, or "not found"."""
    return get_object_or_404(Questionnaire, slug=slug)
