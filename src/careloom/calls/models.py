"""Calls for hosts: what was asked, and what hosts promise."""

from django.db import models

from careloom.centre.models import Sourced


class CallFact(Sourced):
    """One published criterion, commitment or date of a scheme's call for hosts, in our words."""

    scheme = models.CharField(max_length=200)
    year = models.CharField(max_length=20)
    kind = models.CharField(max_length=60)
    text = models.CharField(max_length=500)
    number = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "year", "kind", "text"], name="call_fact_once")]
