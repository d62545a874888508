"""The roof as a Django app (for its commands and templates)."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "careloom.site"
    label = "site"
