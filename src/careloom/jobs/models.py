"""Background work."""

from django.db import models
from django.db.models import Q


class Job(models.Model):
    """One piece of background work with its progress. A lease says who works on it, and until when."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    public_id = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict)
    once = models.CharField(max_length=120, unique=True, null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    by = models.CharField(max_length=60)
    sentence = models.CharField(max_length=300, blank=True)
    done_steps = models.PositiveIntegerField(default=0)
    total_steps = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    most_attempts = models.PositiveSmallIntegerField(default=5)
    run_after = models.DateTimeField()
    lease_token = models.CharField(max_length=40, blank=True)
    lease_until = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "run_after"], name="job_next")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="running", lease_until__isnull=False) | ~Q(state="running"), name="running_has_lease"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["done", "failed", "cancelled"], ended_at__isnull=False)
                | Q(state__in=["waiting", "running"], ended_at__isnull=True),
                name="ended_has_time",
            ),
        ]
