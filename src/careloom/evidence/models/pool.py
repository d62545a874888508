"""People who want to take part in research: reviewing, committees, shadowing. Everybody puts their own name in."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careloom.evidence.models.gaps import Partner


class PoolMember(models.Model):
    """What one person offers and wants, as they wrote it themselves. Leaving takes their words away."""

    class Knows(models.TextChoices):
        LIVED = "lived", _("From my own life")
        PRACTICE = "practice", _("From my work")
        RESEARCH = "research", _("From research")

    public_id = models.CharField(max_length=60, unique=True)
    person_id = models.CharField(max_length=60, unique=True)
    knows = models.CharField(max_length=10, choices=Knows.choices)
    topics = models.JSONField(default=list)
    words = models.TextField(blank=True)
    reviewing = models.BooleanField(default=False)
    committee = models.BooleanField(default=False)
    shadowing = models.BooleanField(default=False)
    career = models.BooleanField(default=False)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(left_at=None) | Q(words="", topics=[]), name="pool_left_without_words")
        ]


class PoolStep(models.Model):
    """What came of it: an introduction, a day of shadowing, an application, its result."""

    class What(models.TextChoices):
        INTRODUCED = "introduced", _("Introduced")
        SHADOWED = "shadowed", _("Shadowed somebody")
        APPLIED = "applied", _("Applied")
        CHOSEN = "chosen", _("Chosen")
        NOT_CHOSEN = "not-chosen", _("Not chosen")

    member = models.ForeignKey(PoolMember, on_delete=models.CASCADE, related_name="steps")
    what = models.CharField(max_length=12, choices=What.choices)
    partner = models.ForeignKey(Partner, null=True, blank=True, on_delete=models.SET_NULL, related_name="pool_steps")
    scheme = models.CharField(max_length=200)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()
