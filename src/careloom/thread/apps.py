"""The room 'thread' as a Django app."""

from django.apps import AppConfig


class ThreadConfig(AppConfig):
    name = "careloom.thread"
    label = "thread"
    default_auto_field = "django.db.models.BigAutoField"
