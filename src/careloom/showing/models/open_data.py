"""Open data as it was published: dated releases that can be cited."""

from django.db import models


class OpenPart(models.Model):
    """Some rows of a table, packed: one JSON line each. The same rows are kept once, whichever files hold them.

    `digest` is of the rows as published. `removed` counts rows that were taken out since, because somebody took back
    what stood there; `checked` says which rows were taken back when we looked last.
    """

    table = models.SlugField(max_length=60)
    digest = models.CharField(max_length=64)
    rows = models.PositiveSmallIntegerField()
    removed = models.PositiveSmallIntegerField(default=0)
    checked = models.CharField(max_length=64, blank=True)
    packed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "digest"], name="open_part_once")]


class OpenFile(models.Model):
    """One table as it was from some day on. The same content is kept once, whichever releases hold it."""

    table = models.SlugField(max_length=60)
    digest = models.CharField(max_length=64)
    columns = models.JSONField()  # [{name, says, kind, many}] in the first language
    parts = models.JSONField(default=list)  # digests of its parts, in order
    rows = models.PositiveIntegerField()
    removed = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "digest"], name="open_file_once")]


class OpenRelease(models.Model):
    """Everything that was open data at one time, under a number. Its digest stands on the trace."""

    number = models.PositiveIntegerField(unique=True)
    files = models.ManyToManyField(OpenFile, related_name="releases")
    digest = models.CharField(max_length=64)
    by = models.CharField(max_length=60)
    entry_id = models.CharField(max_length=60)
    at = models.DateTimeField()
