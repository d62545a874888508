"""What a funder pays for now: studies, how they fit our topics, when they end, and what we do together."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careloom.evidence.models.gaps import Partner


class StudyList(models.Model):
    """A funder's list of studies as it came, once a quarter."""

    public_id = models.CharField(max_length=60, unique=True)
    once = models.CharField(max_length=80, unique=True)
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="lists")
    name = models.CharField(max_length=200)
    taken = models.PositiveIntegerField(default=0)
    fresh = models.PositiveIntegerField(default=0)
    refused = models.JSONField(default=list)  # [{line, why}]
    by = models.CharField(max_length=60)
    at = models.DateTimeField()


class FundedStudy(models.Model):
    """A study on a funder's list."""

    public_id = models.CharField(max_length=60, unique=True)
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="studies")
    ref = models.CharField(max_length=120)  # the funder's own number, kept for life
    title = models.TextField()
    plain = models.TextField(blank=True)
    abstract = models.TextField(blank=True)
    programme = models.CharField(max_length=200, blank=True)
    nation = models.CharField(max_length=80, blank=True)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    same_evidence = models.BooleanField(null=True, blank=True)  # does it count the same things as evidence? (E12)
    seen = models.ForeignKey(StudyList, on_delete=models.PROTECT, related_name="studies")
    made_up = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partner", "ref"], name="study_of_partner_once")]

    def __str__(self) -> str:
        return self.title


class StudyMatch(models.Model):
    """A study and a topic. Only a person's yes, with a reason, changes anything."""

    class State(models.TextChoices):
        YES = "yes", _("It fits")
        NO = "no", _("It does not fit")

    public_id = models.CharField(max_length=60, unique=True)
    study = models.ForeignKey(FundedStudy, on_delete=models.CASCADE, related_name="matches")
    topic = models.CharField(max_length=80, db_index=True)
    state = models.CharField(max_length=5, choices=State.choices)
    reason = models.CharField(max_length=500)
    study_led = models.BooleanField(default=False)  # the topic is in the programme because of this study (R06)
    project = models.CharField(max_length=200, blank=True)  # which project puts its findings to work (R05)
    plan = models.TextField(blank=True)
    findings_due = models.DateField(null=True, blank=True)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["study", "topic"], name="matched_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="match_with_reason"),
            models.CheckConstraint(condition=Q(study_led=False) | Q(state="yes"), name="study_led_when_it_fits"),
        ]


class PartnerAction(models.Model):
    """Something agreed at a quarterly meeting."""

    class Whose(models.TextChoices):
        US = "us", _("We do it")
        THEM = "them", _("They do it")

    public_id = models.CharField(max_length=60, unique=True)
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="actions")
    words = models.CharField(max_length=300)
    who = models.CharField(max_length=10, choices=Whose.choices)
    due = models.DateField()
    done_at = models.DateTimeField(null=True, blank=True)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()
