"""What we do so that missing voices can be heard."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from careloom.people.models import Organisation
from careloom.questionnaires.models import Questionnaire


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
    number = 0  # its place among the survey's tasks, in addresses; set by queries


class OutreachStep(models.Model):
    """What was done about one outreach task, and what comes next. Steps are added, never changed."""

    task = models.ForeignKey(Outreach, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=20, choices=Outreach.State.choices)
    done = models.CharField(max_length=500)
    next_action = models.CharField(max_length=300, blank=True)
    due_on = models.DateField(null=True, blank=True)
    offered_back = models.CharField(max_length=300, blank=True)
    by_id = models.CharField(max_length=60)
    at = models.DateTimeField()
