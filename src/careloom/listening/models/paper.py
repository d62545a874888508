"""Copies to print, each with a number of its own."""

from django.db import models
from django.db.models import Q

from careloom.questionnaires.models import Version


class PaperBatch(models.Model):
    """Copies of one twin to print and send. The file goes after a month; the copies stay good."""

    public_id = models.CharField(max_length=60, unique=True)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    edition = models.CharField(max_length=10)
    language = models.CharField(max_length=10)
    for_group = models.BooleanField(default=False)
    copies = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True, blank=True)
    kind = models.CharField(max_length=5, blank=True)  # pdf, or zip where one file would be too large to print
    content = models.BinaryField(default=b"")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(copies__gte=1), name="batch_has_copies")]
