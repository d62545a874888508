"""The room 'projects' as a Django app."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "careloom.projects"
    label = "projects"
    default_auto_field = "django.db.models.BigAutoField"
