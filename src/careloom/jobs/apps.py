"""The room 'jobs' as a Django app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "careloom.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Watch for a database file that was moved away."""
        from careloom.jobs.same_file import watch

        watch()
