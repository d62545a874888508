"""The room 'assemblies' as a Django app."""

from django.apps import AppConfig


class AssembliesConfig(AppConfig):
    name = "careloom.assemblies"
    label = "assemblies"
    default_auto_field = "django.db.models.BigAutoField"
