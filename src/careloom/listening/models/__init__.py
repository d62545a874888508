"""Targets, outreach, waiting lists and requests for paper."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from careloom.people.models import Organisation
from careloom.questionnaires.models import Questionnaire


class Target(models.Model):
    """How many returns we hope for from a role group in a nation, and where the number comes from."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="targets")
    role_group = models.CharField(max_length=60)
    nation = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["questionnaire", "role_group", "nation"], name="target_once")]


class Outreach(models.Model):
    """One thing to do so that missing voices can be heard: who, what next, what we offered back."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        CONTACTED = "contacted", _("Contacted")
        TAKING_PART = "taking-part", _("Taking part")
        DECLINED = "declined", _("Said no")
        DONE = "done", _("Done")

    public_id = models.CharField(max_length=60, unique=True)
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="outreach")
    role_group = models.CharField(max_length=60, blank=True)
    nation = models.CharField(max_length=60, blank=True)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    owner_id = models.CharField(max_length=60)
    next_action = models.CharField(max_length=300)
    due_on = models.DateField()
    offered_back = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.PLANNED)


class Waiting(models.Model):
    """Somebody who asked to be told when a survey opens, with their consent and format."""

    public_id = models.CharField(max_length=60, unique=True)
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="waiting")
    email = models.EmailField()
    edition = models.CharField(max_length=10)
    language = models.CharField(max_length=10)
    consent_wording = models.CharField(max_length=60)
    joined_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["questionnaire", "email"], name="waiting_once")]


class PaperRequest(models.Model):
    """Somebody who asked for paper or a phone call. The address is sealed, and deleted when the copy is sent."""

    public_id = models.CharField(max_length=60, unique=True)
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="paper_requests")
    way = models.CharField(max_length=10)
    edition = models.CharField(max_length=10)
    language = models.CharField(max_length=10)
    copies = models.PositiveSmallIntegerField(default=1)
    sealed = models.BinaryField()
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
