"""The room 'involvement' as a Django app."""

from django.apps import AppConfig


class InvolvementConfig(AppConfig):
    name = "careloom.involvement"
    label = "involvement"
    default_auto_field = "django.db.models.BigAutoField"
