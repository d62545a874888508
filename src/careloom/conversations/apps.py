"""The room 'conversations' as a Django app."""

from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "careloom.conversations"
    label = "conversations"
    default_auto_field = "django.db.models.BigAutoField"
