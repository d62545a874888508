"""The room 'centre' as a Django app."""

from django.apps import AppConfig


class CentreConfig(AppConfig):
    name = "careloom.centre"
    label = "centre"
    default_auto_field = "django.db.models.BigAutoField"
