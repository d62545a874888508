"""Scores with reasons, swing weights, ballots, and what was counted."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careloom.priorities.models.round import Candidate, Criterion, Round


class Score(models.Model):
    """One person's score of a topic by one criterion, for the new way and for the current way, with a reason."""

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    person_id = models.CharField(max_length=60)
    role_group = models.CharField(max_length=40, blank=True)
    nation = models.CharField(max_length=40, blank=True)
    new = models.PositiveSmallIntegerField()
    current = models.PositiveSmallIntegerField()
    reason = models.TextField()
    who_gains = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["candidate", "criterion", "person_id"], name="score_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="score_has_a_reason"),
            models.CheckConstraint(condition=Q(new__lte=10) & Q(current__lte=10), name="score_up_to_ten"),
        ]


class SwingWeight(models.Model):
    """How much one person finds it worth to go from worst to best on a criterion: 0 to 100."""

    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="weights")
    person_id = models.CharField(max_length=60)
    role_group = models.CharField(max_length=40, blank=True)
    points = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["criterion", "person_id"], name="weight_once"),
            models.CheckConstraint(condition=Q(points__lte=100), name="weight_up_to_hundred"),
        ]


class Ballot(models.Model):
    """One voice's marks: a person, or a group that speaks as one. Only a hash of the private code is kept."""

    class Channel(models.TextChoices):
        WEB = "web", _("Web")
        PAPER = "paper", _("Paper")
        IN_PERSON = "in-person", _("In person")

    public_id = models.CharField(max_length=60, unique=True)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="ballots")
    code_hash = models.CharField(max_length=64, unique=True)
    person_id = models.CharField(max_length=60, blank=True)
    serial = models.CharField(max_length=60, blank=True)
    role_group = models.CharField(max_length=40, blank=True)
    nation = models.CharField(max_length=40, blank=True)
    people = models.PositiveSmallIntegerField(default=1)
    group_name = models.CharField(max_length=200, blank=True)
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.WEB)
    helped_by = models.CharField(max_length=200, blank=True)
    marks = models.JSONField(default=list)  # candidate ids, best first; or [[shown ids], best, worst] for each screen
    entry_id = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "person_id"], condition=~Q(person_id=""), name="ballot_person_once"
            ),
            models.UniqueConstraint(fields=["round", "serial"], condition=~Q(serial=""), name="ballot_paper_once"),
            models.CheckConstraint(condition=Q(people__gte=1), name="ballot_speaks_for_somebody"),
        ]


class Count(models.Model):
    """What the ballots came to at the close, as it may be published. It is made once."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="count")
    data = models.JSONField()
    entry_id = models.CharField(max_length=60)
    made_at = models.DateTimeField()
