"""What was decided about a candidate: done, declined or parked, signed, with whoever sees it otherwise."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careloom.priorities.models.round import Candidate
from careloom.thread.models import Decision, Dissent


class Choice(models.Model):
    """One decision about one candidate. Reasons for and against stand in the thread's decision, with its signatures."""

    class Kind(models.TextChoices):
        ADOPTED = "adopted", _("We do this")
        DECLINED = "declined", _("We do not do this")
        PARKED = "parked", _("This waits")

    candidate = models.OneToOneField(Candidate, on_delete=models.PROTECT, related_name="choice")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="+")
    reason_easy = models.TextField(blank=True)
    reason_cy = models.TextField(blank=True)
    review_on = models.DateField(null=True, blank=True)
    entry_id = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="parked") | Q(review_on__isnull=False), name="parked_has_a_review_date"
            )
        ]


class MinorityReport(models.Model):
    """Why somebody sees a decision otherwise, for how many, and what they would do; printed like the decision."""

    public_id = models.CharField(max_length=60, unique=True)
    choice = models.ForeignKey(Choice, on_delete=models.PROTECT, related_name="minority_reports")
    dissent = models.OneToOneField(Dissent, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    words_easy = models.TextField(blank=True)
    role_group = models.CharField(max_length=40, blank=True)
    people = models.PositiveSmallIntegerField(default=1)
    entry_id = models.CharField(max_length=60)
