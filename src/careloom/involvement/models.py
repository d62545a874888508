"""What bodies pay for time, and what must be kept to when paying people."""

from django.db import models
from django.db.models import Q

from careloom.centre.models import Sourced


class PaymentRate(Sourced):
    """What one body pays for a task, from a date. `pence` is empty where the published text is not one amount."""

    body = models.CharField(max_length=200)
    item = models.CharField(max_length=200)
    published = models.CharField(max_length=60)
    pence = models.PositiveIntegerField(null=True)
    unit = models.CharField(max_length=40, blank=True)
    valid_from = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "item", "valid_from"], name="payment_rate_once")]


class PaymentRule(Sourced):
    """What must be kept to when paying people."""

    name = models.CharField(max_length=200, unique=True)
    detail = models.TextField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(detail=""), name="payment_rule_says_something")]
