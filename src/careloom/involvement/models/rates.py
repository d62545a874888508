"""What bodies pay for time, and what must be kept to when paying people."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

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


class Rate(models.Model):
    """What this centre pays for a task, in pence, from a day on. The day of the work decides which row counts."""

    class Unit(models.TextChoices):
        HOUR = "hour", _("an hour")
        SESSION = "session", _("a session")
        DAY = "day", _("a day")

    task = models.SlugField(max_length=60)
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=10, choices=Unit.choices)
    pence = models.PositiveIntegerField()
    valid_from = models.DateField()
    source = models.CharField(max_length=500)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "valid_from"], name="rate_from_a_day_once")]


class Limit(Sourced):
    """What a person on a benefit may earn, as a source says, from a day on. It changes each April."""

    class Per(models.TextChoices):
        WEEK = "week", _("a week")
        MONTH = "month", _("a month")

    benefit = models.SlugField(max_length=60)
    name = models.CharField(max_length=200)
    pence = models.PositiveIntegerField()
    below = models.BooleanField(default=False)  # "less than", where others say "up to"
    per = models.CharField(max_length=10, choices=Per.choices)
    valid_from = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["benefit", "valid_from"], name="limit_from_a_day_once")]
