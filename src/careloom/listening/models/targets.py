"""How many returns we hope for, and what keeps people safe while we ask."""

from django.db import models

from careloom.questionnaires.models import Questionnaire


class Target(models.Model):
    """How many returns we hope for from one group, where the number comes from and what it counts.

    With no `field` the group is a role group in a nation; else `category` of any field of the answer sets.
    """

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="targets")
    role_group = models.CharField(max_length=60, blank=True)
    nation = models.CharField(max_length=60, blank=True)
    field = models.CharField(max_length=60, blank=True)
    category = models.CharField(max_length=60, blank=True)
    number = models.PositiveIntegerField()
    source = models.CharField(max_length=300)
    definition = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "role_group", "nation", "field", "category"], name="target_once"
            )
        ]


class SafeListening(models.Model):
    """The ground rules of one listening task, and who to turn to: in distress, and when somebody may be at risk."""

    questionnaire = models.OneToOneField(Questionnaire, on_delete=models.CASCADE, related_name="safe_listening")
    ground_rules = models.TextField()
    distress = models.TextField()
    safeguarding = models.TextField()
    lead = models.CharField(max_length=200)


class AccessGap(models.Model):
    """A community that does not get the support that is offered: what, where, and what stands in the way."""

    public_id = models.CharField(max_length=60, unique=True)
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="access_gaps")
    community = models.CharField(max_length=200)
    nation = models.CharField(max_length=60, blank=True)
    support = models.CharField(max_length=300)
    barrier = models.CharField(max_length=300)
    heard_from = models.CharField(max_length=300)
    noted_at = models.DateTimeField()


class HelpOffer(models.Model):
    """Practical help that somebody can give: beside the help that people asked for."""

    public_id = models.CharField(max_length=60, unique=True)
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="help_offers")
    kind = models.CharField(max_length=80)
    nation = models.CharField(max_length=60, blank=True)
    words = models.CharField(max_length=300)
    contact = models.CharField(max_length=200)
    offered_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
