"""The room 'evidence' as a Django app."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "careloom.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"
