"""A file of evidence on its way into the library."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportRun(models.Model):
    """One file: what it was, what was taken, what was not. The file itself is kept only until it is read."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        COLUMNS = "columns", _("We need you to match its columns")
        DONE = "done", _("Done")
        REFUSED = "refused", _("We could not read this file")

    public_id = models.CharField(max_length=60, unique=True)
    once = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64, blank=True, db_index=True)  # of the file: sent again, it is this one
    data = models.BinaryField(default=b"")
    columns = models.JSONField(default=dict)  # chosen by a person: our field → the file's column
    header = models.JSONField(default=list)
    format = models.CharField(max_length=40, blank=True)
    encoding = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    taken = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    asked = models.PositiveIntegerField(default=0)
    why = models.CharField(max_length=300, blank=True)
    job_id = models.CharField(max_length=60, blank=True)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()


class ImportLine(models.Model):
    """One thing to look at in a file: a record that was not taken, a doubt, or text outside every record."""

    class What(models.TextChoices):
        REFUSED = "refused", _("Not taken")
        ASKED = "asked", _("Please look")
        IGNORED = "ignored", _("Passed over")

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="lines")
    what = models.CharField(max_length=10, choices=What.choices)
    line = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    why = models.TextField()
