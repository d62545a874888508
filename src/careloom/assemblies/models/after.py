"""What a meeting leaves behind."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careloom.assemblies.models.meeting import Meeting
from careloom.people.models import Person


class NotesAgreement(models.Model):
    """A member who was there says that the notes are right."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="notes_agreed")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="notes_agreed_once")]


class Action(models.Model):
    """Somebody does something by a day."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="actions")
    words = models.CharField(max_length=300)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True, blank=True)


class Outcome(models.Model):
    """What was decided, and what will be told to whom by when. Without a quorum of each role it recommends."""

    class Kind(models.TextChoices):
        DECISION = "decision", _("Decision")
        RECOMMENDATION = "recommendation", _("Recommendation, until enough members agree")

    public_id = models.CharField(max_length=60, unique=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="outcomes")
    words = models.TextField()
    kind = models.CharField(max_length=15, choices=Kind.choices)
    told_whom = models.CharField(max_length=200)
    told_by = models.DateField()
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(told_whom="") & ~Q(words=""), name="outcome_is_told_to_somebody")
        ]


class OutcomeAgreement(models.Model):
    """A member who was not there agrees afterwards."""

    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="agreements")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outcome", "person"], name="outcome_agreed_once")]


class PulseGiven(models.Model):
    """That somebody answered the pulse; what they answered stands apart, without a name."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="pulses_given")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="pulse_once")]


class PulseAnswer(models.Model):
    """Three answers from 1 to 5, without a name and without a time."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="pulse")
    heard = models.PositiveSmallIntegerField()
    could_take_part = models.PositiveSmallIntegerField()
    worth_it = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(heard__range=(1, 5), could_take_part__range=(1, 5), worth_it__range=(1, 5)),
                name="pulse_from_1_to_5",
            )
        ]
