"""The questionnaires room."""

from django.apps import AppConfig


class QuestionnairesConfig(AppConfig):
    """The room as Django knows it."""

    name = "careloom.questionnaires"
