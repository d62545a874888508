"""The work programme that goes to the funder: versions, what Assemblies said about each, and the approval."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careloom.priorities.models.round import Candidate, Round
from careloom.thread.models import Decision


class Programme(models.Model):
    """One round's programme. Once approved it changes no more."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft, open for comments")
        APPROVED = "approved", _("Approved")

    public_id = models.CharField(max_length=60, unique=True)
    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="programme")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    decision = models.OneToOneField(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    entry_id = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", decision__isnull=True) | Q(state="approved", decision__isnull=False),
                name="approved_by_a_decision",
            )
        ]


class ProgrammeVersion(models.Model):
    """One version; each after the first says what changed and why."""

    public_id = models.CharField(max_length=60, unique=True)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    intro = models.TextField()
    intro_easy = models.TextField()
    intro_cy = models.TextField(blank=True)
    what_changed = models.TextField(blank=True)
    entry_id = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="programme_version_once"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(what_changed=""), name="programme_version_says_what_changed"
            ),
        ]


class ProgrammeTopic(models.Model):
    """One adopted candidate in a version: how, where, with what money."""

    version = models.ForeignKey(ProgrammeVersion, on_delete=models.CASCADE, related_name="topics")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="in_programmes")
    delivery_model = models.CharField(max_length=40)
    nations = models.JSONField(default=list)
    budget = models.PositiveBigIntegerField()  # whole units of the centre's currency

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "candidate"], name="programme_topic_once")]


class ProgrammeComment(models.Model):
    """What an Assembly said about a version, and what came of it: changed, or not and why."""

    class Answer(models.TextChoices):
        CHANGED = "changed", _("We changed it")
        KEPT = "kept", _("We did not change it")

    public_id = models.CharField(max_length=60, unique=True)
    version = models.ForeignKey(ProgrammeVersion, on_delete=models.PROTECT, related_name="comments")
    assembly = models.CharField(max_length=200)
    words = models.TextField()
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    why = models.TextField(blank=True)
    entry_id = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(answer="") | ~Q(why=""), name="programme_answer_says_why")]
