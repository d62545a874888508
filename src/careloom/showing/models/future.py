"""How the centre may go on when its money ends: dated notes, never changed."""

from django.db import models

from careloom.thread.models import Entry


class FutureNote(models.Model):
    """One thought or fact about the future business model, why it matters, and where it comes from."""

    public_id = models.CharField(max_length=60, unique=True)
    words = models.TextField()
    reason = models.TextField()
    source = models.CharField(max_length=500)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()
    once = models.CharField(max_length=80, unique=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="+")
