"""The listening room."""

from django.apps import AppConfig


class ListeningConfig(AppConfig):
    """The room as Django knows it."""

    name = "careloom.listening"
