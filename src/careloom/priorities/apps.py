"""The room 'priorities' as a Django app."""

from django.apps import AppConfig


class PrioritiesConfig(AppConfig):
    name = "careloom.priorities"
    label = "priorities"
    default_auto_field = "django.db.models.BigAutoField"
