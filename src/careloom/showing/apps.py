"""The room 'showing' as a Django app."""

from django.apps import AppConfig


class ShowingConfig(AppConfig):
    name = "careloom.showing"
    label = "showing"
    default_auto_field = "django.db.models.BigAutoField"
