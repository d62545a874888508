"""The room 'people' as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "careloom.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
