"""The room 'ui' as a Django app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "careloom.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"
