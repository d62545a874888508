"""The trace: entries that cite entries."""

from django.db import models


class Entry(models.Model):
    """One thing that happened. Written once, never changed, never deleted."""

    public_id = models.CharField(max_length=60, unique=True)
    event = models.CharField(max_length=60, db_index=True)
    subject = models.CharField(max_length=60, db_index=True)
    actor = models.CharField(max_length=60)
    values = models.JSONField(default=dict)
    at = models.DateTimeField(db_index=True)


class Because(models.Model):
    """`entry` happened because of `cause`, an earlier entry."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="causes")
    cause = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="effects")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "cause"], name="because_once")]
