"""Ballots on paper: what stood on them, and scans of them."""

from django.db import models

from careloom.priorities.models.round import Round


class Printing(models.Model):
    """What stood on paper ballots when they were printed, as the file that the paper engine reads."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="printings")
    number = models.PositiveSmallIntegerField()
    file = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="round_printing_number_once")]


class BallotScan(models.Model):
    """A scan of paper ballots: sealed until it is read; then only what came of it, with what somebody must look at."""

    public_id = models.CharField(max_length=60, unique=True)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="scans")
    name = models.CharField(max_length=200)
    sealed = models.BinaryField(null=True)
    found = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField()
