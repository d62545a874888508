"""The survey that an address names."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from careloom.questionnaires.models import Questionnaire


def survey(slug: str) -> Questionnaire:
    """The survey with this address, or "not found"."""
    return get_object_or_404(Questionnaire, slug=slug)


def actor(request: HttpRequest) -> str:
    """The public id of who is signed in; the access rule asked for staff."""
    return str(request.user.person.public_id)  # type: ignore[union-attr]
