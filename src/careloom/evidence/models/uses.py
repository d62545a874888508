"""Where an item is used, and who must hear when it goes."""

from django.db import models

from careloom.evidence.models.library import Item


class Use(models.Model):
    """An item stands in a project, a page or a summary, or was downloaded; `subject` is the public id of that thing."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="uses")
    what = models.CharField(max_length=20)  # project, page, summary, verdict, download
    subject = models.CharField(max_length=60, blank=True)
    by = models.CharField(max_length=60, blank=True)
    times = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)  # taken out again, or removed when the item was withdrawn

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "what", "subject"], name="use_once")]
        indexes = [models.Index(fields=["subject"], name="use_subject")]


class Notice(models.Model):
    """Somebody who used an item is told that it was withdrawn or retracted."""

    public_id = models.CharField(max_length=60, unique=True)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="notices")
    use = models.ForeignKey(Use, on_delete=models.CASCADE, related_name="notices")
    person_id = models.CharField(max_length=60, db_index=True)
    why = models.CharField(max_length=20)  # withdrawn, retracted
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
